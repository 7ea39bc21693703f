"""Months and longer periods, protected and ready to be shown."""
