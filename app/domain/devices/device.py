"""Tablets and screens: they belong to a venue, and nobody is signed in on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DeviceKind(StrEnum):
    """What a device does: a tablet counts, a screen shows, the house's phone is the host's."""

    TABLET = "tablet"
    SCREEN = "screen"
    PHONE = "phone"


PHONE_LASTS = (1, 7, 30)
"""For how many days a host can hand the house's phone over; afterwards it opens nothing."""


class DeviceStopped(Exception):
    """A host has stopped this device, or nobody ever started it."""


@dataclass(frozen=True)
class RunningDevice:
    """A running device. It takes a viewer's place where a device asks for something."""

    id: int
    venue_id: int
    kind: DeviceKind
