"""A logbook as a document."""
