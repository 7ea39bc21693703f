"""A form that was sent when nobody was signed in any more is kept through the sign-in.

It is kept in the sign-in page itself, as a hidden field, and nowhere on the server. The page says
which browser token the last person to sign in here has. Only that person gets the form back, as a
page with a button that sends it. It is never sent by itself. See decision 33.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from urllib.parse import quote_plus

from flask import current_app, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from app.domain.base.service_day import service_date
from app.domain.base.tokens import token_hash
from app.web.people import known_device
from app.web.platform.access import EVERYBODY
from app.web.platform.context import now
from app.web.platform.typed_again import Typed, typed_again, typed_to

FIELD = "skrevet"
LARGEST = 240 * 1024
"""In bytes, as posted; with an e-mail and a password it is less than a post may have."""
LASTS = dt.timedelta(days=1)


@dataclass(frozen=True)
class KeptForm:
    """What was posted, the hash of its owner's known-device token, and the date."""

    typed: Typed
    owner: str
    date: dt.date

    def sealed(self) -> str:
        """Return the value of the hidden field."""
        typed = self.typed
        whole = [typed.action, typed.fields, typed.cut, self.owner, self.date.isoformat()]
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))

    def belongs_to(self, token: str) -> bool:
        """Whether this is the form of the person with this known-device token."""
        return bool(token) and self.owner == token_hash(token)


def form_to_keep() -> KeptForm | None:
    """Return the form that this request has posted, if it can be given back after signing in.

    None unless a browser's page sent it, and somebody has signed in on this browser before.
    """
    if request.method != "POST" or "text/html" not in request.headers.get("Accept", ""):
        return None
    owner = next(iter(known_device.tokens()), "")
    typed = typed_again() if owner else None
    if typed is None or not any(value for _name, value in typed.fields):
        return None
    kept = KeptForm(typed, token_hash(owner), service_date(now()))
    return kept if len(quote_plus(kept.sealed())) <= LARGEST else None


def kept_form() -> KeptForm | None:
    """Return the form that the sign-in page has kept, or None if there is none or it is old."""
    try:
        path, fields, cut, owner, date = json.loads(request.form.get(FIELD, ""))
        posted = [(str(name), str(value)) for name, value in fields]
        made = dt.date.fromisoformat(date)
    except (ValueError, TypeError, RecursionError):
        return None
    action = _own_action(path)
    if action is None or not dt.timedelta(0) <= service_date(now()) - made <= LASTS:
        return None
    typed = typed_to(action, posted)
    return KeptForm(replace(typed, cut=typed.cut or bool(cut)), str(owner), made)


def page(kept: KeptForm) -> str:
    """Return the page that shows the form, and the button that sends it."""
    return render_template("people/send_again.html", typed=kept.typed, why="signed_in")


def _own_action(path: object) -> str | None:
    """Return the address of ours that the form was sent to, rebuilt, or None if it isn't one."""
    try:
        endpoint, arguments = current_app.url_map.bind("").match(str(path), "POST")
    except HTTPException:
        return None
    view = current_app.view_functions[endpoint]
    if getattr(view, "entry", EVERYBODY) == EVERYBODY:
        return None
    return url_for(endpoint, **arguments)
