"""The table of roles."""

from __future__ import annotations

from app.domain.reports.definitions import Number
from app.domain.reports.overview import Overview
from app.domain.reports.roles_shown import RolesShown
from app.exports.report.parts import rows_chart
from app.exports.report.roles_note import longer_than, note_of
from app.exports.report.table import Head, Row, Table, period_heads
from app.translator import Translator


def roles_table(overview: Overview, _: Translator) -> Table | None:
    """Return visits per role, with a note if they are not all told, or the note alone."""
    report = overview.report
    note = note_of(report, _)
    notes = (note,) if note else ()
    title = _("Roller")
    if not report.roles:
        if report.roles_shown is RolesShown.PARTLY:  # of periods in which there were no roles
            return None
        see = longer_than(report.period.end) if report.roles_shown is RolesShown.LONGER else None
        return Table("roles", title, (), (), notes=notes, see=see) if notes else None
    rows = tuple(
        Row(
            row.role.label(_.language),
            tuple(column.settled.roles.get(row.role.id) for column in overview.columns),
            Number.ROLE,
            own=True,
        )
        for row in report.roles
    )
    per_role = _("Besøg pr. rolle")
    bars = [(row.role.label(_.language), row.number) for row in report.roles]
    return Table(
        "roles",
        title,
        (
            Head(_("Rolle"), is_number=False, number=Number.ROLE),
            *period_heads(overview, _),
        ),
        rows,
        rows_chart("roles", per_role, bars, report, _),
        notes,
        number=Number.ROLE,
        chart_words=per_role,
    )
