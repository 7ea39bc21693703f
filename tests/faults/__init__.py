"""Deliberate kills, crashes and bad luck: nothing is lost and nothing counts twice."""
