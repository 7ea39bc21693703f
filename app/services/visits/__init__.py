"""The running day: its row, visits, codes, keys and counts."""
