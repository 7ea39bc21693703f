"""Taps that arrive late, repeatedly and in any order: the latest action wins."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.db import Database
from app.domain.devices.device import DeviceKind
from app.domain.visits.idempotency_key import new_key
from app.domain.visits.my_visit import GROUP_SIZES
from app.models import Participation, PartOfDayCount, Tap, Venue, Visit, VisitRole
from tests.support.cast import Cast
from tests.support.visit import Visitor

TIMES = 3


@pytest.fixture
def tablet(app: Flask, db: Database, cast: Cast, start_device: Callable[..., str]) -> Visitor:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).offers_company = True
    tablet = Visitor(app)
    token = start_device(DeviceKind.TABLET)
    tablet.client.set_cookie("tavle", token)
    return tablet


@pytest.fixture
def take_state(
    db: Database,
) -> Callable[[], tuple[list[tuple[int, bool, bool, bool, bool, list[int], list[str]]], list[str]]]:
    """The database's contents for all visits, apart from ids; clears them afterwards."""

    def take() -> tuple[list[tuple[int, bool, bool, bool, bool, list[int], list[str]]], list[str]]:
        with db.writing() as session:
            visits = sorted(
                (
                    *(visit.size, visit.changed, visit.wants_company, visit.has_idea, visit.held),
                    sorted(session.scalars(of(Participation.activity_id, visit))),
                    sorted(map(str, session.execute(of_role(visit)))),
                )
                for visit in session.scalars(select(Visit))
            )
            parts = sorted(map(str, session.execute(select(PartOfDayCount.number))))
            for table in (VisitRole, Participation, Visit, Tap, PartOfDayCount):
                session.execute(delete(table))
            return visits, parts

    return take


def of(column: InstrumentedAttribute[int], visit: Visit) -> Select[int]:
    return select(column).where(Participation.visit_id == visit.id)


def of_role(visit: Visit) -> Select[int, int | None]:
    return select(VisitRole.role_id, VisitRole.activity_id).where(VisitRole.visit_id == visit.id)


def forms_of_a_person(rng: random.Random, cast: Cast) -> list[dict[str, Any]]:
    """All forms that an offline tablet may send for one person, the newest last."""
    tap = {"key": new_key(), "day": "2026-11-22", "at": "610"}
    forms: list[dict[str, Any]] = [tap | {"step": "0", "svar": rng.choice(["her", "bare"])}]
    for step in range(1, rng.randint(1, 5)):
        forms.append(
            tap
            | {
                "step": str(step),
                "svar": "her",
                "aktivitet": [a for a in (cast.knitting, cast.repair) if rng.random() < 0.5],
                "take": [r for r in (cast.cooks, cast.welcomes) if rng.random() < 0.5],
                "size": str(rng.choice(GROUP_SIZES)),
            }
            | {name: "1" for name in ("company", "idea", "changed") if rng.random() < 0.5}
        )
    return [*forms, tap | {"undo": "1"}] if rng.random() < 0.25 else forms


@pytest.mark.parametrize("seed", range(4))
def test_the_tablet_ends_where_it_would_have_in_order(
    tablet: Visitor,
    take_state: Callable[
        [], tuple[list[tuple[int, bool, bool, bool, bool, list[int], list[str]]], list[str]]
    ],
    cast: Cast,
    seed: int,
) -> None:
    rng = random.Random(seed)
    people = [forms_of_a_person(rng, cast) for _person in range(6)]
    in_order = [form for forms in people for form in forms]
    for form in in_order:
        tablet.post("/tavle/", **form)
    expected = take_state()
    assert expected[0], "somebody stays"
    shuffled = in_order * TIMES
    rng.shuffle(shuffled)
    for form in shuffled:
        tablet.post("/tavle/", **form)
    assert take_state() == expected


@pytest.fixture
def phone(app: Flask) -> Visitor:
    return Visitor(app)


