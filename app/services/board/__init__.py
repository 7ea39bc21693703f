"""The host's board and what is counted on it."""
