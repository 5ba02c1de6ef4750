"""What an import would do to a diary, decided before anything is written."""
