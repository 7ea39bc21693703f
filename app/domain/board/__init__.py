"""The host's board: what it asks now and then, and what counting takes."""
