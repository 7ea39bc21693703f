"""The on-screen code that changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.venues.changing_code import CHANGING_LENGTH, shown_code, valid_codes
from app.domain.venues.codes import LENGTH, new_code, normalise

KEY, OTHER = bytes(32), bytes(31) + b"\1"
NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
times = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2037, 1, 1), timezones=st.just(dt.UTC))
keys = st.binary(min_size=32, max_size=32)


def after(**time: Any) -> dt.datetime:
    return NOON + dt.timedelta(**time)


@given(keys, times)
def test_it_is_a_code_that_can_be_typed(key: bytes, now: dt.datetime) -> None:
    code = shown_code(key, now)
    assert normalise(code.lower()) == code


@given(keys, times)
def test_it_is_never_as_long_as_a_code_on_a_wall(key: bytes, now: dt.datetime) -> None:
    assert len(shown_code(key, now)) == CHANGING_LENGTH > LENGTH == len(new_code())


def test_it_changes_every_five_minutes() -> None:
    assert shown_code(KEY, NOON) == shown_code(KEY, after(minutes=4, seconds=59))
    assert shown_code(KEY, NOON) != shown_code(KEY, after(minutes=5))


@given(keys, times, st.integers(0, 30 * 60))
def test_it_stays_valid_for_half_an_hour_after_it_was_shown(
    key: bytes, now: dt.datetime, seconds: int
) -> None:
    assert shown_code(key, now) in valid_codes(key, now + dt.timedelta(seconds=seconds))


@given(keys, times)
def test_it_is_not_valid_after_35_minutes_nor_before_it_is_shown(
    key: bytes, now: dt.datetime
) -> None:
    assert shown_code(key, now) not in valid_codes(key, now + dt.timedelta(minutes=35))
    assert shown_code(key, now) not in valid_codes(key, now - dt.timedelta(minutes=5))


def test_it_differs_from_venue_to_venue() -> None:
    assert not set(valid_codes(KEY, NOON)) & set(valid_codes(OTHER, NOON))
