"""One folder a room; see docs/decisions/0001-rooms.md."""
