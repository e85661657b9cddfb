"""Intake: from the bytes of a file to what counts. Test import and import go the same way; only the last step differs."""
