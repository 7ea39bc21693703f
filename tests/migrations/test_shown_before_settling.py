"""Months from before units settled: their old roles beside the numbers that are exact since.

Where roles were shown then, just here and took part were exact too, so nothing is told anew.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.domain.days.settling import SaidCounts
from migrations.shown_before_settling import shown
from tests.support.referee import House, Seen, pinned

# With one activity at most, who took part follows from what settling counts with.
HOUSES = [
    (House(0, 2, (9,)), 3),
    (House(0, 3, (8,)), 3),
    (House(1, 2, (7,)), 3),
]


def cells(house: House, month: SaidCounts, took_part: int) -> dict[str, int]:
    """The counts by their keys, as they were stored then."""
    found = {
        "visits": month.visits,
        "just_here": month.visits - took_part,
        "took_part": took_part,
        "several_roles": month.several_roles,
    }
    for role in house.role_ids:
        within = [month.within[activity, role] for activity in house.activity_ids]
        found[f"role:{role}@0"] = month.roles[role] - sum(within)
        for activity, number in zip(house.activity_ids, within, strict=True):
            found[f"role:{role}@{activity}"] = number
    return found | {f"activity:{a}": number for a, number in month.activities.items()}


@pytest.mark.parametrize(("house", "threshold"), HOUSES)
def test_exact_numbers_give_no_role_away_that_was_hidden(house: House, threshold: int) -> None:
    def scheme(month: SaidCounts, _months: Sequence[SaidCounts]) -> Seen:
        took_part = month.outside + sum(month.activities.values())
        found = shown(cells(house, month, took_part), threshold, set(house.role_ids))
        return found.roles is None

    assert not pinned(house, threshold, scheme).pinned
