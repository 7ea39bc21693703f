"""The URL map as a list, with example values for every argument in an address."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select

from app import create_app
from app.db import Database
from app.models import (
    Activity,
    Code,
    Correction,
    DayNote,
    Device,
    EarlierImport,
    HostVenue,
    Invitation,
    MailedLink,
    Membership,
    Organisation,
    Person,
    Released,
    Venue,
    VenueLogo,
)
from config import Config
from tests.support.cast import Cast
from tests.support.logos import logo_file

ARGUMENT = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Route:
    """One method of one address."""

    method: str
    rule: str
    entry: str | None

    @property
    def arguments(self) -> list[str]:
        return ARGUMENT.findall(self.rule)

    def path(self, values: dict[str, object]) -> str:
        """The address with its arguments filled in."""
        return ARGUMENT.sub(lambda found: str(values[found[1]]), self.rule)

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"


@cache
def all_routes() -> tuple[Route, ...]:
    """All our own routes; Flask serves the static files. Six files ask while they are collected."""
    app = create_app(Config(database_url="sqlite:///unused.sqlite", base_url="http://localhost"))
    found = (
        Route(method, rule.rule, getattr(app.view_functions[rule.endpoint], "entry", None))
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in METHODS
        if method in (rule.methods or ())
    )
    return tuple(sorted(found, key=lambda route: (route.rule, route.method)))


@dataclass(frozen=True)
class Example:
    """Values of an argument: for our venue, a neighbour in the same partnership, somebody
    else's venue, and one that does not exist. Months and the like belong to nobody."""

    ours: object
    missing: object
    next_door: object = None
    theirs: object = None


@dataclass(frozen=True)
class World:
    """The setting of the examples: the cast's venues, and who is who."""

    examples: dict[str, Example]
    people: dict[str, int]

    def values(self, route: Route) -> dict[str, object]:
        """The addresses of our own venue."""
        return {name: self.examples[name].ours for name in route.arguments}

    def wrong(self, route: Route, kind: str) -> Iterator[dict[str, object]]:
        """Our own values with each one wrong in turn, and then all of them wrong."""
        ours = self.values(route)
        wrong = {name: getattr(self.examples[name], kind) for name in route.arguments}
        wrong = {name: value for name, value in wrong.items() if value is not None}
        for name, value in wrong.items():
            yield ours | {name: value}
        if len(wrong) > 1:
            yield ours | wrong


