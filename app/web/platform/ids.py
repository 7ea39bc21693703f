"""Numbers in addresses and forms: one that no column holds is an error to the database alone."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class Id(IntegerConverter):
    """A number in an address. One that is too large leads nowhere, like any missing one."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)


def register_ids(app: Flask) -> None:
    """Let every `<int:…>` be one. Before the routes are."""
    app.url_map.converters["int"] = Id


def carried(name: str) -> int:
    """The number that the pressed button carries; 0, which nothing has, for anything else."""
    number = request.form.get(name, type=int) or 0
    return number if 0 <= number <= LARGEST else 0
