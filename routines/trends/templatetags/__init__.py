"""Tags of the trends page."""
