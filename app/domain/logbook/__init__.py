"""Logbooks: a venue's reflections and numbers for a quarter or a month."""
