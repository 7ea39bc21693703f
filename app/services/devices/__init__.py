"""Tablets, screens and the venue's own phone."""
