"""The routine, the logged days and what happened on them."""
