"""What this room can state, one module per part."""
