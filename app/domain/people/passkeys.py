"""Passkeys: who they are made for, and what a challenge is for."""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

CHALLENGE_LASTS = dt.timedelta(minutes=5)
"""How long somebody may take to use a passkey, or to save one."""
MOST_PASSKEYS = 20
"""How many passkeys a person may have."""


class ChallengeUse(StrEnum):
    """What a challenge is for. One that is for something else is none."""

    ADD = "add"
    SIGN_IN = "sign_in"
    SECOND_STEP = "second_step"


class PasskeyRefused(Exception):
    """The passkey, or what was sent of it, is not taken. It is not said why."""


class TooManyPasskeys(Exception):
    """The person has as many passkeys as they may have."""


@dataclass(frozen=True)
class RelyingParty:
    """The site that passkeys are made for: its host, and its address without a path."""

    id: str
    origin: str


def relying_party(base_url: str) -> RelyingParty | None:
    """Return the site with this address; None if its host is a number, which browsers refuse."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return RelyingParty(host, f"{parts.scheme}://{parts.netloc}")
    return None
