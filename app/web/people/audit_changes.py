"""What an entry of the trail says was there before and after, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.base.opening_hours import Span
from app.domain.people.audit import FOR_PROGRAMS, AuditSubject
from app.domain.reports.period import Period
from app.domain.venues.activity import ActivityKind
from app.domain.venues.kinds import OrganisationKind
from app.domain.venues.usual_times import Rhythm, UsualTime
from app.exports.words import period_name
from app.services.people.audit_list import Audited
from app.translator import translator
from app.web.platform.labels import activity_kind, called, duty, organisation_kind, venue_kind
from app.web.platform.language import language
from app.web.platform.look_labels import colours, pictures
from app.web.platform.templating import clock, days, short_date
from app.web.platform.weekdays import usually, weekday_name

FIELDS = {
    "name": _l("navn"),
    "small_number": _l("grænsen for små tal"),
    "logbook_per": _l("en logbog for hver"),
    "kind": _l("slags"),
    "verb": _l("rollen på dansk"),
    "verb_en": _l("rollen på engelsk"),
    "organisation_id": _l("hvem der står bag"),
    "day_limit": _l("døgnet slutter kl."),
    "colour": _l("farve"),
    "picture": _l("tegning"),
    "offers_company": _l("flere på én telefon"),
    "daily_cap": _l("besøg på en dag, før en vært skal bekræfte"),
    "minute_cap": _l("besøg på et minut, før en vært skal bekræfte"),
    "is_cause": _l("sag"),
    "on_date": _l("dato"),
    "duty": _l("opgave"),
    "roles": _l("roller"),
    "languages_off": _l("sprog, der ikke vises"),
    "unit_length": _l("roller gøres op"),
    "times": _l("tider"),
    "venues": _l("steder"),
    "valid_from": _l("fra"),
    "works_until": _l("den gamle virker til"),
    "changing_code": _l("skiftende kode på skærmen"),
    "copy_of": _l("en kopi af"),
    "dates": _l("dage"),
    "period": _l("periode"),
    "format": _l("slags fil"),
    "posters": _l("antal plakater"),
    "version": _l("version"),
    "days": _l("dage"),
}
WITHOUT_VALUES = {
    "sign": _l("et andet piktogram"),
    "verbs": _l("ord på flere sprog"),
    "logo": _l("et andet logo"),
}
"""Fields of which it is only said that they changed."""
PARTS = ("roles", "languages_off", "unit_length", "times", "venues")
NOTHING = "–"


def changes_of(entry: Audited) -> list[str]:
    """Return what changed, a line for each: "navn: Kor → Sang", "tirsdag: 10–14 → 10–15"."""
    lines: list[str] = []
    for field, (before, after) in entry.changes.items():
        if field in WITHOUT_VALUES:
            lines.append(str(WITHOUT_VALUES[field]))
        elif field == "hours":
            lines += _hours(before, after)
        elif field in PARTS:
            lines.append(_parts(field, before, after))
        elif before is None and entry.deed.value not in ("changed", "archived", "restored"):
            lines.append(f"{FIELDS[field]}: {_value(entry, field, after)}")
        elif before is None and field in ("valid_from", "works_until"):
            lines.append(f"{FIELDS[field]} {_value(entry, field, after)}")
        else:
            both = (_value(entry, field, each) for each in (before, after))
            lines.append(f"{FIELDS[field]}: {' → '.join(both)}")
    return lines


def _parts(field: str, gone: list[list[Any]], came: list[list[Any]]) -> str:
    words = []
    if came:
        words.append(_("nu også %(some)s", some=", ".join(_part(field, one) for one in came)))
    if gone:
        words.append(_("ikke mere %(some)s", some=", ".join(_part(field, one) for one in gone)))
    return f"{FIELDS[field]}: {'; '.join(words)}"


def _part(field: str, values: list[Any]) -> str:
    if field == "times":
        weekday, starts, ends, rhythm, since = values
        first = dt.date.fromisoformat(since) if since else None
        return usually([UsualTime(weekday, Span(starts, ends), Rhythm(rhythm), first)])
    if field == "languages_off":
        return called(values[0])
    if field == "unit_length":
        per = _("måned for måned") if values[1] == 1 else _("kvartal for kvartal")
        return str(_("%(per)s fra %(date)s", per=per, date=_date(values[0])))
    return str(values[0])


def _hours(before: list[list[int]], after: list[list[int]]) -> Iterator[str]:
    for weekday in range(7):
        was, now = (
            ", ".join(_span(row[1:]) for row in week if row[0] == weekday)
            for week in (before, after)
        )
        if was != now:
            closed = str(_("lukket"))
            yield f"{weekday_name(weekday)}: {was or closed} → {now or closed}"
    if not after:
        yield str(_("ingen faste åbningstider"))


def _span(minutes: list[int]) -> str:
    return "–".join(clock(each) for each in minutes)


def _date(iso: str) -> str:
    return short_date(dt.date.fromisoformat(iso))


def _value(entry: Audited, field: str, value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return str(_("ja") if value else _("nej"))
    words = WORDS.get(field)
    return words(value) if words else _kind(entry, value) if field == "kind" else str(value)


def _kind(entry: Audited, value: str) -> str:
    if entry.subject is AuditSubject.ACTIVITY:
        return activity_kind(ActivityKind(value))
    if entry.subject is AuditSubject.ORGANISATION:
        return organisation_kind(OrganisationKind(value))
    return venue_kind(value)


WORDS: dict[str, Callable[[Any], str]] = {
    "logbook_per": lambda value: str(_("måned") if value == "month" else _("kvartal")),
    "day_limit": clock,
    "colour": lambda value: colours()[value].lower(),
    "picture": lambda value: pictures()[value].lower(),
    "on_date": _date,
    "valid_from": _date,
    "works_until": _date,
    "duty": duty,
    "dates": lambda value: days(*(dt.date.fromisoformat(each) for each in value)),
    "period": lambda value: period_name(Period.parse(value), translator(language())),
    "format": lambda value: (
        str(_("JSON til et program")) if value == FOR_PROGRAMS else value.upper()
    ),
}
