"""The log of what was written, and taking it back."""
