"""The number that identifies a device at its venue."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import models
from app.domain.devices.device import RunningDevice


def number_of(session: Session, device: RunningDevice) -> int:
    """Return the device's number among the venue's devices of its kind, from 1.

    Stopped devices are counted too, so that a number never changes. Takes an open session.
    """
    up_to_it = select(func.count()).where(
        models.Device.venue_id == device.venue_id,
        models.Device.kind == device.kind,
        models.Device.id <= device.id,
    )
    return session.scalar(up_to_it) or 0
