"""The accounts of a demo installation. No other installation has them."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "kaffe-og-kage"  # noqa: S105  shown on the sign-in page of demo installations
DOMAIN = "@demo.example"
"""How the e-mail of every account of the demo ends. Nobody can own it (RFC 2606)."""


@dataclass(frozen=True)
class DemoAccount:
    """An account that the sign-in page shows. `duty` is a value of `domain.people.access.Duty`."""

    duty: str
    email: str
    password: str = PASSWORD


SHOWN = (
    DemoAccount("host", "vaert@demo.example"),
    DemoAccount("coordinator", "koordinator@demo.example"),
    DemoAccount("reader", "laeser@demo.example"),
)
