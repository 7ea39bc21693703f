"""A venue's own logo: what may be one, and how it is called."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from app.domain.base.png import (
    AnimatedPng,
    BrokenPng,
    NotPng,
    OversizedPng,
    header_of,
    rebuilt,
)
from app.domain.base.refusals import SetUpRefused

LONGEST_SIDE = 600
HEAVIEST = 60_000
"""In bytes, without what is left out of it."""
LIGHT = 3_000
"""In bytes: a logo that a phone is sent with the thank-you."""


class LogoFault(StrEnum):
    """Why a file can't be the logo."""

    NOT_PNG = "not_png"
    BROKEN = "broken"
    ANIMATED = "animated"
    LARGE = "large"
    HEAVY = "heavy"


class LogoRefused(SetUpRefused):
    """The file can't be the logo. The logo of before is as it was."""

    def __init__(self, fault: LogoFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Logo:
    """A logo as pages refer to it. `digest` is its name in its address."""

    digest: str
    width: int
    height: int
    weight: int

    @property
    def is_light(self) -> bool:
        """Whether a phone is sent it."""
        return self.weight <= LIGHT


def checked(content: bytes) -> bytes:
    """Return the picture without anything that is no picture. Raises LogoRefused."""
    try:
        png = rebuilt(content, longest=LONGEST_SIDE)
    except NotPng:
        raise LogoRefused(LogoFault.NOT_PNG) from None
    except BrokenPng:
        raise LogoRefused(LogoFault.BROKEN) from None
    except AnimatedPng:
        raise LogoRefused(LogoFault.ANIMATED) from None
    except OversizedPng:
        raise LogoRefused(LogoFault.LARGE) from None
    if len(png) > HEAVIEST:
        raise LogoRefused(LogoFault.HEAVY)
    return png


def digest_of(png: bytes) -> str:
    """Return the name of a picture: the same for the same picture, and no other's."""
    return hashlib.sha256(png).hexdigest()[:32]


def logo_of(png: bytes) -> Logo | None:
    """Return how pages refer to the picture that is stored; None if it is empty."""
    if not png:
        return None
    header = header_of(png)
    return Logo(digest_of(png), header.width, header.height, len(png))
