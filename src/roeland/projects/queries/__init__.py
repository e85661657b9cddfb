"""Every read of this room, in the open scope."""
