"""The logbook and the meeting sheet as documents."""
