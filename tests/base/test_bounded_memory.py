"""A process's memory is bounded."""

from __future__ import annotations

from app.domain.base.kept import Kept


def test_it_lets_go_of_what_it_has_had_longest() -> None:
    kept: Kept[str] = Kept(2)
    for number in range(4):
        assert kept.put(number, str(number)) == str(number)
    assert len(kept) == 2
    assert [kept.get(number) for number in range(4)] == [None, None, "2", "3"]


def test_a_key_that_is_put_again_pushes_nothing_out() -> None:
    kept: Kept[int] = Kept(2)
    for number in (1, 2, 2, 2):
        kept.put(number, number)
    assert kept.get(1) == 1
