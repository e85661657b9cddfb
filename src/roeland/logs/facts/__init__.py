"""What this room can state."""
