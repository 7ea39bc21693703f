"""The running day: its row, visits, codes, one-time keys and counts."""
