"""What a host can do on the board: plus, minus and a typed total."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.domain.days.corrections import WouldLower
from app.domain.visits.idempotency_key import new_key
from app.domain.visits.source import Source
from app.services.board import adjustments, typed_total
from tests.support.faults.day_model import VISITS, Correction
from tests.support.faults.steps import FATES, MARKS, Fate, Steps


class HostRules(Steps):
    @rule(size=st.integers(1, 8), name=MARKS, fate=FATES)
    def plus(self, size: int, name: str | None, fate: Fate) -> None:
        self.send(fate, self.adding(size, name, new_key()))
        self.comes(size, Source.HOST, self.mark(name))

    def adding(self, size: int, name: str | None, key: str) -> Callable[[], None]:
        service = adjustments.add_one if size == 1 else adjustments.add_group
        number = () if size == 1 else (size,)
        about = self.about(self.mark(name))
        return lambda: service(
            self.db, self.ane, self.cast.shop, *number, key=key, now=self.clock(), **about
        )

    @rule(size=st.integers(1, 8), name=MARKS, fate=FATES)
    def plus_and_undo(self, size: int, name: str | None, fate: Fate) -> None:
        key = new_key()
        self.adding(size, name, key)()
        self.comes(size, Source.HOST, self.mark(name))
        self.send(
            fate,
            lambda: typed_total.undo(self.db, self.ane, self.cast.shop, key=key, now=self.clock()),
        )
        self.comes(-size, Source.HOST, self.mark(name))

    @rule(number=st.integers(1, 9), name=MARKS, fate=FATES)
    def minus(self, number: int, name: str | None, fate: Fate) -> None:
        mark, key = self.mark(name), new_key()
        there = self.today.marked(mark) if mark else self.today.counts[VISITS]
        before = self.board
        taken = self.send(
            fate,
            lambda: adjustments.take_back_several(
                self.db,
                self.ane,
                self.cast.shop,
                number,
                key=key,
                now=self.clock(),
                **self.about(mark),
            ),
        )
        assert taken == min(number, there)
        self.loses(before, taken, mark)

    @rule(step=st.integers(-8, 8), saw=st.booleans(), fate=FATES)
    def type_a_total(self, step: int, saw: bool, fate: Fate) -> None:
        before, counted, key = self.board, self.today.counts[VISITS], new_key()
        total = max(counted + step, 0)
        step = total - counted
        refused = step < 0 and not saw
        with pytest.raises(WouldLower) if refused else contextlib.nullcontext():
            said = self.send(
                fate,
                lambda: typed_total.set_total(
                    self.db,
                    self.ane,
                    self.cast.shop,
                    total,
                    key=key,
                    seen=counted if saw else counted + 1,
                    now=self.clock(),
                ),
            )
        if refused:
            return
        assert said == step
        if step > 0:
            self.comes(step, Source.HOST, None)
        elif step < 0:
            self.loses(before, -step)
            self.log.append(Correction(self.date, step, Source.HOST))
