"""The REST API under /api/v1: a door. It assembles the routes of the rooms and holds no rules."""
