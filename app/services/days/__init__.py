"""Closing service days, correcting their counts, and what hosts record about them."""
