"""Counts of spots by region."""
