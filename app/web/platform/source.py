"""Where a request comes from: only to count tries in memory, never to keep or log it."""

from __future__ import annotations

import ipaddress

from flask import request

from app.web.platform.context import config


def source() -> str:
    """Return the address that the outermost trusted proxy has seen, or the connection's own.

    Of an IPv6 address it is the first half: the other belongs to whoever has the first.
    """
    proxies, seen = config().trusted_proxies, request.access_route
    address = seen[-proxies] if 0 < proxies <= len(seen) else request.remote_addr or ""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64 if parsed.version == 6 else 32), strict=False))
