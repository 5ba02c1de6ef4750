"""The only place of this room that writes."""
