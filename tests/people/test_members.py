"""Access to a partnership, beyond what the pages can reach."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest

from app.db import Database
from app.domain.people.access import Act, Duty, Viewer
from app.domain.people.membership import LastCoordinator, OwnAccess
from app.services.people import access, accounts
from app.services.venues.partnerships import operator
from tests.support.cast import ANE, KIM, Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def change(db: Database, who: Viewer, cast: Cast, person: int, duty: Duty) -> None:
    access.change_member(db, who, cast.partnership, person, duty=duty, now=NOW)


def test_it_keeps_the_last_coordinator_even_from_the_operator(
    db: Database, cast: Cast, clock: Clock
) -> None:
    with pytest.raises(LastCoordinator):
        change(db, operator(db), cast, KIM, Duty.READER)
    with pytest.raises(LastCoordinator):
        access.remove_member(db, operator(db), cast.partnership, KIM, now=clock())
    assert viewer(db, KIM).may(Act.SET_UP, cast.partnership)


def demote(db: Database, who: Viewer, cast: Cast, person: int) -> None:
    change(db, who, cast, person, Duty.READER)


def remove(db: Database, who: Viewer, cast: Cast, person: int) -> None:
    access.remove_member(db, who, cast.partnership, person, now=NOW)


@pytest.mark.parametrize(
    "steps",
    [(demote, demote), (remove, remove), (demote, remove)],
    ids=["both demote", "both remove", "one of each"],
)
def test_it_keeps_one_of_two_coordinators_who_end_each_others_access_at_once(
    db: Database,
    cast: Cast,
    steps: tuple[
        Callable[[Database, Viewer, Cast, int], None], Callable[[Database, Viewer, Cast, int], None]
    ],
) -> None:
    change(db, viewer(db, KIM), cast, ANE, Duty.COORDINATOR)
    ready = threading.Barrier(2)
    refused = []

    def end(step: Callable[..., None], who: Viewer, whom: int) -> None:
        ready.wait()
        try:
            step(db, who, cast, whom)
        except LastCoordinator as error:
            refused.append(error)

    pairs = [(steps[0], viewer(db, KIM), ANE), (steps[1], viewer(db, ANE), KIM)]
    threads = [threading.Thread(target=end, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    left = [accounts.viewer(db, each) for each in (ANE, KIM)]
    assert sum(one is not None and one.may(Act.SET_UP, cast.partnership) for one in left) == 1


@pytest.mark.parametrize("step", [demote, remove])
def test_it_lets_nobody_end_their_own_access(
    db: Database, cast: Cast, step: Callable[[Database, Viewer, Cast, int], None]
) -> None:
    """So leaving takes another coordinator, who is left."""
    change(db, viewer(db, KIM), cast, ANE, Duty.COORDINATOR)
    with pytest.raises(OwnAccess):
        step(db, viewer(db, KIM), cast, KIM)


def test_it_lets_the_operator_set_up_everything_and_see_no_count(db: Database, cast: Cast) -> None:
    who = operator(db)
    for partnership in (cast.partnership, cast.other_partnership):
        assert who.may(Act.SET_UP, partnership)
        assert not any(who.may(act, partnership) for act in Act if act is not Act.SET_UP)
