"""The table of activities, and the table of the roles in them."""

from __future__ import annotations

from dataclasses import replace

from app.domain.reports.definitions import Number
from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.domain.reports.report_lines import ActivityLine
from app.exports.report.parts import rows_chart
from app.exports.report.table import Cell, Head, Row, Table, about
from app.exports.words import KINDS, period_name, shown
from app.translator import Translator


def activities_table(overview: Overview, _: Translator, longest: int | None = None) -> Table | None:
    """Return participations per activity, with each activity's roles as details.

    Of more than `longest` activities it has those with most participations, in their order.
    """
    report = overview.report
    if not report.activities:
        return None
    by_size = sorted(report.activities, key=lambda line: -line.participations)
    left_out = max(0, len(by_size) - longest) if longest else 0
    shown_ids = {line.activity.id for line in by_size[: len(by_size) - left_out]}
    several = len(report.venues) > 1
    others = overview.columns[1:]
    rows: list[Row] = []
    for line in report.activities:
        if line.activity.id not in shown_ids:
            continue
        cells: list[Cell] = [line.venue] if several else []
        cells += [_(KINDS[line.activity.kind]), line.times_held, line.participations]
        cells += [_participations(other, line) for other in others]
        archived = _("arkiveret") if line.activity.archived_on else ""
        cause = _(KINDS[None]) if line.activity.is_cause else ""
        note = ", ".join(part for part in (cause, archived) if part)
        within = tuple((role.role.label(_.language), shown(role.number, _)) for role in line.roles)
        rows.append(Row(line.activity.name, tuple(cells), note=note, own=True, details=within))
    heads = [Head(_("Aktivitet"), is_number=False)]
    if several:
        heads.append(Head(_("Sted"), is_number=False, aside=True))
    heads += [
        Head(_("Slags"), is_number=False, aside=True),
        replace(about(Number.TIMES_HELD, _), aside=True),
        about(Number.PARTICIPATIONS, _),
        *(Head(period_name(one.period, _), number=Number.PARTICIPATIONS) for one in others),
    ]
    words = _("Deltagelser pr. aktivitet")
    chart = rows_chart(
        "activities",
        words,
        [(line.activity.name, line.participations) for line in by_size],
        report,
        _,
    )
    note = _("Ét besøg kan være med i flere aktiviteter. Læg dem ikke sammen.")
    return Table(
        "activities",
        _("Aktiviteter"),
        tuple(heads),
        tuple(rows),
        chart,
        (note,),
        number=Number.PARTICIPATIONS,
        chart_words=words,
        left_out=left_out,
    )


def roles_within_table(overview: Overview, _: Translator) -> Table | None:
    """Return one row per activity and role, as a spreadsheet can filter it."""
    report = overview.report
    several = len(report.venues) > 1
    rows = tuple(
        Row(
            line.activity.name,
            (*((line.venue,) if several else ()), role.role.label(_.language), role.number),
            own=True,
        )
        for line in report.activities
        for role in line.roles
    )
    if not rows:
        return None
    venue = (Head(_("Sted"), is_number=False),) if several else ()
    return Table(
        "roles-within",
        _("Roller i aktiviteter"),
        (
            Head(_("Aktivitet"), is_number=False),
            *venue,
            Head(_("Rolle"), is_number=False),
            about(Number.ROLE_IN_ACTIVITY, _),
        ),
        rows,
    )


def _participations(report: Report, line: ActivityLine) -> Cell:
    found = report.figures.activities.get(line.activity.id)
    return found.participations if found else 0
