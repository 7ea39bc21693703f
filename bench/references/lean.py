"""What a check-in needs, made by hand: Flask, the driver, pages kept in memory, signed values."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from pathlib import Path

from flask import Flask, Response, abort, redirect, render_template, request
from jinja2 import DictLoader
from werkzeug.wrappers import Response as Answer

from bench.references import database
from bench.references.pages import CSS, GROUPS, TEMPLATES

KEY = b"k" * 32
TOKEN, ACTIVITY, AT, MARK = "@token@", "@activity@", "@at@", "@mark@"


def signed(value: str) -> str:
    """Return the value with its MAC."""
    return f"{value}.{hmac.new(KEY, value.encode(), hashlib.sha256).hexdigest()[:32]}"


def is_signed(text: str) -> bool:
    """Whether `signed` made it."""
    return hmac.compare_digest(signed(text.rpartition(".")[0]), text)


def create(path: Path) -> Flask:
    """Return the application."""
    app = Flask(__name__, static_folder=None)
    app.jinja_loader = DictLoader(TEMPLATES)
    app.jinja_env.globals.update(_=lambda text: text, get_flashed_messages=list)
    kept: dict[str, list[str] | str] = {}

    def venue(slug: str) -> dict[str, object]:
        row = database.of_thread(path).execute(database.VENUE, (slug,)).fetchone()
        return {"id": row[0], "name": row[1]}

    def rendered(template: str, found: dict[str, object], **more: object) -> str:
        shared = {"css": CSS, "groups": GROUPS, "lang": "en", "title": found["name"]}
        return render_template(template, venue=found, **shared, **more)

    @app.get("/v/<slug>")
    def page(slug: str) -> Response:
        found = venue(slug)
        if slug not in kept:
            kept[slug] = rendered("form.html", found, csrf_token=lambda: TOKEN).split(TOKEN)
        token = signed(str(int(time.time()) // 3600))
        return Response(token.join(kept[slug]), mimetype="text/html")

    @app.post("/v/<slug>")
    def press(slug: str) -> Answer:
        form, now, token = request.form, int(time.time()), secrets.token_hex(8)
        if not is_signed(form["csrf_token"]):
            abort(400)
        number, activity = int(str(venue(slug)["id"])), int(form["activity"])
        row = (now, now // 86400, number, activity, int(form["role"]), token)
        database.insert(database.of_thread(path), row)
        answer = redirect("/done", 303)
        mine = signed(f"{number}.{activity}.{now}.{token}")
        answer.headers["Set-Cookie"] = f"c={mine}; Path=/; HttpOnly; SameSite=Lax"
        return answer

    @app.get("/done")
    def done() -> Response:
        if not is_signed(request.cookies["c"]):
            abort(400)
        _venue, activity, at, token, _mac = request.cookies["c"].split(".")
        if "done" not in kept:
            holes = {"activity": ACTIVITY, "at": AT, "mark": MARK}
            kept["done"] = rendered("done.html", venue("demo"), **holes)
        else:
            venue("demo")
        text = str(kept["done"]).replace(ACTIVITY, activity).replace(MARK, token[:4])
        clock = time.strftime("%H:%M", time.gmtime(int(at)))
        return Response(text.replace(AT, clock), mimetype="text/html")

    return app
