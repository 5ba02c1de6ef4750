"""Commands of the room `guidance`."""
