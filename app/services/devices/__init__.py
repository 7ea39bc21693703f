"""Tablets, screens and the house phone."""
