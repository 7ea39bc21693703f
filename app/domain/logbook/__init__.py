"""The logbook: reflections and a period's numbers."""
