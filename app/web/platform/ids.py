"""Numbers in addresses and forms: one that no column holds is an error to the database alone."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class Id(IntegerConverter):
    """A number in an address. One that is too large leads nowhere, like any missing one."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)


def whole(text: str | int) -> int:
    """The number in a field of a form or an address, 0 to LARGEST. Raises ValueError for others.

    In place of `int`, which takes signs that no page of ours sends and numbers of any length. One
    that no column holds counts as LARGEST, which no row has.
    """
    if isinstance(text, int):
        return text
    if not (text.isascii() and text.isdecimal()):
        raise ValueError("not a number of ours")
    return min(int(text), LARGEST) if len(text) <= len(str(LARGEST)) else LARGEST


def register_ids(app: Flask) -> None:
    """Let every `<int:…>` be one. Before the routes are."""
    app.url_map.converters["int"] = Id


def carried(name: str) -> int:
    """The number that the pressed button carries; 0, which nothing has, for anything else."""
    return request.form.get(name, type=whole) or 0
