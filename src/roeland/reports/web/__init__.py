"""Pages of reports: the list, the sheet with the origin of its figures, writing, freezing, downloads."""
