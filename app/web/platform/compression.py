"""Gzip compression of the check-in pages, to fit the first view in a connection's first packets.

Compressing a page with both a secret and text that an attacker chose can reveal the secret through
the size of the response (BREACH). The only secret here is the one-time key, and it is different in
every response.
"""

from __future__ import annotations

import gzip

from flask import Response, request

LEVEL = 3  # As small as the highest to within a tenth, at a third of the time.


def squeeze(response: Response) -> Response:
    """Compress an HTML response if the browser accepts gzip."""
    # Skip redirects: late_tap.tell_where may replace their body.
    if response.mimetype == "text/html" and not response.is_streamed and not response.location:
        response.headers.add("Vary", "Accept-Encoding")  # `vary` would parse it first.
        if request.accept_encodings.quality("gzip"):
            response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
            response.content_encoding = "gzip"
    return response
