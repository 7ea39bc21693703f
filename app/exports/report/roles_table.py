"""The table of roles."""

from __future__ import annotations

from app.domain.base.interval import NONE
from app.domain.reports.definitions import Number
from app.domain.reports.overview import Overview
from app.domain.reports.period import PeriodKind
from app.exports.report.parts import rows_chart
from app.exports.report.table import Head, Row, Table, period_heads, says_nothing
from app.exports.words import say


def roles_table(overview: Overview, language: str) -> Table | None:
    """Return visits per role, or a note on why a single month does not show them."""
    report = overview.report
    if not report.roles or report.empty or says_nothing(report.figures):
        return None
    words = ("Roller", "Roles")
    notes: tuple[str, ...] = ()
    if report.figures.roles_hidden:
        if report.period.kind is PeriodKind.MONTH and len(report.venues) == 1:
            return Table(
                "roles",
                say(language, words),
                (),
                (),
                notes=(
                    say(
                        language,
                        (
                            "Rollerne vises ikke i denne måned. Ellers kan små tal regnes ud.",
                            "Roles are not shown this month. Otherwise small numbers could be "
                            "worked out.",
                        ),
                    ),
                ),
            )
        hidden = report.figures.roles_hidden
        notes = (
            say(
                language,
                (
                    f"I {hidden} af månederne vises rollerne ikke, så ingen kan regne små tal ud. "
                    "Derfor står her det mindste og det største, tallet kan være.",
                    f"Roles are not shown in {hidden} of the monthly counts, so that nobody can "
                    "work out small numbers. That is why you see the least and the most that "
                    "each number can be.",
                ),
            ),
        )
    rows = tuple(
        Row(
            row.role.label(language),
            tuple(column.figures.roles.get(row.role.id, NONE) for column in overview.columns),
            Number.ROLE,
            own=True,
        )
        for row in report.roles
    )
    per_role = ("Besøg pr. rolle", "Visits per role")
    bars = [(row.role.label(language), row.number) for row in report.roles]
    return Table(
        "roles",
        say(language, words),
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
