"""Checking in with a code, and changing one's own visit afterwards."""
