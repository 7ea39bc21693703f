"""The table of roles."""

from __future__ import annotations

from app.domain.reports.definitions import Number
from app.domain.reports.overview import Overview
from app.domain.reports.roles_shown import RolesShown
from app.exports.report.parts import rows_chart
from app.exports.report.roles_note import longer_than, note_of
from app.exports.report.table import Head, Row, Table, period_heads
from app.exports.words import say


def roles_table(overview: Overview, language: str) -> Table | None:
    """Return visits per role, with a note if they are not all told, or the note alone."""
    report = overview.report
    note = note_of(report, language)
    notes = (note,) if note else ()
    title = say(language, ("Roller", "Roles"))
    if not report.roles:
        if report.roles_shown is RolesShown.PARTLY:  # of periods in which there were no roles
            return None
        see = longer_than(report.period.end) if report.roles_shown is RolesShown.LONGER else None
        return Table("roles", title, (), (), notes=notes, see=see) if notes else None
    rows = tuple(
        Row(
            row.role.label(language),
            tuple(column.settled.roles.get(row.role.id) for column in overview.columns),
            Number.ROLE,
            own=True,
        )
        for row in report.roles
    )
    per_role = ("Besøg pr. rolle", "Visits per role")
    bars = [(row.role.label(language), row.number) for row in report.roles]
    return Table(
        "roles",
        title,
        (
            Head(say(language, ("Rolle", "Role")), is_number=False, number=Number.ROLE),
            *period_heads(overview, language),
        ),
        rows,
        rows_chart("roles", per_role, bars, report, language),
        notes,
        number=Number.ROLE,
        chart_words=say(language, per_role),
    )