def make_world(db: Database, cast: Cast) -> World:
    """Add a neighbouring venue, where Ane is no host and Pia no reader, and give examples."""
    with db.writing() as session:
        today = session.get_one(Venue, cast.shop).created_on
        barn = Venue(
            partnership_id=cast.partnership, name="Laden", kind="faelleshus", created_on=today
        )
        session.add(barn)
        session.flush()
        choir = Activity(venue_id=barn.id, name="Kor", kind="fixed", created_on=today)
        session.add(choir)
        session.flush()
        session.add(Code(code="BARN55", venue_id=barn.id, created_on=today))
        our_association = session.scalars(select(Organisation)).first()
        their_association = Organisation(
            partnership_id=cast.other_partnership, name="Caféens venner", kind="association"
        )
        session.add(their_association)
        session.flush()
        assert our_association is not None
        pia = Person(email="pia@example.dk", name="Pia", password_hash="")
        session.add(pia)
        session.flush()
        session.add_all(
            [
                Membership(person_id=pia.id, partnership_id=cast.partnership, duty="venue_reader"),
                HostVenue(person_id=pia.id, venue_id=cast.shop),
            ]
        )
        people = {row.name: row.id for row in session.scalars(select(Person))}
        our_tablet, their_tablet = (
            Device(
                venue_id=venue,
                kind="tablet",
                token_hash=hashlib.sha256(token.encode()).hexdigest(),
                created_on=today,
                made_by=people["Ane"],
                link_ends_at=dt.datetime(2027, 1, 1, tzinfo=dt.UTC),
            )
            for venue, token in ((cast.shop, "ours"), (cast.cafe, "theirs"))
        )
        session.add_all([our_tablet, their_tablet])
        our_invitation, their_invitation = (
            Invitation(
                partnership_id=partnership,
                token_hash=hashlib.sha256(token.encode()).hexdigest(),
                duty="host",
                venues=[],
                made_by=people["Kim"],
                ends_at=dt.datetime(2027, 1, 1, tzinfo=dt.UTC),
            )
            for partnership, token in ((cast.partnership, "ours"), (cast.other_partnership, "them"))
        )
        session.add(
            MailedLink(
                token_hash=hashlib.sha256(b"ours").hexdigest(),
                person_id=people["Lis"],
                ends_at=dt.datetime(2030, 1, 1, tzinfo=dt.UTC),
            )
        )
        session.add_all([our_invitation, their_invitation])
        our_import, their_import = (
            EarlierImport(
                partnership_id=partnership,
                person_id=people["Kim"],
                made_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
            )
            for partnership in (cast.partnership, cast.other_partnership)
        )
        session.add_all([our_import, their_import])
        session.flush()
        session.add_all(
            Released(
                partnership_id=partnership,
                venues=str(venue),
                period="2026-11",
                person_id=people["Kim"],
                released_at=dt.datetime(2026, 12, 1, tzinfo=dt.UTC),
            )
            for partnership, venue in (
                (cast.partnership, cast.shop),
                (cast.partnership, barn.id),
                (cast.other_partnership, cast.cafe),
            )
        )
        our_note, their_note = (
            DayNote(venue_id=venue, service_date=today, text="Vi bagte.")
            for venue in (cast.shop, cast.cafe)
        )
        our_correction, their_correction = (
            Correction(
                venue_id=venue,
                service_date=today,
                number=1,
                source="host",
                reason="forgotten",
                cells={},
                mark=f"{venue:064}",
                created_on=today,
            )
            for venue in (cast.shop, cast.cafe)
        )
        logo = VenueLogo(venue_id=cast.shop, digest="ab" * 16, png=logo_file())
        session.add_all([logo, our_note, their_note, our_correction, their_correction])
        session.flush()
        return World(
            {
                "venue_id": Example(cast.shop, 9999, barn.id, cast.cafe),
                "activity_id": Example(cast.repair, 9999, choir.id, cast.cafe_activity),
                "code": Example(cast.shop_code, "ZZZZ99", "BARN55", cast.cafe_code),
                "role_id": Example(cast.cooks, 9999, theirs=cast.cafe_role),
                "organisation_id": Example(our_association.id, 9999, theirs=their_association.id),
                "partnership_id": Example(cast.partnership, 9999, theirs=cast.other_partnership),
                "person_id": Example(people["Ane"], 9999, theirs=people["Bo"]),
                "device_id": Example(our_tablet.id, 9999, theirs=their_tablet.id),
                "note_id": Example(our_note.id, 9999, theirs=their_note.id),
                "correction_id": Example(our_correction.id, 9999, theirs=their_correction.id),
                "date": Example(today.isoformat(), "2020-01-32"),
                "token": Example("ours", "nobodys"),
                "key": Example("ab" * 16, "nobodys"),
                "places": Example(cast.shop, 9999, barn.id, cast.cafe),
                "period": Example("2026-11", "2026-13"),
                "when": Example("2026-4", "2026-5"),
                "ending": Example("csv", None),
                "table": Example("dage", None),
                "picture": Example("svg", None),
                "paper": Example("txt", None),
                "import_id": Example(our_import.id, 9999, theirs=their_import.id),
                "invitation_id": Example(our_invitation.id, 9999, theirs=their_invitation.id),
                "chart": Example("days", "whatever"),
                "chapter": Example("vaertens-dag", "whatever"),
                "paper_name": Example("oplysning", "whatever"),
                "prompt": Example("happened", "whatever"),
                "language": Example("uk", "xx"),
                "digest": Example("ab" * 16, "nobodys"),
            },
            people,
        )


def mirrored(world: World) -> World:
    """The same from the other side: ours and theirs swapped."""
    return World(
        {
            name: example
            if example.theirs is None
            else Example(example.theirs, example.missing, theirs=example.ours)
            for name, example in world.examples.items()
        },
        world.people,
    )


# Not pages: files, and the part of the board that an open page fetches.
NO_PAGES = {
    "/sw.js",
    "/healthz",
    "/readyz",
    "/c/<code>.ics",
    "/logo/<digest>.png",
    "/i-dag/<int:venue_id>/tal",
    "/koder/<code>.pdf",
    "/konto/oplysninger",
    "/databeskyttelse/<paper_name>.pdf",
    "/partnerskab/<int:partnership_id>/hvem-gjorde-hvad.csv",
    "/partnerskab/<int:partnership_id>/tidligere/fil.csv",
    "/koder/<code>.svg",
    "/rapporter/<places>/<period>.<any(csv, xlsx, pdf, docx, zip, json, txt):ending>",
    "/rapporter/<places>/<period>/<any(dage, definitioner):table>.csv",
    "/rapporter/<places>/<period>/<chart>.<any(svg, png):picture>",
    "/logbog/<int:venue_id>/<when>.<any(pdf, docx, txt, xlsx):paper>",
    "/logbog/<int:venue_id>/<when>/moedeark.pdf",
    "/logbog/p<int:partnership_id>/<when>.<any(pdf, docx, txt, xlsx):paper>",
    "/logbog/p<int:partnership_id>/<when>/moedeark.pdf",
    "/frigivet/<places>/<period>.<any(csv, xlsx, pdf, docx, zip, json, txt):ending>",
    "/frigivet/<places>/<period>/<any(dage, definitioner):table>.csv",
    "/frigivet/<places>/<period>/<chart>.<any(svg, png):picture>",
    "/api/1/released",
    "/api/1/released/<places>/<period>",
    "/api/1/openapi.json",
    "/steder/<int:venue_id>/plakater.pdf",
    "/tavle/skaerm/kode.svg",
    "/tavle/skaerm/tal",
}
