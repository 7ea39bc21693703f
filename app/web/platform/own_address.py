"""Addresses that a request names as the page to go on to."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException


def own_address(named: str | None) -> str | None:
    """Return the address of the page of ours that `named` is, or None if it is none of ours.

    What comes in only chooses among our pages: the answer is built anew from the page's endpoint
    and arguments, so that nothing else of the text ever reaches a browser as an address.
    """
    path, _mark, query = (named or "").partition("?")
    try:
        endpoint, arguments = current_app.url_map.bind("").match(path, "GET")
    except HTTPException:  # also where the map would redirect, as from two slashes to one
        return None
    if endpoint == "static":
        return None
    # Names with an underscore in front tell url_for to build another kind of address.
    asked: dict[str, Any] = {
        name: values
        for name, values in parse_qs(query, keep_blank_values=True).items()
        if not name.startswith("_") and name not in arguments
    }
    return url_for(endpoint, **asked, **arguments)
