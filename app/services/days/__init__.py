"""Closing days, correcting them, and what hosts say about them."""
