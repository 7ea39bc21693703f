"""When somebody's access cannot be changed, and how long a former member's name is kept."""

from __future__ import annotations

import datetime as dt

from app.domain.base.refusals import SetUpRefused

NAME_KEPT = dt.timedelta(days=30)
"""How long after their last access ended a person's name and password hash are kept."""
FORMER_MEMBER = "en tidligere vært"
"""Stored in place of the name, on the account and in handed-in logbooks. Pages translate it."""


class AlreadyMember(SetUpRefused):
    """The person already has access to this partnership."""


class LastCoordinator(SetUpRefused):
    """The person is the only coordinator, and a partnership needs one."""


class OwnAccess(SetUpRefused):
    """People cannot change their own duty or remove their own access."""


class AccountElsewhere(SetUpRefused):
    """The account also belongs to a partnership that the viewer does not coordinate."""
