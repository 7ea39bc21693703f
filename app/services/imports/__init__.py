"""Earlier counts: previewed, saved, taken back whole."""
