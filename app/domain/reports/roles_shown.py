"""Whether a report tells roles, and if not, why. All outputs get their sentence from this."""

from __future__ import annotations

from enum import StrEnum

from app.domain.days.settling import Untold
from app.domain.reports.figures import SettledFigures


class RolesShown(StrEnum):
    """Whether roles are told. Files and logbooks use the value, so it must not change.

    ALL: every settled period tells them, or there is nothing to tell. PARTLY: some do. LONGER:
    they are only told of a longer period. WAITING: they have not been settled yet.
    """

    ALL = "all"
    PARTLY = "partly"
    LONGER = "longer"
    WAITING = "waiting"
    FEW_VISITS = "few_visits"
    TOO_CLOSE = "too_close"
    BEFORE_SETTLING = "before_settling"


OF_UNTOLD = {
    Untold.FEW_VISITS: RolesShown.FEW_VISITS,
    Untold.TOO_CLOSE: RolesShown.TOO_CLOSE,
    Untold.BEFORE_SETTLING: RolesShown.BEFORE_SETTLING,
}


def roles_shown(settled: SettledFigures) -> RolesShown:
    """Return whether roles are told. Of several reasons why not, it is the commonest."""
    if settled.told:
        missing = settled.waiting or settled.longer or settled.untold
        return RolesShown.PARTLY if missing else RolesShown.ALL
    if settled.longer:
        return RolesShown.LONGER
    if settled.waiting:
        return RolesShown.WAITING
    if settled.untold:
        return OF_UNTOLD[max(settled.untold, key=lambda reason: settled.untold[reason])]
    return RolesShown.ALL
