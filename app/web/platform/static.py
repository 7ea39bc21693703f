"""Static files: fingerprinted, cached for a year, and compressed once.

The scripts of the check-in pages are sent as one file. Each further response would cost about 850
bytes of headers, and the first view has a budget of ten thousand bytes. So neither the scripts nor
the style of these pages are sent with comments and indentation, and their icon is in the page. The
style of the staff pages is one file for each thing it styles, and is sent as one too.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path
from urllib.parse import quote

from flask import Flask, Response, request

YEAR = 31_536_000
DESK = (
    *("palette", "elements", "frame", "text", "notices", "buttons", "links", "forms", "tables"),
    *("cards", "look", "codes", "account", "board", "days", "tally", "imports", "charts", "report"),
    *("shelf", "logbook", "guide", "devices", "languages", "show"),
)
"""The parts of the staff pages' style, what all pages have first: of two rules that weigh the same,
the later one holds."""
TOGETHER = {
    "js/at_door.js": ("js/listen.js", "js/taps.js", "js/door.js"),
    "css/desk.css": tuple(f"css/desk/{name}.css" for name in DESK),
}
COMMENT = re.compile(rb"^[ \t]*//.*\n|^[ \t]+", re.MULTILINE)
STYLE = "css/door.css"
DRAWN = " '/:;=,()"
"""Letters of an SVG that an address between double quotes may have as they are."""
STYLE_COMMENT, AROUND = re.compile(rb"/\*.*?\*/", re.DOTALL), re.compile(rb"\s*([{};,])\s*")
COMPRESSED = {"text/css", "text/javascript", "image/svg+xml", "application/manifest+json"}


def together(folder: Path, filename: str) -> bytes:
    """Return a static file as it is sent: several may be one, and without comments."""
    parts = TOGETHER.get(filename)
    if parts is None and filename != STYLE:
        return (folder / filename).read_bytes()
    whole = b"".join((folder / part).read_bytes() for part in parts or (filename,))
    if filename.endswith(".css"):
        return AROUND.sub(rb"\1", STYLE_COMMENT.sub(b"", whole))
    return COMMENT.sub(b"", whole)


def register_static(app: Flask) -> None:
    """Add fingerprints to the addresses of static files, and compress them."""
    mimetypes.add_type("application/manifest+json", ".webmanifest")
    folder = Path(app.static_folder or "")

    @cache
    def content(filename: str) -> bytes:
        return together(folder, filename)

    def send(filename: str) -> Response:
        if filename in TOGETHER or filename == STYLE:
            kind = "text/css" if filename.endswith(".css") else "text/javascript"
            return Response(content(filename), mimetype=kind)
        return app.send_static_file(filename)

    app.view_functions["static"] = send

    @cache
    def drawing_address(filename: str) -> str:
        """Return a small SVG as the address of itself."""
        svg = content(filename).decode().strip().replace('"', "'")
        return f"data:image/svg+xml,{quote(svg, safe=DRAWN)}"

    app.jinja_env.globals["drawing_address"] = drawing_address

    @cache
    def fingerprint(filename: str) -> str:
        return hashlib.sha256(content(filename)).hexdigest()[:10]

    @cache
    def compressed(filename: str, _fingerprint: str) -> bytes:
        return gzip.compress(content(filename), mtime=0)

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
