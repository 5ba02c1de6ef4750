"""Template tags of the reminders."""
