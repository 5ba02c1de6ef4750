"""Doors of the reminders."""
