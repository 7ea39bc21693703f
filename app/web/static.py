"""Static files: a fingerprint in the address, kept for a year, compressed once."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, request

YEAR = 31_536_000
COMPRESSED = {"text/css", "text/javascript", "image/svg+xml", "application/manifest+json"}


def register_static(app: Flask) -> None:
    """Hook the fingerprints and the compression in."""
    folder = Path(app.static_folder or "")

    @cache
    def fingerprint(filename: str) -> str:
        return hashlib.sha256((folder / filename).read_bytes()).hexdigest()[:10]

    @cache
    def compressed(filename: str, _fingerprint: str) -> bytes:
        return gzip.compress((folder / filename).read_bytes(), mtime=0)

    @app.url_defaults
    def add_fingerprint(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "static" and "v" not in values:
            values["v"] = fingerprint(str(values["filename"]))

    @app.after_request
    def keep_and_compress(response: Response) -> Response:
        if request.endpoint != "static" or response.status_code != 200 or not request.view_args:
            return response
        if "v" in request.args:
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        if response.mimetype in COMPRESSED:
            response.vary.add("Accept-Encoding")
            if request.accept_encodings.quality("gzip"):
                name = str(request.view_args["filename"])
                response.close()
                response.direct_passthrough = False
                response.set_data(compressed(name, fingerprint(name)))
                response.content_encoding = "gzip"
                response.headers.pop("ETag", None)
        return response
