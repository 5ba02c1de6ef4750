"""The room's doors: parse, call, answer."""
