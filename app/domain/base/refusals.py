"""The base classes of refusals that pages show."""

from __future__ import annotations


class SetUpRefused(Exception):
    """The change to the set-up is not allowed. Nothing was changed."""


class NotNow(Exception):
    """The server cannot do this now, through no fault of the sender. Nothing was changed."""
