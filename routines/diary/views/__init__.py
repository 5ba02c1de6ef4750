"""The diary's doors: parse, call, answer."""
