"""A report as a few plain sentences, which can be pasted into a letter."""

from __future__ import annotations

from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.domain.visits.part_of_day import TIMED
from app.domain.visits.source import Source
from app.exports.report.coverage import coverage
from app.exports.words import PARTS_OF_DAY, number, period_name, say, venue_name


def sentences(overview: Overview, language: str) -> tuple[str, ...]:
    """Return three to five sentences: the main numbers, and how to read them."""
    report = overview.report
    if not report.coverage.counted:
        return (_nothing(report, language),)
    told = [_visits(report, language)]
    imported = bool(report.figures.sources.get(Source.IMPORT))
    if not report.figures.only_imported:
        told.append(_presence(report, language))
    if imported:
        told.append(_imported(report, language))
    if report.activities:
        told.append(_activities(report, language))
    busiest = _busiest_part(report, language)
    if busiest and not overview.before and not imported:  # keeps it to five sentences
        told.append(busiest)
    if overview.before:
        told.append(_before(overview.before, language))
    told.append(
        say(
            language,
            (
                "Et besøg er én person på stedet én dag, så tallet er ikke et antal personer.",
                "A visit is one person at the place on one day, so it is not a number of people.",
            ),
        )
    )
    return tuple(told)


def _nothing(report: Report, language: str) -> str:
    venue, period = venue_name(report, language), period_name(report.period, language)
    if not report.existed:
        words = (
            f"{venue}: ikke oprettet endnu i {period}.",
            f"{venue}: not set up yet in {period}.",
        )
        return say(language, words)
    return say(
        language,
        (f"{venue}: her er ikke talt i {period}.", f"{venue}: nothing was counted in {period}."),
    )


def _visits(report: Report, language: str) -> str:
    venue, period = venue_name(report, language), period_name(report.period, language)
    visits = number(report.figures.visits, language)
    days = coverage(report, language)
    one = report.figures.visits == 1
    return say(
        language,
        (
            f"{venue} havde {visits} besøg i {period}, {days}.",
            f"{venue} had {visits} visit{'' if one else 's'} in {period}, {days}.",
        ),
    )


def _presence(report: Report, language: str) -> str:
    here = number(report.figures.just_here, language)
    part = number(report.figures.took_part, language)
    return say(
        language,
        (
            f"{part} af besøgene var med i en aktivitet eller havde en rolle, og {here} var bare "
            "her.",
            f"{part} of the visits took part in an activity or held a role, and {here} were just "
            "here.",
        ),
    )


def _imported(report: Report, language: str) -> str:
    if report.figures.only_imported:
        words = (
            "Tallet er fra en tidligere optælling, som kun har besøg.",
            "The number is from an earlier count, which only has visits.",
        )
        return say(language, words)
    visits = number(report.figures.sources[Source.IMPORT], language)
    return say(
        language,
        (
            f"{visits} af besøgene er fra en tidligere optælling, som kun har besøg.",
            f"{visits} of the visits are from an earlier count, which only has visits.",
        ),
    )


def _activities(report: Report, language: str) -> str:
    busiest = sorted(report.activities, key=lambda line: -line.participations)[:3]
    named = [f"{line.activity.name} ({number(line.participations, language)})" for line in busiest]
    listed = named[0]
    if len(named) > 1:
        listed = f"{', '.join(named[:-1])} {say(language, ('og', 'and'))} {named[-1]}"
    return say(
        language,
        (f"Flest var med i {listed}.", f"Most took part in {listed}."),
    )


def _busiest_part(report: Report, language: str) -> str:
    """Return a sentence on the busiest part of the day; empty if two are alike."""
    timed = {part: report.figures.parts.get(part, 0) for part in TIMED}
    first = max(timed, key=lambda part: timed[part])
    if timed[first] <= max(timed[part] for part in TIMED if part is not first):
        return ""
    part, visits = say(language, PARTS_OF_DAY[first]), number(timed[first], language)
    return say(
        language,
        (
            f"Flest blev talt {part} ({visits} besøg).",
            f"The busiest part of the day was {part} ({visits} visits).",
        ),
    )


def _before(before: Report, language: str) -> str:
    period = period_name(before.period, language)
    visits = number(before.figures.visits, language)
    days = coverage(before, language)
    return say(
        language,
        (
            f"I {period} var der {visits} besøg, {days}.",
            f"In {period} there were {visits} visits, {days}.",
        ),
    )
