"""The only place that writes the diary."""
