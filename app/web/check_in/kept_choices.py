"""The thank-you with choices on it, put together from pieces that nobody's choice is in.

It is rendered twice for each code, language and day: with nothing chosen, and with every role and
activity chosen. Both are cut at the buttons of the choices, and a visit's page takes each button
from the one or the other. So no visitor's choices are ever kept, and what is kept does not depend
on what anybody chose.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.visits.code_target import CodeTarget
from app.domain.visits.my_visit import MyVisit

# A button, or the list that repeats what is chosen.
CHOICE = re.compile(
    r'(<li><button name="(?:take|drop|join|leave)" value="\d+".*?</button></li>'
    r'|<ul class="chosen".*?</ul>)',
    re.DOTALL,
)
NAMED = re.compile(r'<li><button name="(take|drop|join|leave)" value="(\d+)"')
REPEATED = re.compile(r'<li data-(role|activity)="(\d+)">.*?</li>', re.DOTALL)
OF_ROLES = ("take", "drop", "role")


@dataclass(frozen=True)
class Choice:
    """A role's or activity's button: as it is when free, and when chosen."""

    is_role: bool
    id: int
    free: str
    chosen: str

    def of(self, visit: MyVisit) -> str:
        """Return the button as it is on the visit's page."""
        return self.chosen if _holds(visit, self.is_role, self.id) else self.free


@dataclass(frozen=True)
class Repeated:
    """The list of everything chosen: as it is with nothing, and each role or activity in it."""

    free: str
    start: str
    each: tuple[tuple[bool, int, str], ...]
    end: str

    def of(self, visit: MyVisit) -> str:
        """Return the list as it is on the visit's page."""
        held = [text for is_role, id_, text in self.each if _holds(visit, is_role, id_)]
        return "".join((self.start, *held, self.end)) if held else self.free


def _holds(visit: MyVisit, is_role: bool, id_: int) -> bool:
    return id_ in (visit.roles if is_role else visit.activities)


def has_only_choices(visit: MyVisit, target: CodeTarget) -> bool:
    """Whether the visit is one person's, and differs from others in roles and activities alone."""
    plain = MyVisit(size=1, activities=visit.activities, roles=visit.roles)
    return visit == plain and target.is_as_offered


def in_pieces(
    target: CodeTarget, *, render: Callable[[MyVisit], str]
) -> list[str | Choice | Repeated]:
    """Render the page both ways, and return it cut; empty if more than the choices differs."""
    every = frozenset(activity.id for activity in target.activities)
    roles: dict[int, int | None] = {role.id: None for role in target.roles}
    free = render(MyVisit(size=1, activities=frozenset(), roles={}))
    chosen = render(MyVisit(size=1, activities=every, roles=roles))
    return _cut(CHOICE.split(free), CHOICE.split(chosen))


def _cut(free: list[str], chosen: list[str]) -> list[str | Choice | Repeated]:
    if len(free) != len(chosen):
        return []
    pieces: list[str | Choice | Repeated] = []
    for one, other in zip(free, chosen, strict=True):
        button, same = NAMED.match(one), NAMED.match(other)
        if button and same and button[2] == same[2]:
            pieces.append(Choice(button[1] in OF_ROLES, int(button[2]), one, other))
        elif one == other:
            pieces.append(one)
        elif each := list(REPEATED.finditer(other)):
            items = tuple((match[1] in OF_ROLES, int(match[2]), match[0]) for match in each)
            start, end = other[: each[0].start()], other[each[-1].end() :]
            pieces.append(Repeated(one, start, items, end))
        else:
            return []
    return pieces
