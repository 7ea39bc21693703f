"""Devices that belong to a venue and have nobody signed in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DeviceKind(StrEnum):
    """What a device is for.

    Visitors check in on a tablet, a screen shows the day, and hosts share the venue's phone.
    """

    TABLET = "tablet"
    SCREEN = "screen"
    PHONE = "phone"


PHONE_LASTS = (1, 7, 30)
"""The choices, in days, for how long the venue's phone has access."""


class DeviceStopped(Exception):
    """The device may not be used: unknown, stopped, expired, or its venue is archived."""


@dataclass(frozen=True)
class RunningDevice:
    """A device in use. Services for devices take it instead of a viewer."""

    id: int
    venue_id: int
    kind: DeviceKind
