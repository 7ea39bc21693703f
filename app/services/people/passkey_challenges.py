"""Challenges for passkeys: kept here by their hash, for minutes, and used up by the first answer.

They are in a table and not in a session, as nobody has a session before they sign in. The page that
asks holds the challenge itself.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.tokens import token_hash
from app.domain.people.passkeys import CHALLENGE_LASTS, ChallengeUse, PasskeyRefused
from app.services.people.ceremony import challenge_in

LENGTH = 32


@dataclass(frozen=True)
class UsedChallenge:
    """A challenge that has been answered, and the handle and name of a passkey to be made."""

    challenge: bytes
    user_handle: bytes | None
    name: str


def add_challenge(
    session: Session,
    use: ChallengeUse,
    person_id: int | None,
    *,
    handle: bytes | None = None,
    name: str = "",
    now: dt.datetime,
) -> bytes:
    """Add a challenge and return it; those that are over are deleted. Takes an open session."""
    challenge = secrets.token_bytes(LENGTH)
    over = models.PasskeyChallenge.ends_at <= now
    session.execute(delete(models.PasskeyChallenge).where(over))
    session.add(
        models.PasskeyChallenge(
            challenge_hash=token_hash(challenge.hex()),
            use=use.value,
            person_id=person_id,
            user_handle=handle,
            name=name or None,
            ends_at=now + CHALLENGE_LASTS,
        )
    )
    return challenge


def use_challenge(
    db: Database, sent: str, use: ChallengeUse, person_id: int | None, *, now: dt.datetime
) -> UsedChallenge:
    """Use up the challenge that an answer is to, and return it. Raises PasskeyRefused.

    In a block of its own, so that it is used up also if the answer is then refused.
    """
    challenge = challenge_in(sent)
    with db.writing() as session:
        found = session.execute(
            delete(models.PasskeyChallenge)
            .where(
                models.PasskeyChallenge.challenge_hash == token_hash(challenge.hex()),
                models.PasskeyChallenge.use == use.value,
                models.PasskeyChallenge.person_id.is_not_distinct_from(person_id),
                models.PasskeyChallenge.ends_at > now,
            )
            .returning(models.PasskeyChallenge.user_handle, models.PasskeyChallenge.name)
        ).first()
    if found is None:
        raise PasskeyRefused
    return UsedChallenge(challenge, found.user_handle, found.name or "")
