"""What mail is about. The outbox stores these words."""

from __future__ import annotations

from enum import StrEnum


class MailKind(StrEnum):
    INVITATION = "invitation"
    NEW_DEVICE = "new_device"
    PACKAGE = "package"
    PASSWORD = "password"  # noqa: S105  the word of a kind
    UPKEEP = "upkeep"
