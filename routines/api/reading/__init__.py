"""Turning rows into what is answered, in as many queries whatever the length of the diary."""
