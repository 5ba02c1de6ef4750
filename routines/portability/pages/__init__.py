"""What the pages of this room show, as values."""
