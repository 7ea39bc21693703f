"""The API: released reports as JSON, read with a person's key."""

from __future__ import annotations

from flask import Response, jsonify, make_response, request, url_for

from app.domain.people.access import Act, NotFound, Viewer
from app.domain.reports.detail import ALL_LINES
from app.exports.report.json_file import report_json
from app.services.people import reading_keys
from app.services.reports import releases
from app.services.reports.exported import record_reading
from app.web.api import bp
from app.web.api.openapi import described
from app.web.platform.access import everybody
from app.web.platform.context import config, db, now
from app.web.platform.ids import whole
from app.web.reports.apart import overview
from app.web.reports.page import parsed

ON_A_PAGE = 50


@bp.get("/released")
@everybody
def listed() -> Response:
    """List the released reports, latest period first, a page at a time."""
    viewer = _viewer()
    if viewer is None:
        return _no_key()
    page = max(request.args.get("page", 1, type=whole), 1)
    found = releases.releases(db(), viewer)
    items = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    more = len(found) > page * ON_A_PAGE
    return _answer(
        jsonify(
            {
                "total": len(found),
                "page": page,
                "next": _address("api.listed", page=page + 1) if more else None,
                "items": [
                    {
                        "places": str(one.selection),
                        "names": list(one.names),
                        "period": str(one.period),
                        "first": one.period.first.isoformat(),
                        "last": one.period.last.isoformat(),
                        "released_at": one.at.isoformat(),
                        "address": _address(
                            "api.report", places=str(one.selection), period=str(one.period)
                        ),
                    }
                    for one in items
                ],
            }
        )
    )


@bp.get("/released/<places>/<period>")
@everybody
def report(places: str, period: str) -> Response:
    """Return one released report, with the same figures as its page and files."""
    viewer = _viewer()
    if viewer is None:
        return _no_key()
    try:
        selection, which = parsed(places, period)
        found = overview(viewer, selection, which, ALL_LINES, released=True)
    except NotFound:
        return _problem(404, "There is no such report, or it has not been released.")
    response = make_response(report_json(found))
    response.headers["Content-Type"] = "application/json"
    answer = _answer(response)
    if answer.status_code == 200:
        record_reading(db(), viewer, selection, which, now=now())
    return answer


@bp.get("/openapi.json")
@everybody
def description() -> Response:
    """Return the OpenAPI description. It needs no key."""
    return _answer(jsonify(described(config().base_url)))


def _viewer() -> Viewer | None:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    viewer: Viewer | None = None
    if scheme.lower() == "bearer":
        viewer = reading_keys.viewer_of(db(), key.strip(), now=now())
    return viewer if viewer and viewer.may_anywhere(Act.READ_RELEASED) else None


def _no_key() -> Response:
    response = _problem(401, "Send a key: Authorization: Bearer …. It is made under Konto.")
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _problem(status: int, sentence: str) -> Response:
    response = jsonify({"error": sentence})
    response.status_code = status
    return response


def _answer(response: Response) -> Response:
    """Add an ETag, answer 304 if it matches, and keep shared caches from storing the response."""
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response


def _address(endpoint: str, **values: object) -> str:
    return config().base_url + url_for(endpoint, **values, sprog=None)  # type: ignore[arg-type]
