"""The two kinds of addresses: `/logbog/4/…` of a venue, `/logbog/p1/…` of a whole partnership.

Views get the argument `book` for either, and `url_for` takes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from app.domain.logbook.logbook import WholePartnership
from app.web.logbook import bp

View = TypeVar("View", bound=Callable[..., Any])
OF_VENUE, OF_PARTNERSHIP = "/logbog/<int:venue_id>", "/logbog/p<int:partnership_id>"


def of_either(path: str, *methods: str) -> Callable[[View], View]:
    """Serve a view at the path below both kinds of addresses."""

    def served(view: View) -> View:
        for start in (OF_VENUE, OF_PARTNERSHIP):
            view = bp.route(start + path, methods=methods or ("GET",))(view)
        return view

    return served


@bp.url_value_preprocessor
def _to_book(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "partnership_id" in values:
        values["book"] = WholePartnership(values.pop("partnership_id"))
    elif values and "venue_id" in values:
        values["book"] = values.pop("venue_id")


@bp.app_url_defaults
def _from_book(_endpoint: str, values: dict[str, Any]) -> None:
    if "book" in values:
        book = values.pop("book")
        is_whole = isinstance(book, WholePartnership)
        values["partnership_id" if is_whole else "venue_id"] = book.id if is_whole else book
