"""A phone's ticket: the cookie value that identifies its visit for the rest of the day.

It is `DATE.KEY`, followed by a mark for each venue that the phone has answered at. The mark tells
the pages of this phone which answer that was.
"""

from __future__ import annotations

import datetime as dt
import hmac
from enum import StrEnum

from app.domain.visits.idempotency_key import KEY_BYTES, is_key

MARK_LENGTH = 8


class Answer(StrEnum):
    """The two answers, as they are sent. What a visit counts as does not depend on them."""

    TAKING_PART = "her"
    JUST_HERE = "bare"


def ticket_of(key: str, date: dt.date) -> str:
    """Return the ticket for a visit's key and service date, such as `2026-11-22.KEY`."""
    return f"{date.isoformat()}.{key}"


def key_of(ticket: str | None, date: dt.date) -> str | None:
    """Return the key of the ticket for the service date, or None if there is none.

    A phone whose clock is wrong may keep its ticket too long, so tickets for other dates are
    ignored. A phone that has been to two venues whose days end at different hours may have two
    tickets, separated by a space.
    """
    for each in (ticket or "").split():
        written, key, *_marks = [*each.split("."), ""]
        if is_key(key) and written == date.isoformat():
            return key
    return None


def answer_of(ticket: str, venue_id: int) -> Answer | None:
    """Return the answer that a ticket has the venue's mark of, or None."""
    _date, key, *marks = [*ticket.split("."), ""]
    return next((each for each in Answer if _mark(key, venue_id, each) in marks), None)


def with_answer(ticket: str, before: str, venue_id: int, answer: Answer) -> str:
    """Return a ticket with the marks that it had `before`, and the mark of the venue's answer.

    A venue has one mark: that of its latest answer.
    """
    _date, key, *_none = ticket.split(".")
    own = [_mark(key, venue_id, each) for each in Answer]
    others = [each for each in before.split(".")[2:] if is_answer_mark(each) and each not in own]
    return ".".join([ticket, *others, _mark(key, venue_id, answer)])


def _mark(key: str, venue_id: int, answer: Answer) -> str:
    return _digest(key, f"answer:{venue_id}:{answer}")


def has_begun(ticket: str | None, date: dt.date) -> bool:
    """Whether a visit of the ticket had begun by the service date.

    A phone whose clock is fast may say that it was tapped on a later one.
    """
    return any(each.partition(".")[0] <= date.isoformat() for each in (ticket or "").split())


def answer_mark(ticket: str, answer: str) -> str:
    """Return eight digits that tell the page of this ticket which answer the phone has given.

    They are in the page's address, which stays in the history of a shared phone. Without the ticket
    they say nothing, and both answers have one.
    """
    return _digest(ticket, f"answer:{answer}")


def _digest(key: str, message: str) -> str:
    return hmac.digest(key.encode(), message.encode(), "sha256").hex()[:MARK_LENGTH]


def is_answer_mark(text: str) -> bool:
    """Whether the text has the format of an answer's mark."""
    return len(text) == MARK_LENGTH and all(character in "0123456789abcdef" for character in text)


def visit_id(day_key: bytes, venue_id: int, key: str) -> str:
    """Return the id of a phone's visit in the database: 128 bits as 32 hexadecimal digits.

    The day key is destroyed when the day is closed. Without it, a visit cannot be traced to a
    phone, and visits on different days or at different venues cannot be linked.
    """
    message = f"{venue_id}:{key}".encode()
    return hmac.digest(day_key, message, "sha256").hex()[: KEY_BYTES * 2]
