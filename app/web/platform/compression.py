"""Pages at the door go out compressed: the first view fits in what a phone gets at once.

A page that shows a secret beside something that a stranger chose would tell it by its size. Here
the only secret is the one-time key, which is another one each time.
"""

from __future__ import annotations

import gzip

from flask import Response, request


def squeeze(response: Response) -> Response:
    """Compress a page for a browser that takes it so."""
    # A redirect is left alone: for a tap that a script sends, taps.py puts another body in it.
    if response.mimetype == "text/html" and not response.is_streamed and not response.location:
        response.vary.add("Accept-Encoding")
        if request.accept_encodings.quality("gzip"):
            response.set_data(gzip.compress(response.get_data(), mtime=0))
            response.content_encoding = "gzip"
    return response
