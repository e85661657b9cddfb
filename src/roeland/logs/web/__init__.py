"""Pages of log control."""
