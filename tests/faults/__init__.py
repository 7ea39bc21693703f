"""Kills, crashes and bad luck, made on purpose: nothing is lost and nothing counts twice."""
