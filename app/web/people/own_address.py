"""Safe redirects to an address given in a request."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException


def own_address(named: str | None) -> str | None:
    """Return the address of our page that `named` refers to, or None if it isn't one of ours.

    The address is rebuilt from the page's endpoint and arguments, so that nothing else in `named`
    reaches a browser as an address (an open redirect).
    """
    path, _mark, query = (named or "").partition("?")
    try:
        endpoint, arguments = current_app.url_map.bind("").match(path, "GET")
    except HTTPException:  # includes the map's own redirects, such as from `//` to `/`
        return None
    if endpoint == "static":
        return None
    # url_for treats names such as `_external` and `_scheme` as options.
    asked: dict[str, Any] = {
        name: values
        for name, values in parse_qs(query, keep_blank_values=True).items()
        if not name.startswith("_") and name not in arguments
    }
    return url_for(endpoint, **asked, **arguments)
