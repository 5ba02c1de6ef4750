"""Template tags of the room `guidance`."""
