"""Why somebody's access to a partnership cannot be changed like that."""

from __future__ import annotations

from app.domain.base.refusals import SetUpRefused


class AlreadyMember(SetUpRefused):
    """The person has access to this partnership already."""


class LastCoordinator(SetUpRefused):
    """Without this person nobody could set anything up."""


class OwnAccess(SetUpRefused):
    """Nobody takes away their own access; somebody else must do it."""


class AccountElsewhere(SetUpRefused):
    """The person's account serves another partnership too, so it is not ours to change."""
