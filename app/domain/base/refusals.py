"""The base class of the errors that set-up pages show."""

from __future__ import annotations


class SetUpRefused(Exception):
    """The change to the set-up is not allowed. Nothing was changed."""
