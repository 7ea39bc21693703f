"""Building reports, and releasing them to readers."""
