"""The IP address of a request, only to count sign-in tries in memory; never stored or logged."""

from __future__ import annotations

import ipaddress

from flask import request

from app.web.platform.context import config


def source() -> str:
    """Return the address seen by the outermost trusted proxy, or else the connection's.

    An IPv6 address is reduced to its /64, since one client can use all addresses in it.
    """
    proxies, seen = config().trusted_proxies, request.access_route
    address = seen[-proxies] if 0 < proxies <= len(seen) else request.remote_addr or ""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64 if parsed.version == 6 else 32), strict=False))
