"""Deleting what was written about days and quarters that are long over."""

from __future__ import annotations

import copy
import datetime as dt
import logging
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Select,
    Text,
    bindparam,
    cast,
    delete,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from app import models
from app.db import Database, StorageUnavailable
from app.domain.base.service_day import service_date
from app.domain.logbook.texts_kept import first_kept

logger = logging.getLogger(__name__)
DELETED = "texts_deleted"
"""Marks what was handed in as emptied, so that it is read once and not every night."""
Before = dt.date | BindParameter[dt.date]
TABLES = ("day_note", "reflection", "logbook_comment", "handed_in")


def delete_old_texts(db: Database, *, now: dt.datetime) -> bool:
    """Delete words of more than KEPT_YEARS ago; returns whether there were any.

    The numbers that were handed in stay, and so does how it felt, which is a step and no words.
    Safe to run twice, and in several processes.
    """
    before = first_kept(service_date(now))
    with db.reading() as session:
        if not session.scalar(_any_left(), {"before": before}):
            return False
    with db.writing() as session:
        _delete(session, before)
    try:
        db.scrub(*TABLES, "pg_statistic")
    except StorageUnavailable:
        logger.warning("The bytes of old texts could not be given back yet")
    return True


@cache
def _any_left() -> Select[bool]:
    """Return the question, for the date `before`. Building it takes longer than asking it."""
    before: BindParameter[dt.date] = bindparam("before")
    old = _old_logbooks(before)
    return select(
        or_(
            exists().where(models.DayNote.service_date < before),
            exists().where(models.Reflection.logbook_id.in_(old), models.Reflection.text != ""),
            exists().where(models.LogbookComment.logbook_id.in_(old)),
            exists().where(*_with_words(before)),
        )
    )


def _delete(session: Session, before: dt.date) -> None:
    old = _old_logbooks(before)
    session.execute(delete(models.DayNote).where(models.DayNote.service_date < before))
    session.execute(delete(models.LogbookComment).where(models.LogbookComment.logbook_id.in_(old)))
    session.execute(
        update(models.Reflection)
        .where(models.Reflection.logbook_id.in_(old), models.Reflection.text != "")
        .values(text="", person_id=None, version=models.Reflection.version + 1)
    )
    for row in session.scalars(
        select(models.HandedIn).where(*_with_words(before)).with_for_update()
    ):
        row.content = _emptied(row.content)


def _old_logbooks(before: Before) -> Any:
    # A quarter or month lies within one year, so its first day has the year of its last.
    return select(models.Logbook.id).where(models.Logbook.quarter < before)


def _with_words(before: Before) -> tuple[Any, ...]:
    emptied = cast(models.HandedIn.content, Text).contains(f'"{DELETED}"')
    return models.HandedIn.logbook_id.in_(_old_logbooks(before)), ~emptied


def _emptied(stored: dict[str, object]) -> dict[str, object]:
    content: dict[str, Any] = copy.deepcopy(stored)
    for said in content["reflections"]:
        said.update(text="", by="", at=None)
    content["handed_in"]["why"] = ""
    return content | {"notes": [], DELETED: True}
