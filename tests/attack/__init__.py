"""The API, attacked by its own description, as a real server answers it."""
