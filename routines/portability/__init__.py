"""Everything out, everything in, and leaving for good."""
