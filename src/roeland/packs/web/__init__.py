"""Pages of templates and of the start of an authority."""
