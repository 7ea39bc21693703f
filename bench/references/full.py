"""A check-in as most people would write it: Flask, SQLAlchemy Core, Flask-WTF, Jinja, a session."""

from __future__ import annotations

import secrets
import time
from pathlib import Path
from typing import Any

from flask import Flask, redirect, render_template, request, session
from flask_wtf.csrf import CSRFProtect
from jinja2 import DictLoader
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    create_engine,
    event,
    insert,
    select,
)
from werkzeug.wrappers import Response

from bench.references import database
from bench.references.pages import CSS, GROUPS, TEMPLATES

METADATA = MetaData()
CHECK_INS = Table(
    "checkin",
    METADATA,
    Column("id", Integer, primary_key=True),
    *(Column(name, Integer) for name in ("made_at", "day", "venue_id", "activity_id", "role_id")),
    Column("token", String),
)
VENUES = Table(
    "venue",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("slug", String),
    Column("name", String),
)
VENUE = select(VENUES.c.id, VENUES.c.name).where(VENUES.c.slug == bindparam("slug"))
CHECK_IN = insert(CHECK_INS)


def create(path: Path) -> Flask:
    """Return the application."""
    engine = _engine(path)
    readers = engine.execution_options(reading=True)
    app = Flask(__name__, static_folder=None)
    app.secret_key = "x" * 32
    app.config.update(SESSION_COOKIE_SAMESITE="Lax", WTF_CSRF_TIME_LIMIT=8 * 3600)
    CSRFProtect(app)
    app.jinja_loader = DictLoader(TEMPLATES)
    app.jinja_env.globals["_"] = lambda text: text

    def venue(slug: str) -> Any:
        with readers.connect() as connection:
            return connection.execute(VENUE, {"slug": slug}).one()

    def rendered(template: str, found: Any, **more: object) -> str:
        shared = {"css": CSS, "groups": GROUPS, "lang": "en", "title": found.name}
        return render_template(template, venue=found, **shared, **more)

    @app.get("/v/<slug>")
    def page(slug: str) -> str:
        return rendered("form.html", venue(slug))

    @app.post("/v/<slug>")
    def press(slug: str) -> Response:
        found, now, token = venue(slug), int(time.time()), secrets.token_hex(8)
        activity, role = int(request.form["activity"]), int(request.form["role"])
        row = {
            "made_at": now,
            "day": now // 86400,
            "venue_id": found.id,
            "activity_id": activity,
            "role_id": role,
            "token": token,
        }
        with engine.begin() as connection:
            connection.execute(CHECK_IN, row)
        session["last"] = [found.id, activity, now, token]
        return redirect("/done", 303)

    @app.get("/done")
    def done() -> str:
        _venue, activity, at, token = session["last"]
        clock = time.strftime("%H:%M", time.gmtime(at))
        return rendered("done.html", venue("demo"), activity=activity, at=clock, mark=token[:4])

    return app


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        database.prepare(connection)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine
