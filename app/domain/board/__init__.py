"""The host's board: its attendance question, and how long counting takes."""
