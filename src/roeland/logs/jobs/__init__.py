"""What time does in this room."""
