"""What a new partnership and a new venue start with."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.venues import defaults
from app.domain.venues.activity_list import read
from app.domain.venues.default_roles import ROLES
from app.domain.venues.kinds import VenueKind

TODAY = dt.date(2026, 11, 22)

VERBS = [verb for verb, _english in ROLES]


@pytest.mark.parametrize("kind", VenueKind)
def test_it_offers_some_of_the_default_roles_everywhere(kind: VenueKind) -> None:
    offered = defaults.offered_at(kind, VERBS)
    assert defaults.EVERYWHERE <= offered < set(VERBS)


def test_it_knows_no_verb_that_is_not_a_default_role() -> None:
    assert set().union(*defaults.OF_KIND.values()) <= set(VERBS)
    assert len(set(VERBS)) == len(VERBS)
    assert all(len(verb) <= 40 and len(english) <= 40 for verb, english in ROLES)


def test_it_offers_a_partnerships_own_words_where_it_has_no_others() -> None:
    assert defaults.offered_at(VenueKind.SHOP, ["fletter kurve"]) == {"fletter kurve"}
    assert defaults.offered_at(VenueKind.SHOP, ["fletter kurve", "sorterer"]) == {"sorterer"}


@pytest.mark.parametrize("kind", VenueKind)
def test_every_activity_to_begin_from_lies_inside_the_hours_to_begin_from(kind: VenueKind) -> None:
    hours = defaults.hours_of(kind)
    pasted = read("\n".join(defaults.ACTIVITIES[kind]), TODAY)
    assert not pasted.not_understood
    assert len(pasted.activities) == 5
    for activity in pasted.activities:
        assert activity.times
        for weekday, span in ((one.weekday, one.span) for one in activity.times):
            [opens] = hours[weekday]
            assert opens.start <= span.start < span.end <= opens.end, (activity.name, weekday)
