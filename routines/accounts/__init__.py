"""People: who they are, where and when they live, what they agreed to."""
