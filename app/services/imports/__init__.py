"""Importing earlier counts: preview, save, undo."""
