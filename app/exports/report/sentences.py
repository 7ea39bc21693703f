"""A report as a few plain sentences, which can be pasted into a letter."""

from __future__ import annotations

from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.domain.visits.part_of_day import TIMED
from app.domain.visits.source import Source
from app.exports.report.coverage import coverage
from app.exports.words import PARTS_OF_DAY, number, period_name, venue_name
from app.translator import Translator


def sentences(overview: Overview, _: Translator) -> tuple[str, ...]:
    """Return three to five sentences: the main numbers, and how to read them."""
    report = overview.report
    if not report.coverage.counted:
        return (_nothing(report, _),)
    told = [_visits(report, _)]
    imported = bool(report.figures.sources.get(Source.IMPORT))
    if not report.figures.only_imported:
        told.append(_presence(report, _))
    if imported:
        told.append(_imported(report, _))
    if report.activities:
        told.append(_activities(report, _))
    busiest = _busiest_part(report, _)
    if busiest and not overview.before and not imported:  # keeps it to five sentences
        told.append(busiest)
    if overview.before:
        told.append(_before(overview.before, _))
    told.append(_("Et besøg er én person på stedet én dag, så tallet er ikke et antal personer."))
    return tuple(told)


def _nothing(report: Report, _: Translator) -> str:
    venue, period = venue_name(report, _), period_name(report.period, _)
    if not report.existed:
        return _("%(venue)s: ikke oprettet endnu i %(period)s.", venue=venue, period=period)
    return _("%(venue)s: her er ikke talt i %(period)s.", venue=venue, period=period)


def _visits(report: Report, _: Translator) -> str:
    venue, period = venue_name(report, _), period_name(report.period, _)
    visits = number(report.figures.visits, _)
    days = coverage(report, _)
    return _.ngettext(
        "%(venue)s havde %(visits)s besøg i %(period)s, %(days)s.",
        "%(venue)s havde %(visits)s besøg i %(period)s, %(days)s.",
        report.figures.visits,
        venue=venue,
        visits=visits,
        period=period,
        days=days,
    )


def _presence(report: Report, _: Translator) -> str:
    here = number(report.figures.just_here, _)
    part = number(report.figures.took_part, _)
    return _(
        "%(part)s af besøgene var med i en aktivitet eller havde en rolle, og %(here)s var "
        "bare her.",
        part=part,
        here=here,
    )


def _imported(report: Report, _: Translator) -> str:
    if report.figures.only_imported:
        return _("Tallet er fra en tidligere optælling, som kun har besøg.")
    visits = number(report.figures.sources[Source.IMPORT], _)
    return _(
        "%(visits)s af besøgene er fra en tidligere optælling, som kun har besøg.", visits=visits
    )


def _activities(report: Report, _: Translator) -> str:
    busiest = sorted(report.activities, key=lambda line: -line.participations)[:3]
    named = [f"{line.activity.name} ({number(line.participations, _)})" for line in busiest]
    listed = named[0]
    if len(named) > 1:
        listed = _("%(names)s og %(last)s", names=", ".join(named[:-1]), last=named[-1])
    return _("Flest var med i %(listed)s.", listed=listed)


def _busiest_part(report: Report, _: Translator) -> str:
    """Return a sentence on the busiest part of the day; empty if two are alike."""
    timed = {part: report.figures.parts.get(part, 0) for part in TIMED}
    first = max(timed, key=lambda part: timed[part])
    if timed[first] <= max(timed[part] for part in TIMED if part is not first):
        return ""
    part, visits = _(PARTS_OF_DAY[first]), number(timed[first], _)
    return _("Flest blev talt %(part)s (%(visits)s besøg).", part=part, visits=visits)


def _before(before: Report, _: Translator) -> str:
    period = period_name(before.period, _)
    visits = number(before.figures.visits, _)
    days = coverage(before, _)
    return _(
        "I %(period)s var der %(visits)s besøg, %(days)s.", period=period, visits=visits, days=days
    )
