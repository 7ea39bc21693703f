"""The refusal that every set-up page can show."""

from __future__ import annotations


class SetUpRefused(Exception):
    """The house cannot be set up like that; nothing was changed."""
