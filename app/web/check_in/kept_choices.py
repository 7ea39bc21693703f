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

BUTTON = re.compile(
    r'(<li><button name="(?:take|drop|join|leave)" value="\d+".*?</button></li>)', re.DOTALL
)
NAMED = re.compile(r'<li><button name="(take|drop|join|leave)" value="(\d+)"')
OF_ROLES = ("take", "drop")


@dataclass(frozen=True)
class Choice:
    """A role's or activity's button: as it is when free, and when chosen."""

    is_role: bool
    id: int
    free: str
    chosen: str

    def of(self, visit: MyVisit) -> str:
        """Return the button as it is on the visit's page."""
        held = visit.roles if self.is_role else visit.activities
        return self.chosen if self.id in held else self.free


def has_only_choices(visit: MyVisit, target: CodeTarget) -> bool:
    """Whether the visit is one person's, and differs from others in roles and activities alone."""
    plain = MyVisit(size=1, activities=visit.activities, roles=visit.roles)
    return visit == plain and target.is_as_offered


def in_pieces(
    target: CodeTarget, *, joined: bool, render: Callable[[MyVisit], str]
) -> list[str | Choice]:
    """Render the page both ways, and return it cut; empty if more than the buttons differs.

    `joined` is whether the visit takes part in the code's own activity, which changes more of the
    page. It is chosen both times or never.
    """
    own = frozenset({target.activity.id}) if target.activity else frozenset()
    before = own if joined else frozenset()
    every = frozenset(activity.id for activity in target.activities)
    roles: dict[int, int | None] = {role.id: None for role in target.roles}
    free = render(MyVisit(size=1, activities=before, roles={}))
    chosen = render(MyVisit(size=1, activities=every - own | before, roles=roles))
    return _cut(BUTTON.split(free), BUTTON.split(chosen))


def _cut(free: list[str], chosen: list[str]) -> list[str | Choice]:
    if len(free) != len(chosen):
        return []
    pieces: list[str | Choice] = []
    for one, other in zip(free, chosen, strict=True):
        button, same = NAMED.match(one), NAMED.match(other)
        if button and same and button[2] == same[2]:
            pieces.append(Choice(button[1] in OF_ROLES, int(button[2]), one, other))
        elif one == other:
            pieces.append(one)
        else:
            return []
    return pieces
