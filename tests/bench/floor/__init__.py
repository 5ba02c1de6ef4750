"""A bare Django site to compare with: sessions, one table, three small pages."""
