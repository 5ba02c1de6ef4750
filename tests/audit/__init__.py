"""Lighthouse on every page, phone and desktop: `make audit`."""
