"""Past and coming days: states, closed days, corrections, notes and paper tallies."""
