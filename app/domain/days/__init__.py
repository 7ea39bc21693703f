"""Days that are over or planned: states, closed days, corrections, notes and paper."""
