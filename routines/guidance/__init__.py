"""The guidance topics and their revisions."""
