"""The host's board and what hosts count on it."""
