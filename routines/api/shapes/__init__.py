"""What is sent and answered, as it is described to other programs."""
