"""The same verbs over HTTP, for other programs."""
