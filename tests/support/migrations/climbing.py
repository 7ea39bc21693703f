"""The kind of function that takes an old database from revision to revision."""

from __future__ import annotations

from collections.abc import Callable

Climb = Callable[[str], None]
"""Upgrades the database to a revision."""
