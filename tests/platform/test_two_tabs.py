"""Two tabs, or two people, on the same settings: neither overwrites the other unseen."""

from __future__ import annotations

import contextlib
import fcntl
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from app.db import Database
from app.web.platform import one_form_at_a_time
from tests.support.cast import Cast
from tests.support.forms import ADDS, HAS_ITS_OWN, SETTINGS, form_at
from tests.support.routes import ARGUMENT, all_routes, make_world
from tests.support.visit import Element, Visitor, by_name, filled, text_of

MONDAY = ["09:00", "12:00"]
ONE_PRESS = {
    "/konto/adgangsnoegler",
    "/konto/adgangsnoegler/fjern",
    "/konto/adgangsnoegler/gem",
    "/konto/adgangsnoegler/noedkoder",
    "/konto/to-trin",
    "/konto/to-trin/skift",
    "/konto/to-trin/videre",
    "/konto/udbyder",
    "/aktiviteter/<activity_id>/arkiver",
    "/aktiviteter/<activity_id>/hent-frem",
    "/roller/<role_id>/arkiver",
    "/roller/<role_id>/hent-frem",
    "/roller/<role_id>/flyt",
    "/steder/<venue_id>/arkiver",
    "/steder/<venue_id>/hent-frem",
    "/steder/<venue_id>/aabningstider/fortryd",
    "/steder/<venue_id>/lukkedage/fortryd",
    "/partnerskab/<partnership_id>/flere/aabningstider",  # What it will change is shown first.
    "/partnerskab/<partnership_id>/flere/lukkedage/fortryd",
    "/partnerskab/<partnership_id>/flere/roller",
    "/partnerskab/<partnership_id>/sprog/<language>",
    "/partnerskab/<partnership_id>/personer/<person_id>/fjern",
    "/partnerskab/<partnership_id>/personer/<person_id>/adgangskode",
    "/partnerskab/<partnership_id>/personer/<person_id>/to-trin",
    "/invitationer/<invitation_id>/fortryd",
    "/tidligere/<import_id>/fortryd",
    "/rapporter/<places>/<period>/frigiv",
    "/logbog/<venue_id>/<when>/aflever",
    "/logbog/p<partnership_id>/<when>/aflever",
    "/logbog/p<partnership_id>/<when>/del",
    "/logbog/p<partnership_id>/<when>/ret",
    "/logbog/p<partnership_id>/<when>/ret/fortryd",
    "/logbog/<venue_id>/<when>/del",
    "/logbog/<venue_id>/<when>/ret",
    "/logbog/<venue_id>/<when>/ret/fortryd",
    "/koder/<code>/skift",
    "/koder/<code>/plakat",
    "/steder/<venue_id>/plakater",
    "/i-dag/vaelg",
    "/i-dag/<venue_id>/antal",
    "/i-dag/<venue_id>/dagen",
    "/i-dag/<venue_id>/dage/<date>/dagen",
    "/i-dag/<venue_id>/dage/<date>/ret/<correction_id>/fortryd",
    "/i-dag/<venue_id>/fortryd",
    "/i-dag/<venue_id>/venter",
    "/i-dag/<venue_id>/ord/<note_id>/fjern",
    "/i-dag/<venue_id>/aktiviteter/<activity_id>/start",
    "/i-dag/<venue_id>/aktiviteter/<activity_id>/slut",
    "/i-dag/<venue_id>/tavler/kode",
    "/i-dag/<venue_id>/tavler/<device_id>/stop",
    "/konto/adgangsnoegler/navn",
    "/konto/logget-ind",
    "/steder/<venue_id>/logo",
    "/steder/<venue_id>/logo/fjern",
    "/konto/logget-ind/log-ud",
    "/konto/noegle",
    "/konto/noegle/luk",
    "/konto/rapporten",
    "/konto/sprog",
    "/log-ud",
}
"""These say one thing that its sender has chosen now, whatever was there before."""
OWN = {
    "/konto",  # The old password is asked for.
    "/konto/adgangskode",
    "/partnerskab/<partnership_id>/tidligere/fil",  # Whoever uploaded the file, and nobody else.
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is compared is in the pages, which are the same on either database."""
    return sqlite_url


@pytest.fixture
def tabs(
    app: Flask, db: Database, cast: Cast
) -> Callable[[str], tuple[str, str, tuple[Visitor, Visitor], list[dict[str, Any]]]]:
    """Opens two tabs at an address, as two people: their browsers and what their forms hold."""
    world = make_world(db, cast)

    def tabs(rule: str) -> tuple[str, str, tuple[Visitor, Visitor], list[dict[str, Any]]]:
        path = ARGUMENT.sub(lambda found: str(world.examples[found[1]].ours), rule)
        page = path.removesuffix("/roller") if rule.endswith("/roller") else path
        kim, ib = (Visitor(app).sign_in(cast.kim) for _ in range(2))
        forms = [form_at(each.get(page), path) for each in (kim, ib)]
        return path, page, (kim, ib), [by_name(filled(form)) for form in forms]

    return tabs


def is_in(fields: dict[str, Any], form: Element) -> bool:
    held = filled(form)
    return all(held.get(name, []) == _list(value) for name, value in fields.items())


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_it_knows_every_form_of_the_desk() -> None:
    posts = {
        ARGUMENT.sub(r"<\1>", route.rule)
        for route in all_routes()
        if route.method == "POST" and route.entry != "everybody"
    }
    known = [set(SETTINGS), HAS_ITS_OWN, ADDS, ONE_PRESS, OWN]
    assert set().union(*known) == posts
    assert sum(map(len, known)) == len(posts)


@pytest.mark.parametrize("rule", SETTINGS)
def test_a_second_tab_overwrites_nothing_and_sees_both(
    tabs: Callable[[str], tuple[str, str, tuple[Visitor, Visitor], list[dict[str, Any]]]], rule: str
) -> None:
    first, second = SETTINGS[rule]
    path, at, (kim, ib), (one, other) = tabs(rule)
    kim.post(path, **(one | first))
    page = ib.post(path, status=409, **(other | second))
    assert "Her er ændret noget imens" in page.text
    assert is_in(first, form_at(ib.get(at), path)), "what was saved first is still there"
    assert is_in(second, form_at(page, path)), "what was typed is still there"
    shown = " ".join(text_of(dd) for dd in page.all("dd"))
    assert shown.count("Det står der nu:") == shown.count("Det skrev du:") == 1
    for word in [*_list(first.get("name", [])), *_list(second.get("name", []))]:
        assert word in shown
    ib.press(page, "Gem mit i stedet")
    assert is_in(second, form_at(kim.get(at), path))


@pytest.mark.parametrize("rule", SETTINGS)
def test_one_who_keeps_the_other_version_sees_it(
    tabs: Callable[[str], tuple[str, str, tuple[Visitor, Visitor], list[dict[str, Any]]]], rule: str
) -> None:
    first, second = SETTINGS[rule]
    path, _at, (kim, ib), (one, other) = tabs(rule)
    kim.post(path, **(one | first))
    page = ib.post(path, status=409, **(other | second))
    (link,) = [a for a in page.all("a") if text_of(a) == "Behold det, der står nu"]
    assert is_in(first, form_at(ib.get(link.get("href", "")), path))


@pytest.mark.parametrize("rule", SETTINGS)
def test_two_who_wrote_the_same_are_not_asked(
    tabs: Callable[[str], tuple[str, str, tuple[Visitor, Visitor], list[dict[str, Any]]]], rule: str
) -> None:
    first, _second = SETTINGS[rule]
    path, at, (kim, ib), (one, other) = tabs(rule)
    kim.post(path, **(one | first))
    ib.post(path, **(other | first))
    assert is_in(first, form_at(ib.get(at), path))


def test_two_posts_at_the_same_moment_are_compared_one_after_the_other(
    tabs: Callable[[str], tuple[str, str, tuple[Visitor, Visitor], list[dict[str, Any]]]],
    db: Database,
) -> None:
    path, _at, (kim, ib), (one, other) = tabs("/steder/<venue_id>/doer")
    first, second = SETTINGS["/steder/<venue_id>/doer"]
    posts = ((kim, one | first), (ib, other | second))
    # Nobody can save for a while, so that both would be compared before either is saved.
    with contextlib.closing(sqlite3.connect(str(db.engine.url.database))) as holder:
        with ThreadPoolExecutor(len(posts)) as threads:
            holder.execute("BEGIN IMMEDIATE")
            sent = [threads.submit(each.client.post, path, data=form) for each, form in posts]
            time.sleep(1)
            holder.rollback()
        assert sorted(one.result().status_code for one in sent) == [303, 409]


def test_whoever_waits_for_a_turn_too_long_gets_back_what_was_typed(
    tabs: Callable[[str], tuple[str, str, tuple[Visitor, Visitor], list[dict[str, Any]]]],
    db: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(one_form_at_a_time, "LONGEST", 0.1)
    path, _at, (kim, _ib), (one, _other) = tabs("/steder/<venue_id>/doer")
    turns = one_form_at_a_time.turns_of(db)
    with turns.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        page = kim.post(path, status=503, **(one | {"daily_cap": "250"}))
    assert "250" in [field.get("value") for field in page.all("input", name="daily_cap")]
    kim.post(path, **(one | {"daily_cap": "250"}))


def test_a_mistake_meanwhile_does_not_hide_the_other_version(
    tabs: Callable[[str], tuple[str, str, tuple[Visitor, Visitor], list[dict[str, Any]]]],
) -> None:
    path, at, (kim, ib), (one, other) = tabs("/steder/<venue_id>/doer")
    kim.post(path, **(one | {"daily_cap": "250"}))
    page = ib.post(path, status=409, **(other | {"daily_cap": "mange"}))
    assert "Det skrev du: mange" in page.text
    page = ib.press(page, "Gem", status=400, daily_cap="mange")
    kim.press(kim.get(at), "Gem", daily_cap="350")
    page = ib.press(page, "Gem", status=409, daily_cap="400")
    assert "Det står der nu: 350 Det skrev du: 400" in page.text


def test_it_shows_no_number_of_a_person(
    tabs: Callable[[str], tuple[str, str, tuple[Visitor, Visitor], list[dict[str, Any]]]],
) -> None:
    path, _at, (kim, ib), (one, other) = tabs("/steder/<venue_id>/ret")
    kim.post(path, **(one | {"name": "Laugsgården"}))
    page = ib.post(path, status=409, **(other | {"name": "Hos 241270-1234"}))
    assert "241270-1234" not in page.response.text


def test_times_are_told_with_their_weekdays(
    tabs: Callable[[str], tuple[str, str, tuple[Visitor, Visitor], list[dict[str, Any]]]],
) -> None:
    path, _at, (kim, ib), (one, other) = tabs("/steder/<venue_id>/aabningstider")
    kim.post(path, **(one | {"hours": [*MONDAY, *[""] * 12, "13:00", "17:00", *[""] * 12]}))
    page = ib.post(path, status=409, **(other | {"hours": [*MONDAY, *[""] * 26]}))
    both = "mandag 09:00–12:00, mandag 13:00–17:00"
    assert f"Det står der nu: {both} Det skrev du: mandag 09:00–12:00" in page.text
