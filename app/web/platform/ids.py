"""Numbers in addresses and forms, limited to what a database column can store."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class Id(IntegerConverter):
    """A number in an address. Numbers above LARGEST give 404, like any missing id."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)


def whole(text: str | int) -> int:
    """Return the number in a form field or query, 0 to LARGEST. Raises ValueError for other text.

    Unlike `int`, this accepts only ASCII digits. Larger numbers become LARGEST, which no row has.
    """
    if isinstance(text, int):
        return text
    if not (text.isascii() and text.isdecimal()):
        raise ValueError("not a number of ours")
    return min(int(text), LARGEST) if len(text) <= len(str(LARGEST)) else LARGEST


def register_ids(app: Flask) -> None:
    """Use `Id` for every `<int:…>` in a route. Call this before routes are added."""
    app.url_map.converters["int"] = Id


def carried(name: str) -> int:
    """Return the number sent by the pressed button, or 0 (no row's id) if it is invalid."""
    return request.form.get(name, type=whole) or 0