def presses_of_a_phone(rng: random.Random, cast: Cast) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each press goes and what it sends; the last one may take the visit back."""
    target = f"/c/{cast.knitting_code}"
    yield target, {"svar": rng.choice(["her", "bare"]), "key": new_key(), "press": new_key()}
    choices = [
        *({name: str(a)} for name in ("join", "leave") for a in (cast.knitting, cast.repair)),
        *({name: str(r)} for name in ("take", "drop") for r in (cast.cooks, cast.welcomes)),
        *({"size": str(n)} for n in (1, 5)),
        *({name: n} for name in ("company", "idea") for n in "01"),
        {"back": "1"},
    ]
    for choice in rng.choices(choices, k=8):
        yield f"{target}/besoeg", choice | {"press": new_key()}
    if rng.random() < 0.5:
        yield f"{target}/besoeg", {"undo": "1", "press": new_key()}


@pytest.mark.parametrize("seed", range(4))
def test_a_sending_that_a_phone_gave_up_on_undoes_nothing(
    tablet: Visitor,
    phone: Visitor,
    take_state: Callable[
        [], tuple[list[tuple[int, bool, bool, bool, bool, list[int], list[str]]], list[str]]
    ],
    cast: Cast,
    seed: int,
) -> None:
    """A phone sends in order, waiting for each answer: an earlier attempt may arrive later."""
    rng = random.Random(seed)
    presses = list(presses_of_a_phone(rng, cast))
    for path, press in presses:
        phone.post(path, **press)
    expected = take_state()
    phone.client.delete_cookie("her")
    for number, (path, press) in enumerate(presses):
        phone.post(path, **press)
        for older, said in rng.choices(presses[: number + 1], k=TIMES):
            phone.post(older, **said)
    assert take_state() == expected


def test_somebody_who_has_taken_back_a_visit_can_press_again(
    phone: Visitor, db: Database, cast: Cast
) -> None:
    page = phone.get(f"/c/{cast.shop_code}")
    key = page.field("key")
    for _time in range(2):
        mine = phone.post(f"/c/{cast.shop_code}", key=key, svar="her", press=new_key())
        assert mine.h1 == "Tak"
        phone.press(mine, "Fortryd: tæl mig ikke med")
    phone.post(f"/c/{cast.shop_code}", key=key, svar="her", press=new_key())
    with db.reading() as session:
        assert len(session.scalars(select(Visit)).all()) == 1


@pytest.fixture
def counted(db: Database) -> Callable[[], tuple[int | None, ...]]:
    """How many visits there are, and how many roles were chosen."""

    def counted() -> tuple[int | None, ...]:
        with db.reading() as session:
            return tuple(
                session.scalar(select(func.count()).select_from(table))
                for table in (Visit, VisitRole)
            )

    return counted


@pytest.mark.parametrize("day", ["2026-11-23", "2027-11-22"])
def test_a_tap_of_a_device_whose_clock_is_fast_was_made_no_later_than_now(
    app: Flask,
    visit: Visitor,
    tablet: Visitor,
    cast: Cast,
    counted: Callable[[], tuple[int | None, ...]],
    day: str,
) -> None:
    late: dict[str, Any] = {"day": day, "at": "3"}
    visit.post(f"/c/{cast.shop_code}", svar="her", key="aa" * 16, **late)
    visit.post(f"/c/{cast.shop_code}/besoeg", take=str(cast.cooks), **late)
    tablet.post("/tavle/", svar="her", key="bb" * 16, step="0", **late)
    ane = Visitor(app).sign_in(cast.ane)
    ane.post(f"/i-dag/{cast.shop}", do="plus", key="cc" * 16, **late)
    assert counted() == (3, 1)


def test_a_change_of_an_earlier_day_is_not_of_todays_visit(
    visit: Visitor, cast: Cast, counted: Callable[[], tuple[int | None, ...]]
) -> None:
    visit.post(f"/c/{cast.shop_code}", svar="her", key="aa" * 16)
    visit.post(f"/c/{cast.shop_code}/besoeg", take=str(cast.cooks), day="2026-11-21", at="610")
    assert counted() == (1, 0)
