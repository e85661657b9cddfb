"""What this room offers to others through `kernel.offers`: points, things to sign, happenings, topics. The doors wire them."""
