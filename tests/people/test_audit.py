"""Who set up, handed out and fetched what is written in the transaction that does it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from app.db import Database
from app.domain.base.opening_hours import Span
from app.domain.logbook.logbook import LogbookPer
from app.domain.people.access import Duty, NotFound, Viewer
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.domain.venues.activity import ActivityKind
from app.domain.venues.kinds import OrganisationKind, VenueKind
from app.domain.venues.set_up import NameTaken
from app.domain.venues.usual_times import every_week
from app.models import ActivityTime, AuditEntry, OpeningHours, Venue
from app.services.days import closed_days
from app.services.people import access, invitations, passwords, reading_keys
from app.services.people.audit_expiry import delete_old_entries
from app.services.people.audit_list import AuditFilter, audit_list
from app.services.people.former_members import remove_former_members
from app.services.reports import releases
from app.services.venues import (
    activities,
    check_in_settings,
    codes,
    copying,
    languages,
    offered_roles,
    opening_hours,
    organisations,
    partnerships,
    roles,
    venues,
)
from app.services.venues.venues import Outline
from tests.support.cast import ANE, KIM, Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer
from tests.support.visit import Visitor


def entries(db: Database) -> Sequence[AuditEntry]:
    with db.reading() as session:
        return session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()


def told(db: Database) -> list[tuple[str, str, str | None, dict[str, list[Any]]]]:
    """Each line as what was done to what, and what changed."""
    return [(one.subject, one.deed, one.subject_name, one.changes) for one in entries(db)]


@pytest.fixture
def kim(db: Database, cast: Cast) -> Viewer:
    return viewer(db, KIM)


def test_a_setting_is_told_with_before_and_after_who_where_and_the_minute(
    db: Database, cast: Cast, kim: Viewer, clock: Clock
) -> None:
    clock.at("2026-11-24", 13, 37)
    clock.pass_(seconds=42)
    partnerships.change_partnership(
        db, kim, cast.partnership, name="Landsbyen", small_number=8, logbook_per=LogbookPer.MONTH
    )
    (one,) = entries(db)
    assert (one.partnership_id, one.venue_id, one.person_id) == (cast.partnership, None, KIM)
    assert one.at == clock().replace(second=0, microsecond=0)
    assert one.at != clock()
    assert one.subject_name == "Landsbyen"
    assert one.changes == {"small_number": [5, 8], "logbook_per": ["quarter", "month"]}


def test_opening_hours_are_told_as_the_week_before_and_after(
    db: Database, cast: Cast, kim: Viewer, clock: Clock
) -> None:
    opening_hours.set_hours(db, kim, cast.shop, {1: (Span(600, 840),)}, now=clock())
    clock.pass_(days=3)
    opening_hours.set_hours(
        db, kim, cast.shop, {1: (Span(600, 900),), 3: (Span(600, 660),)}, now=clock()
    )
    first, second = entries(db)
    assert first.changes["hours"] == [[], [[1, 600, 840]]]
    assert second.changes["hours"] == [[[1, 600, 840]], [[1, 600, 900], [3, 600, 660]]]
    assert second.changes["valid_from"] == [None, clock().date().isoformat()]
    assert (second.subject, second.venue_id, second.subject_name) == (
        "opening_hours",
        cast.shop,
        "Genbrugsbutikken",
    )


def test_hours_that_are_written_as_they_were_are_no_change(
    db: Database, cast: Cast, kim: Viewer, clock: Clock
) -> None:
    for _twice in range(2):
        opening_hours.set_hours(db, kim, cast.shop, {1: (Span(600, 840),)}, now=clock())
    assert len(entries(db)) == 1


def test_an_activity_with_its_times_is_one_line(
    db: Database, cast: Cast, kim: Viewer, clock: Clock
) -> None:
    plan = activities.Plan("Kor", ActivityKind.FIXED, False, None, every_week({2: Span(600, 720)}))
    row_id = activities.add_activity(db, kim, cast.shop, plan, now=clock())
    other = activities.Plan(
        "Sang", ActivityKind.FIXED, False, None, every_week({3: Span(600, 720)})
    )
    activities.change_activity(db, kim, row_id, other, now=clock())
    activities.change_activity(db, kim, row_id, other, now=clock())
    activities.archive_activity(db, kim, row_id, now=clock())
    activities.restore_activity(db, kim, row_id, now=clock())
    assert told(db) == [
        ("activity", "added", "Kor", {}),
        (
            "activity",
            "changed",
            "Sang",
            {
                "name": ["Kor", "Sang"],
                "times": [
                    [[2, 600, 720, "every_week", None]],
                    [[3, 600, 720, "every_week", None]],
                ],
            },
        ),
        ("activity", "archived", "Sang", {}),
        ("activity", "restored", "Sang", {}),
    ]


def test_a_venue_its_look_roles_and_languages(
    db: Database, cast: Cast, kim: Viewer, clock: Clock
) -> None:
    venue_id = venues.add_venue(
        db, kim, cast.partnership, Outline("Skuret", VenueKind.CAFE), {}, now=clock()
    )
    known = check_in_settings.settings(db, kim, venue_id)
    changed = check_in_settings.CheckInSettings("rust", known.picture, True, 200, known.minute_cap)
    check_in_settings.choose(db, kim, venue_id, changed, now=clock())
    offered_roles.offer_roles(db, kim, venue_id, {cast.cooks}, now=clock())
    offered_roles.offer_roles(db, kim, venue_id, {cast.welcomes}, now=clock())
    languages.choose(db, kim, venue_id, {"en"})
    lines = told(db)
    assert lines[0] == ("venue", "added", "Skuret", {})
    assert lines[1][3] == {
        "colour": ["", "rust"],
        "offers_company": [False, True],
        "daily_cap": [1000, 200],
    }
    assert lines[-2][3] == {"roles": [[["laver mad"]], [["er vært"]]]}
    assert ["uk"] in lines[-1][3]["languages_off"][1]
    assert ["en"] not in lines[-1][3]["languages_off"][1]
    assert {one.venue_id for one in entries(db)} == {venue_id}


def test_what_is_no_row_of_its_own_is_told_by_its_service(
    db: Database, cast: Cast, kim: Viewer, clock: Clock
) -> None:
    copying.copy_venue(db, kim, cast.shop, "Kopien", now=clock())
    codes.replace_code(db, kim, cast.shop_code, grace_days=30, now=clock())
    closed_days.close(
        db, kim, cast.shop, dt.date(2026, 12, 24), dt.date(2026, 12, 26), None, now=clock()
    )
    clock.at("2027-03-01")
    period = Period.parse("2026-10")
    releases.release(db, kim, Selection(frozenset({cast.shop})), period, now=clock())
    releases.release(db, kim, Selection(frozenset({cast.shop})), period, now=clock())
    releases.take_back(db, kim, Selection(frozenset({cast.shop})), period)
    assert told(db) == [
        ("venue", "copied", "Kopien", {"copy_of": [None, "Genbrugsbutikken"]}),
        ("code", "changed", "Genbrugsbutikken", {"works_until": [None, "2026-12-22"]}),
        (
            "closed_days",
            "added",
            "Genbrugsbutikken",
            {"dates": [None, ["2026-12-24", "2026-12-26"]]},
        ),
        ("report", "released", "Genbrugsbutikken", {"period": [None, "2026-10"]}),
        ("report", "taken_back", "Genbrugsbutikken", {"period": [None, "2026-10"]}),
    ]


def test_access_is_told_by_ids_and_never_by_names_or_secrets(
    app: Flask, db: Database, cast: Cast, kim: Viewer, clock: Clock
) -> None:
    token = invitations.invite(db, kim, cast.partnership, duty=Duty.READER, now=clock())
    invitations.claim(
        db,
        token,
        name="Ib Ibsen",
        email="ib@example.dk",
        password="fire helt andre ord",
        now=clock(),
    )
    ib = passwords.person_id_of(db, "ib@example.dk")
    invitations.accept(db, viewer(db, ib), token, now=clock())
    access.change_member(
        db,
        kim,
        cast.partnership,
        ib,
        duty=Duty.HOST,
        venue_ids={cast.shop},
        name="Ib Olsen",
        now=clock(),
    )
    password = passwords.give_new_password(db, kim, cast.partnership, ib)
    access.remove_member(db, kim, cast.partnership, ib, now=clock())
    found = [(one.subject, one.deed, one.person_id, one.subject_id) for one in entries(db)]
    assert found == [
        ("invitation", "added", KIM, None),
        ("member", "joined", ib, ib),
        ("name", "changed", KIM, ib),
        ("member", "changed", KIM, ib),
        ("password", "reset", KIM, ib),
        ("member", "removed", KIM, ib),
    ]
    changed = entries(db)[3].changes
    assert changed == {"duty": ["reader", "host"], "venues": [[], [["Genbrugsbutikken"]]]}
    stored = str([[one.subject_name, one.changes] for one in entries(db)])
    for secret in (token, password, "Ib", "ib@", "ord"):
        assert secret not in stored


def test_an_own_password_and_a_reading_key(
    app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    lis = Visitor(app).sign_in(cast.lis)
    lis.post("/konto/noegle")
    lis.post("/konto/noegle/luk")
    assert [(one.subject, one.deed, one.person_id) for one in entries(db)] == [
        ("reading_key", "added", 3),
        ("reading_key", "removed", 3),
    ]
    reading_keys.end_key(db, viewer(db, 3))
    assert len(entries(db)) == 2


def test_the_operator_has_no_id(db: Database, cast: Cast, clock: Clock) -> None:
    everywhere = partnerships.operator(db)
    organisations.add_organisation(
        db, everywhere, cast.partnership, name="Kommunen", kind=OrganisationKind.MUNICIPALITY
    )
    partnership_id = partnerships.add_partnership(db, "Byen", now=clock())
    assert [(one.person_id, one.partnership_id, one.deed) for one in entries(db)] == [
        (None, cast.partnership, "added"),
        (None, partnership_id, "added"),
    ]


def test_what_is_refused_leaves_no_line(
    db: Database, cast: Cast, kim: Viewer, clock: Clock
) -> None:
    with pytest.raises(NameTaken):
        organisations.add_organisation(
            db, kim, cast.partnership, name="Borgerforeningen", kind=OrganisationKind.ASSOCIATION
        )
    with pytest.raises(NotFound):
        roles.archive_role(db, kim, cast.cafe_role, now=clock())
    assert not entries(db)


def test_bulk_statements_are_seen(db: Database, cast: Cast, kim: Viewer) -> None:
    with db.writing() as session:
        session.info["actor"] = KIM
        session.execute(update(Venue).where(Venue.id == cast.shop).values(daily_cap=3))
        session.execute(delete(ActivityTime).where(ActivityTime.activity_id == cast.knitting))
        session.execute(delete(OpeningHours).where(OpeningHours.venue_id == cast.shop))
    assert ("venue", "changed", "Genbrugsbutikken", {"daily_cap": [1000, 3]}) in told(db)


def test_a_visitor_and_the_running_day_leave_no_line(
    app: Flask, db: Database, cast: Cast, clock: Clock, visit: Visitor
) -> None:
    page = visit.get(f"/c/{cast.shop_code}")
    visit.press(page, "Jeg er her")
    ane = Visitor(app).sign_in(cast.ane)
    ane.get(f"/i-dag/{cast.shop}")
    clock.pass_(days=2)
    visit.get(f"/c/{cast.shop_code}")
    assert not entries(db)


def test_a_line_is_never_changed_and_not_deleted_before_its_time(
    db: Database, cast: Cast, kim: Viewer, clock: Clock
) -> None:
    organisations.add_organisation(
        db, kim, cast.partnership, name="A", kind=OrganisationKind.ASSOCIATION
    )
    for statement in (
        "UPDATE audit_entry SET person_id = 1",
        "UPDATE audit_entry SET at = '2001-01-01 00:00:00'",
        "DELETE FROM audit_entry",
    ):
        with pytest.raises(DBAPIError), db.writing() as session:
            session.execute(text(statement))
    assert [one.person_id for one in entries(db)] == [KIM]


def test_an_erased_person_is_a_former_member_in_the_trail(
    app: Flask, db: Database, cast: Cast, kim: Viewer, clock: Clock
) -> None:
    access.change_member(
        db, kim, cast.partnership, ANE, duty=Duty.HOST, name="Ane Holm", now=clock()
    )
    organisations.add_organisation(
        db, viewer(db, KIM), cast.partnership, name="A", kind=OrganisationKind.ASSOCIATION
    )
    access.remove_member(db, kim, cast.partnership, ANE, now=clock())
    clock.pass_(days=31)
    assert remove_former_members(db, now=clock()) == 1
    found = audit_list(db, kim, cast.partnership, AuditFilter(), now=clock()).entries
    assert [(one.by, one.subject, one.name) for one in found] == [
        ("Kim", "member", "en tidligere vært"),
        ("Kim", "organisation", "A"),
        ("Kim", "member", "en tidligere vært"),
        ("Kim", "name", "en tidligere vært"),
    ]


def test_lines_older_than_thirteen_months_are_deleted(
    db: Database, cast: Cast, kim: Viewer, clock: Clock
) -> None:
    clock.at("2024-03-31")
    organisations.add_organisation(
        db, kim, cast.partnership, name="A", kind=OrganisationKind.ASSOCIATION
    )
    clock.at("2025-04-30")
    organisations.add_organisation(
        db, kim, cast.partnership, name="B", kind=OrganisationKind.ASSOCIATION
    )
    assert delete_old_entries(db, now=clock()) == 0
    clock.at("2025-05-01")
    assert delete_old_entries(db, now=clock()) == 1
    assert [one.subject_name for one in entries(db)] == ["B"]
    assert delete_old_entries(db, now=clock()) == 0
