"""The running day: visits and how they become counts."""
