"""The operator's commands, from an empty database to a poster on the wall."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from app.db import Database
from app.domain.people.access import Viewer
from app.domain.visits.refusals import CodeReplaced, VenueArchived
from app.models import Person
from app.services.board.todays_board import board
from app.services.check_in import check_in
from app.services.people import accounts, invitations
from app.services.venues.activities import activity
from app.services.venues.venue_set_up import venue_set_up
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.command_line import Operator
from tests.support.text import must_find
from tests.support.viewers import viewer


@pytest.fixture
def kim(db: Database, cast: Cast) -> Viewer:
    return viewer(db, 2)


def code_in(listing: str, name: str) -> str:
    return must_find(rf"code (\w+): {name}, version", listing)[1]


def test_it_sets_up_a_venue_from_nothing(
    app: Flask, db: Database, operator: Operator, clock: Clock, tmp_path: Path
) -> None:
    partnership = operator.types("add-partnership", "Øens Fællesskab")
    association = operator.types("add-organisation", partnership, "Øforeningen")
    venue = operator.types(
        *("add-venue", partnership, "Pakhuset", "--kind", "kulturhus"),
        *("--organisation", association, "--open", "sun 10:00-17:00", "--day-ends", 5),
    )
    operator.types("add-activity", venue, "Kor", "--time", "sun 11-12.30", "--cause")
    operator.types(
        *("add-activity", venue, "Marked", "--kind", "single", "--date", "2026-12-06"),
    )
    operator.types("add-role", partnership, "tænder bål", "--english", "lights the fire")
    listing = operator.types("list")
    assert f"partnership {partnership}: Øens Fællesskab" in listing
    assert "tænder bål" in listing
    code = code_in(listing, "Kor")
    address = check_in.arrive(db, code, None, now=clock()).target
    assert address.activity is not None and address.activity.name == "Kor"
    assert "viser, hvordan man gør" in [role.verb for role in address.roles]
    file = tmp_path / "plakat.pdf"
    operator.types("poster", code, file)
    text = PdfReader(file).pages[0].extract_text()
    assert "Pakhuset" in text
    assert "søndage 11.00–12.30" in text
    link = operator.types("invite-person", partnership, "--duty", "host", "--venue", venue)
    assert link.startswith("http://localhost/velkommen/")
    token = link.rpartition("/")[2]
    account = {"name": "Sol", "email": "Sol@example.dk", "password": "fire gule støvler"}
    invitations.claim(db, token, **account, now=clock())
    person = accounts.prove(db, "sol@example.dk", account["password"]).person_id
    assert not viewer(db, person).duties
    invitations.accept(db, viewer(db, person), token, now=clock())
    assert viewer(db, person).venues == {int(venue)}


def test_it_sets_hours(
    operator: Operator, db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    operator.types("set-hours", cast.shop, "mon 10:00-17:00", "sun 12-13")
    assert board(db, kim, cast.shop, now=clock()).hours[0].start == 720
    operator.types("set-hours", cast.shop, "sun 10-12", "--from", "2026-11-29")
    assert board(db, kim, cast.shop, now=clock()).hours[0].start == 720
    operator.types("set-hours", cast.shop, "sun 15-17", "sun 10-12")
    assert [span.start for span in board(db, kim, cast.shop, now=clock()).hours] == [600, 900]
    operator.types("set-hours", cast.shop)
    assert board(db, kim, cast.shop, now=clock()).hours == ()


def test_it_changes_only_what_is_given_of_a_venue(
    operator: Operator, db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    def seen() -> tuple[str, str, str, int]:
        shown = venue_set_up(db, kim, cast.shop, now=clock())
        return shown.name, str(shown.kind), shown.organisation_name, shown.day_limit

    operator.types("change-venue", cast.shop, "--organisation", 1, "--day-ends", 5)
    assert seen() == ("Genbrugsbutikken", "genbrugsbutik", "Borgerforeningen", 300)
    operator.types("change-venue", cast.shop, "--name", "Pakhuset", "--kind", "kulturhus")
    assert seen() == ("Pakhuset", "kulturhus", "Borgerforeningen", 300)
    operator.types("change-venue", cast.shop, "--organisation", 0)
    assert seen() == ("Pakhuset", "kulturhus", "", 300)


def test_it_changes_only_what_is_given_of_an_activity(
    operator: Operator, db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    def seen() -> tuple[str, str, bool, str, dict[int, tuple[int, int]]]:
        shown = activity(db, kim, cast.knitting, now=clock()).activity
        times = {one.weekday: (one.span.start, one.span.end) for one in shown.times}
        return shown.name, str(shown.kind), shown.is_cause, str(shown.on_date), times

    def change(*words: str) -> tuple[str, str, bool, str, dict[int, tuple[int, int]]]:
        operator.types("change-activity", cast.knitting, *words)
        return seen()

    sunday, saturday = {6: (600, 840)}, {5: (600, 840)}
    assert change("--cause") == ("Strikkecafé", "fixed", True, "None", sunday)
    assert change("--name", "Garn", "--no-cause") == ("Garn", "fixed", False, "None", sunday)
    single = change("--kind", "single", "--date", "2026-12-06")
    assert single == ("Garn", "single", False, "2026-12-06", sunday)
    assert change("--date", "2026-12-12") == ("Garn", "single", False, "2026-12-12", saturday)
    weekly = change("--kind", "fixed", "--time", "mon 10-12", "--time", "tue 9-10")
    assert weekly == ("Garn", "fixed", False, "None", {0: (600, 720), 1: (540, 600)})
    assert change("--no-times") == ("Garn", "fixed", False, "None", {})


def test_it_offers_roles(
    operator: Operator, db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    def offered() -> list[int]:
        return [row.role.id for row in board(db, kim, cast.shop, now=clock()).roles]

    operator.types("offer-roles", cast.shop, cast.welcomes)
    assert offered() == [cast.welcomes]
    assert f"offers role {cast.welcomes}: er vært" in operator.types("list")
    assert "no such id" in operator.types("offer-roles", cast.shop, cast.cafe_role, fails=True)
    assert offered() == [cast.welcomes]
    operator.types("offer-roles", cast.shop)
    assert offered() == []


def test_it_shows_no_count_to_the_operator(
    operator: Operator, db: Database, cast: Cast, clock: Clock
) -> None:
    before = operator.types("list")
    check_in.check_in(db, cast.knitting_code, None, "a" * 32, taking_part=True, now=clock())
    assert operator.types("list") == before
    assert "ane@example.dk: Ane, host, venue" in operator.types("list-people")


def test_it_replaces_a_code(operator: Operator, db: Database, cast: Cast, clock: Clock) -> None:
    fresh = operator.types("replace-code", "sho p11", "--grace", 0)
    assert check_in.arrive(db, fresh, None, now=clock()).target.venue_id == cast.shop
    with pytest.raises(CodeReplaced):
        check_in.arrive(db, cast.shop_code, None, now=clock.at("2026-11-23"))
    assert "replaced already" in operator.types("replace-code", cast.shop_code, fails=True)


def test_it_sets_a_password(operator: Operator, db: Database, cast: Cast, clock: Clock) -> None:
    password = operator.types("set-password", "ANE@example.dk")
    assert accounts.prove(db, cast.ane, password).person_id == 1


def test_it_resets_a_second_factor(operator: Operator, db: Database, cast: Cast) -> None:
    with db.writing() as session:
        session.get_one(Person, 1).totp_secret = "A" * 32
    operator.types("reset-second-factor", "ANE@example.dk")
    with db.reading() as session:
        assert session.get_one(Person, 1).totp_secret is None
    assert "one step" in operator.types("reset-second-factor", "ANE@example.dk", fails=True)


def test_it_archives_and_brings_back(
    operator: Operator, db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    operator.types("archive-venue", cast.shop)
    with pytest.raises(VenueArchived):
        check_in.arrive(db, cast.shop_code, None, now=clock())
    operator.types("archive-venue", cast.shop, "--restore")
    operator.types("archive-activity", cast.knitting)
    operator.types("archive-role", cast.cooks)
    shown = board(db, kim, cast.shop, now=clock())
    assert [row.activity.name for row in shown.activities] == ["Reparation"]
    assert [row.role.verb for row in shown.roles] == ["er vært"]
    assert "laver mad (archived 2026-11-22)" in operator.types("list")


def test_it_takes_access_away(operator: Operator, db: Database, cast: Cast) -> None:
    operator.types("archive-person", cast.partnership, cast.ane)
    assert accounts.viewer(db, 1) is None
    words = operator.types("archive-person", cast.partnership, cast.kim, fails=True)
    assert "needs a coordinator" in words


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("add-organisation", 9999, "Ø"), "no such id"),
        (("add-venue", 9999, "Ø"), "no such id"),
        (("add-venue", 1, "Ø", "--organisation", 9999), "no such id"),
        (("add-venue", 1, "Genbrugsbutikken"), "name is in use"),
        (("add-venue", 1, "Ø", "--open", "mon 20:00-05:00"), "times of mon reach over"),
        (("add-venue", 1, "Ø", "--open", "mandag"), "give times as"),
        (("add-venue", 1, "x" * 81), "at most 80 signs"),
        (("add-venue", 1, "\u200b"), "name that can be seen"),
        (("add-venue", 1, "Hos 010203-1234"), "CPR"),
        (("set-hours", 9999), "no such id"),
        (("set-hours", 1, "sun 10-12", "sun 11-13"), "Leave time between"),
        (("set-hours", 1, "sun 8-9", "sun 11-12", "sun 14-15"), "at most 2 openings"),
        (("set-hours", 1, "sun 8-9", "--from", "2026-01-01"), "today or a later date"),
        (("set-hours", 1, "sun 8-9", "--from", "2029-01-01"), "within a year"),
        (("add-activity", 1, "Ø", "--kind", "single"), "needs --date"),
        (("add-activity", 9999, "Ø"), "no such id"),
        (("change-venue", 9999, "--name", "Ø"), "no such id"),
        (("change-venue", 1, "--organisation", 9999), "no such id"),
        (("change-venue", 1, "--name", "\u200b"), "name that can be seen"),
        (("change-activity", 9999, "--name", "Ø"), "no such id"),
        (("change-activity", 1, "--name", "Reparation"), "name is in use"),
        (("change-activity", 1, "--name", "x" * 81), "at most 80 signs"),
        (("change-activity", 1, "--kind", "single"), "needs --date"),
        (("change-activity", 1, "--time", "sun 23:00-05:00"), "times of sun reach over"),
        (("offer-roles", 9999, 1), "no such id"),
        (("offer-roles", 1, 9999), "no such id"),
        (("add-role", 1, "laver mad"), "name is in use"),
        (("invite-person", 9999), "no such person"),
        (("invite-person", 1, "--venue", 9999), "no such person"),
        (("invite-person", 1, "--duty", "operator"), "Invalid value"),
        (("set-password", "ingen"), "give an e-mail"),
        (("replace-code", "ZZZZ99"), "no such code"),
        (("poster", "ZZZZ99", "x.pdf"), "no such code"),
        (("set-password", "nobody@example.dk"), "no such person"),
        (("archive-venue", 9999), "no such id"),
        (("archive-activity", 10**30), "no such id"),
    ],
)
def test_it_says_what_is_wrong(
    operator: Operator, cast: Cast, words: tuple[str | int, ...], answer: str
) -> None:
    assert answer in operator.types(*words, fails=True)
