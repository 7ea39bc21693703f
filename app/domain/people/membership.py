"""Errors raised when somebody's access to a partnership cannot be changed."""

from __future__ import annotations

from app.domain.base.refusals import SetUpRefused


class AlreadyMember(SetUpRefused):
    """The person already has access to this partnership."""


class LastCoordinator(SetUpRefused):
    """The person is the only coordinator, and a partnership needs one."""


class OwnAccess(SetUpRefused):
    """People cannot change their own duty or remove their own access."""


class AccountElsewhere(SetUpRefused):
    """The account also belongs to a partnership that the viewer does not coordinate."""
