"""What the pages of this room may be sent."""
