"""The addresses in mail."""

from __future__ import annotations

from flask import current_app

from app.web.platform.context import config


def link_to(endpoint: str, **values: str) -> str:
    """Return the whole address of a page.

    It has the base address, as on posters: there is no request whose host could be used.
    """
    return config().base_url + current_app.url_map.bind("").build(endpoint, values)
