"""Security and caching headers, set on every response including error pages."""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.datastructures import ContentSecurityPolicy, Headers

from app.web.platform.context import config

POLICY = ContentSecurityPolicy(
    {
        "default-src": "'none'",
        "style-src": "'self'",
        "script-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
).to_header()
FILE_POLICY = ContentSecurityPolicy(
    dict.fromkeys(("default-src", "form-action", "base-uri", "frame-ancestors"), "'none'")
).to_header()
"""A static file loads nothing, and each byte counts: the first view has a budget."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`: browsers would then send our own forms with `Origin: null`.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
WITH_PAGES = Headers({"Content-Security-Policy": POLICY, **ALWAYS})
WITH_FILES = Headers({"Content-Security-Policy": FILE_POLICY, **ALWAYS})


def register_headers(app: Flask) -> None:
    app.after_request(set_headers)


def set_headers(response: Response) -> Response:
    is_file = request.endpoint == "static" and response.status_code < 400
    # Nothing else sets these, so they are not looked for first.
    response.headers.extend(WITH_FILES if is_file else WITH_PAGES)
    if config().https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
