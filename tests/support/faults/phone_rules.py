"""What somebody can do with a phone: scan, choose, change and take back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.domain.visits.idempotency_key import new_key
from app.domain.visits.refusals import NoVisit
from app.services.check_in import check_in, my_choices, my_visit
from app.services.check_in.my_visit import NotOffered
from tests.support.faults.steps import FATES, Fate, Steps

PHONES = st.integers(0, 1)


class PhoneRules(Steps):
    @rule(n=PHONES, code=st.integers(0, 2), taking_part=st.booleans(), fate=FATES)
    def scan(self, n: int, code: int, taking_part: bool, fate: Fate) -> None:
        phone, key, press = self.phones[n], new_key(), new_key()
        _target, ticket = self.send(
            fate,
            lambda: check_in.check_in(
                self.db,
                self.codes[code],
                phone.ticket,
                key,
                taking_part=taking_part,
                press_key=press,
                now=self.clock(),
            ),
        )
        phone.ticket, phone.size = ticket, phone.size or 1
        behind = [None, self.cast.knitting, self.cast.repair][code]
        if taking_part and behind in self.offered:
            phone.activities.add(behind)

    @rule(
        n=PHONES,
        code=st.integers(0, 2),
        what=st.sampled_from(["join", "leave", "take", "drop"]),
        first=st.booleans(),
        second=st.booleans(),
        fate=FATES,
    )
    def choose(self, n: int, code: int, what: str, first: bool, second: bool, fate: Fate) -> None:
        phone = self.phones[n]
        cast = self.cast
        activity = cast.repair if second else cast.knitting
        role = cast.welcomes if second else cast.cooks
        answer = {"first_answer": first} if what in ("join", "take") else {}
        services: dict[str, tuple[Callable[..., object], int]] = {
            "join": (my_choices.join, activity),
            "leave": (my_choices.leave, activity),
            "take": (my_choices.take_role, role),
            "drop": (my_choices.drop_role, role),
        }
        service, about = services[what]
        press = new_key()
        refused: type[Exception] | None = NoVisit if not phone.size else None
        if what == "join" and phone.size and activity not in self.offered:
            refused = NotOffered
        with pytest.raises(refused) if refused else contextlib.nullcontext():
            self.send(
                fate,
                lambda: service(
                    self.db,
                    self.codes[code],
                    phone.ticket,
                    about,
                    press_key=press,
                    now=self.clock(),
                    **answer,
                ),
            )
        if refused:
            return
        took_part = phone.takes_part
        if what == "join":
            phone.activities.add(activity)
        elif what == "leave":
            phone.activities.discard(activity)
            phone.roles = {r: within for r, within in phone.roles.items() if within != activity}
        elif what == "drop":
            phone.roles.pop(role, None)
        elif role not in phone.roles:
            behind = [None, cast.knitting, cast.repair][code]
            if behind not in phone.activities or behind not in self.offered:
                behind = next(iter(phone.activities)) if len(phone.activities) == 1 else None
            phone.roles[role] = behind
        phone.changed |= took_part != phone.takes_part and not (answer and first)

    @rule(n=PHONES, second=st.booleans(), fate=FATES)
    def arrive_for_a_role_and_drop_it(self, n: int, second: bool, fate: Fate) -> None:
        self.scan(n, 0, False, None)
        self.choose(n, 0, "take", True, second, None)
        self.choose(n, 0, "drop", True, second, fate)

    @rule(
        n=PHONES,
        what=st.sampled_from(["just here", "undo", "size"]),
        size=st.integers(1, 8),
        fate=FATES,
    )
    def change(self, n: int, what: str, size: int, fate: Fate) -> None:
        phone, press = self.phones[n], new_key()
        services: dict[str, tuple[Callable[..., object], tuple[int, ...]]] = {
            "just here": (my_visit.step_back, ()),
            "undo": (my_visit.undo, ()),
            "size": (my_visit.set_size, (size,)),
        }
        service, about = services[what]
        with contextlib.nullcontext() if phone.size else pytest.raises(NoVisit):
            self.send(
                fate,
                lambda: service(
                    self.db, self.codes[0], phone.ticket, *about, press_key=press, now=self.clock()
                ),
            )
        if not phone.size:
            return
        if what == "undo":
            phone.gone()
        elif what == "size":
            phone.size = size
        else:
            phone.changed |= phone.takes_part
            phone.activities, phone.roles = set(), {}
