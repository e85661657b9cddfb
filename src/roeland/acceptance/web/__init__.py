"""Pages of read and accept."""
