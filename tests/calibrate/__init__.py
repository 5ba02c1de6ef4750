"""Simulated people, and how often the statistics are wrong about them."""
