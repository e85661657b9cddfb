"""Every write of this room, one function per verb; each states exactly one fact."""
