"""How often small houses see their roles: the share of quarters in which they are told.

Invented houses of 24 years each, with 0 to 4 activities and four roles that differ in how common
they are. Every quarter is settled by the product's own rules at a threshold of 5.

    python -m bench.settling
"""

from __future__ import annotations

import random
from collections import Counter

from app.domain.days.settling import SaidCounts, Settled, settle

SIZES = (8, 15, 25, 40, 75, 150)
"""Visits in a month."""
YEARS, THRESHOLD = 24, 5
ROLES = {11: 4, 12: 3, 13: 2, 14: 1}
"""Role ids, and how common each is beside the others."""
DAYS_OPEN = 13
"""Days open in a month: three a week."""


def quarter(random_: random.Random, a_month: int, activities: int) -> SaidCounts:
    """Return the counts of an invented quarter.

    Of ten visits, about four are just here. Of the others at a house with activities, three of
    four take part in one, now and then in two; a role is chosen by half of those and by everybody
    else. One in six who chose a role chooses another one.
    """
    taking: Counter[int] = Counter()
    roles: Counter[int] = Counter()
    within: Counter[tuple[int, int]] = Counter()
    outside: Counter[int] = Counter()
    several = 0
    visits = sum(random_.random() < a_month / 100 for _ in range(300))
    if a_month > 75:
        visits = round(random_.gauss(3 * a_month, (3 * a_month) ** 0.5))
    for _ in range(visits):
        day = random_.randrange(3 * DAYS_OPEN)
        if random_.random() < 0.4:
            continue
        here = set()
        if activities and random_.random() < 0.75:
            here = {random_.randint(1, activities) for _ in range(1 + (random_.random() < 0.1))}
        outside[day] += 1 - len(here)
        taking.update(here)
        held: dict[int, int | None] = {}
        if not here or random_.random() < 0.5:
            for _ in range(1 + (random_.random() < 1 / 6)):
                role = random_.choices(list(ROLES), list(ROLES.values()))[0]
                held[role] = random_.choice(sorted(here)) if here else None
        roles.update(held.keys())
        within.update((place, role) for role, place in held.items() if place is not None)
        several += len(held) > 1
    return SaidCounts(
        visits=visits,
        outside=sum(max(0, number) for number in outside.values()),
        activities=taking,
        roles=roles,
        within=within,
        several_roles=several,
        company=0,
    )


def told_of(counts: SaidCounts) -> Settled:
    roles = tuple(ROLES)
    return settle(counts, THRESHOLD, offered=roles, all_along=roles, asks_company=False)


def table(seed: int = 1) -> list[str]:
    """Return the lines of a Markdown table, a line for each kind of house and size."""
    random_ = random.Random(seed)
    lines = [
        "| activities | visits a month | quarters with roles | exact | under 5 | hidden "
        "| two roles told | roles within told |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for activities in range(5):
        for size in SIZES:
            quarters = [quarter(random_, size, activities) for _ in range(4 * YEARS)]
            settled = [told_of(counts) for counts in quarters]
            telling = [one for one in settled if one.untold is None]
            numbers = [number for one in telling for number in one.roles.values()]
            exact = sum(number.exact is not None for number in numbers)
            all_ = len(ROLES) * len(settled)
            shares = (
                len(telling) / len(settled),
                exact / all_,
                (len(numbers) - exact) / all_,
                1 - len(numbers) / all_,
                sum(one.several_roles is not None for one in telling) / len(settled),
                sum(bool(one.within) for one in telling) / len(settled),
            )
            cells = " | ".join(f"{share:.0%}" for share in shares)
            lines.append(f"| {activities} | {size} | {cells} |")
    return lines


if __name__ == "__main__":
    print("\n".join(table()))
