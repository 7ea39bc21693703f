"""Visits of the running day, and how they become counts."""
