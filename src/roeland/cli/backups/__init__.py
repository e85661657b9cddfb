"""Backup and restore: one ZIP file with database, evidence and a manifest that a restore is held against."""
