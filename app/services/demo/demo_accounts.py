"""The sign-ins of a demo installation. They exist in no other."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "kaffe-og-kage"  # noqa: S105  printed on the sign-in page of demo installations


@dataclass(frozen=True)
class DemoAccount:
    """A sign-in that the page shows; `duty` as in `domain.access.Duty`."""

    duty: str
    email: str
    password: str = PASSWORD


SHOWN = (
    DemoAccount("host", "vaert@demo.example"),
    DemoAccount("coordinator", "koordinator@demo.example"),
    DemoAccount("reader", "laeser@demo.example"),
)
