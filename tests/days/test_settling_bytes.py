"""After a unit has settled, its exact counts of roles remain in no byte of the data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.db import Database
from app.models import Correction, DayCount
from app.services.days.closing import close_at_start, close_due_days
from app.services.days.settling import settle_due_units
from tests.support.bytes_on_disk import (
    SKIP,
    analyse,
    columns_known,
    flush,
    forms_of_number,
    found_in,
)
from tests.support.cast import Cast
from tests.support.settling import AUGUST, JULY, SETTLES, visits, write

COOKS, WELCOMES, BOTH, COMPANY, CORRECTED = 8_912_347, 9_034_561, 9_123_457, 9_345_679, 9_456_783
"""Each is above 2^23, so that it takes four bytes."""
CANARIES = (COOKS + 6, WELCOMES + 7, BOTH + 8, COMPANY + 8, CORRECTED)


def values_of(numbers: tuple[int, int, int, int, int]) -> set[bytes]:
    return set().union(*map(forms_of_number, numbers))


@pytest.fixture
def summer(
    db: Database, cast: Cast, folder: Path, database_kind: str, request: pytest.FixtureRequest
) -> None:
    """Two days with counts that are found in the folder. No sum of the unit is one of them."""
    few = (
        visits(6, activity=cast.knitting, roles=[cast.cooks]),
        visits(7, activity=cast.repair, roles=[cast.welcomes]),
        visits(8, roles=[cast.cooks, cast.welcomes], company=True),
        visits(9, activity=cast.knitting),
        visits(5, activity=cast.repair),
        visits(9),
    )
    write(
        db,
        cast.shop,
        JULY,
        *few,
        visits(COOKS, activity=cast.knitting, roles=[cast.cooks]),
        visits(BOTH, roles=[cast.cooks, cast.welcomes]),
    )
    write(
        db,
        cast.shop,
        AUGUST,
        *few,
        visits(WELCOMES, activity=cast.repair, roles=[cast.welcomes]),
        visits(COMPANY, company=True),
    )
    with db.writing() as session:
        session.add(
            Correction(
                venue_id=cast.shop,
                service_date=AUGUST,
                number=3,
                source="host",
                activity_id=cast.repair,
                role_id=cast.welcomes,
                reason="forgotten",
                cells={f"role:{cast.welcomes}@{cast.repair}": CORRECTED},
                mark="m" * 64,
                created_on=AUGUST,
            )
        )
    if database_kind == "postgresql":
        analyse(db)
    flush(database_kind, request)
    for number in CANARIES:
        # The scan finds them while they exist; otherwise the rest would prove nothing.
        assert found_in(folder, forms_of_number(number), SKIP[database_kind]), number


def test_it_leaves_no_exact_count_of_a_role(
    db: Database, summer: None, folder: Path, database_kind: str, request: pytest.FixtureRequest
) -> None:
    close_due_days(db, now=SETTLES)
    flush(database_kind, request)
    assert not found_in(folder, values_of(CANARIES), SKIP[database_kind])


def test_a_start_finishes_what_a_stop_prevented(
    db: Database, summer: None, folder: Path, database_kind: str, request: pytest.FixtureRequest
) -> None:
    settle_due_units(db, now=SETTLES)
    close_at_start(db, now=SETTLES)
    flush(database_kind, request)
    assert not found_in(folder, values_of(CANARIES), SKIP[database_kind])


@pytest.mark.database("postgresql")
def test_postgresql_samples_no_count_that_settles(db: Database, cast: Cast) -> None:
    write(db, cast.shop, JULY, visits(COOKS, roles=[cast.cooks]))
    analyse(db)
    columns = {column for _table, column in columns_known(db, DayCount.__tablename__)}
    assert "venue_id" in columns
    assert not columns & {"cell", "measure", "number"}
