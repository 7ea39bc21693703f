"""Anything in any order, with crashes in between: the numbers match a plain counter.

Hypothesis presses, types, closes, corrects, imports, settles and crashes as it likes, through the
services. After every step the board, the phones, the past days, their months and units, and the
log of corrections equal `day_model`. Whatever crashed or lost its reply is sent again and counts
once.

`make faults` makes long runs, from its seed; otherwise they are short and always the same.
"""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from tests.support.faults.day_rules import DayRules
from tests.support.faults.effort import rounds, seed
from tests.support.faults.host_rules import HostRules
from tests.support.faults.phone_rules import PhoneRules

LONG = rounds(1) > 1
SETTINGS = settings(
    max_examples=rounds(10),
    stateful_step_count=80 if LONG else 30,
    derandomize=not LONG,
    # Looking for fewer steps that fail takes longer than a short run may take.
    phases=tuple(Phase) if LONG else (Phase.generate,),
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.timeout(0 if LONG else 300)
def test_the_days_equal_a_plain_counter(
    sqlite_template: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Random(0)
    monkeypatch.setattr(secrets, "token_bytes", lambda size=32: chance.randbytes(size or 32))
    folder = scratch / "day-machine"
    folder.mkdir(exist_ok=True)

    class Machine(PhoneRules, HostRules, DayRules):
        template = sqlite_template
        luck = chance
        path = folder / "her-i-dag.sqlite"

    if LONG:
        seeded(seed())(Machine)
    try:
        run_state_machine_as_test(Machine, settings=SETTINGS)
    finally:
        shutil.rmtree(folder)
