"""A backup carries every table but those that are named, and none that is about a visit."""

from __future__ import annotations

from app.models import Base
from app.services.operations.tables import BLANK, CARRIED, LEFT_OUT, carried
from tests.support.tables import OF_A_VISIT


def test_it_says_of_every_table_whether_it_is_carried() -> None:
    models = {mapper.class_ for mapper in Base.registry.mappers}
    assert set(CARRIED) | set(LEFT_OUT) == models
    assert not set(CARRIED) & set(LEFT_OUT)
    assert len(CARRIED) == len(carried())


def test_it_carries_no_visit_no_key_and_no_session() -> None:
    names = {table.name for table in carried()}
    assert not names & {*OF_A_VISIT, "sign_in", "set_aside"}


def test_no_carried_row_refers_to_one_that_is_not_carried() -> None:
    names = {table.name for table in carried()}
    lost = [
        str(key.parent)
        for table in carried()
        for key in table.foreign_keys
        if key.column.table.name not in names
    ]
    assert not lost


def test_it_blanks_columns_that_there_are() -> None:
    columns = {str(column) for table in carried() for column in table.c}
    assert set(BLANK) <= columns
