"""Odd requests for every address: what the pages' own forms would send, with something wrong.

A case is one request. It starts from the same rows each time, so that a failing one can be replayed
alone and shortened.
"""

from __future__ import annotations

import dataclasses
import json
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlencode

from flask import Flask, got_request_exception
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from app.domain.visits.pace import Pace
from app.services.people.tries import Tries
from app.web.platform.board_cache import BoardCache
from app.web.platform.context import Closed, State
from tests.support.cast import Cast
from tests.support.postgres import Server
from tests.support.routes import Route, World, mirrored
from tests.support.source import ROOT
from tests.support.visit import Page, filled

READ_FIELD = re.compile(
    r"""(?:form|args|files)\.get(?:list)?\("(\w+)"|\b(?:number|chosen|carried|is_empty)\("(\w+)"\)"""
    r"""|^    (\w+) = (?:\w+\.)?\w*[Ff]ield\(""",
    re.MULTILINE,
)
TEXTS = (
    *("", " ", "0", "1", "2", "-1", "1,5", "1.204", "1e9", "1_0", "٣", "²", "½", "NaN", "-inf"),
    *(str(2**31), str(2**63), "9" * 400, "9" * 5000, "-" + "9" * 30, "0" * 300 + "1"),
    *("1999-12", "2000-01", "2001-01", "2199-12", "2200-01", "2026-11", "2026-13", "٢٠٢٦-11"),
    *("0001-01-01", "1999-12-31", "2026-11-22", "2026-02-30", "2199-12-31", "9999-12-31"),
    *("20261122", "2026-W47-7", "28.11.2026", "31/12/9999", "24:00", "25.99", "10.30", "10:30:61"),
    *("2026", "2026-k4", "2199-k4", "2199-h2", "2199-til-12", "2026-4", "2199-4", "2000-1"),
    *("p1", "p999999999", "1-2", "1-" * 40 + "1", "activity-1", "role-" + "9" * 40, "activity-²"),
    *(
        "\0",
        "a\0b",
        "\uffff",
        "\ufffe",
        "\ud800",
        "a\r\nb: c",
        "/\n",
        "/\t/evil.example",
        "\x1b[1m",
    ),
    *("//evil.example", "/%0a", "%", "%s%(n)s{0}", "../../etc/passwd", "<b>&amp;</b>", "' OR 1=1"),
    *("\u202e\u200b", "😀" * 90, "æ" * 300, "a" * 3_000, "é", "I\u0307", "ß", "1111111111"),
    *("da", "en", "uk", "xx", "plus", "minus", "on", "both", "here", "ab" * 16, "ane@example.dk"),
    *("null", "{}", "[[]]", "[" * 2_000, '{"a":' * 2_000, '[["",null,true]]', "[[1,2,3]]", "1" * 9),
    *('[["a","1999-01-01",1]]', '[["a","2026-01-01",1e400]]', '[["a","2026-01-01",NaN]]'),
    '[["a","0001-01-01",1],["a","2026-10-01",' + "9" * 5000 + "]]",
    '[["Genbrugsbutikken","0001-01-01",1],["\\u0000","2026-10-01",3],["\\ud800","2026-10-01",3]]',
)
STEPS = tuple(text for text in TEXTS if "/" not in text)
CELLS = (*TEXTS[:40], "Dato", "Besøg", "Sted", "Aktivitet", "Tid", "lukket", "ca. 20", "I alt")
BODIES = ("form", "form", "form", "multipart", "json", "broken")


@cache
def field_names() -> tuple[str, ...]:
    """The name of every field a page reads, taken from the code."""
    names = {"key", "press", "place-0", "place-1"}
    for path in sorted((ROOT / "app" / "web").rglob("*.py")):
        for found in READ_FIELD.finditer(path.read_text()):
            names |= set(filter(None, found.groups()))
    return tuple(sorted(names))


@dataclass(frozen=True)
class Case:
    """A request, as the bytes sent."""

    method: str
    target: str
    body: bytes = b""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class FileRows:
    """A copy of an SQLite file, put in its place before every case."""

    file: Path
    kept: Path

    def keep(self) -> None:
        shutil.copyfile(self.file, self.kept)

    def renew(self) -> None:
        shutil.copyfile(self.kept, self.file)


@dataclass
class ServerRows:
    """A copy of a PostgreSQL database, put in its place before every case."""

    server: Server
    name: str

    def keep(self) -> None:
        self._copy(self.name, f"{self.name}_kept")

    def renew(self) -> None:
        self._copy(f"{self.name}_kept", self.name)

    def _copy(self, this: str, over: str) -> None:
        self.server.run(f"DROP DATABASE IF EXISTS {over} WITH (FORCE)")
        self.server.run(f"CREATE DATABASE {over} TEMPLATE {this}")


@dataclass
class Ground:
    """An application, the rows every case starts from, and the browsers of those who ask.

    `cookies` are each asker's, by name; `forms` is what the pages' forms send, by target address.
    """

    app: Flask
    rows: FileRows | ServerRows
    world: World
    cast: Cast
    cookies: dict[str, dict[str, str]]
    forms: dict[str, list[MultiDict[str, str]]]

    def keep(self) -> None:
        """Start every later case from the current rows."""
        self.app.extensions["her_i_dag"].db.close()
        self.rows.keep()

    def renew(self) -> None:
        """Put the rows back."""
        state: State = self.app.extensions["her_i_dag"]
        state.db.close()
        self.rows.renew()
        self.app.extensions["her_i_dag"] = dataclasses.replace(
            state, closed=Closed(), boards=BoardCache(), pace=Pace(), tries=Tries()
        )

    def send(self, who: str, case: Case) -> TestResponse:
        """Send a case as somebody. Raises whatever the application raises."""
        raised: list[BaseException] = []

        def note(_app: Flask, exception: BaseException, **_more: object) -> None:
            raised.append(exception)

        client = self.app.test_client()
        for name, value in self.cookies[who].items():
            client.set_cookie(name, value)
        path, _mark, query = case.target.partition("?")
        with got_request_exception.connected_to(note, self.app):
            answer = client.open(
                path,
                method=case.method,
                query_string=query,
                data=case.body,
                content_type=case.content_type or None,
                headers=list(case.headers),
            )
            answer.get_data()
            answer.close()
        for error in raised:
            raise error
        return answer

    def values(self, who: str, route: Route) -> dict[str, object]:
        """The addresses of somebody's own venue."""
        return (mirrored(self.world) if who == "Bo" else self.world).values(route)

    def crawl(self, who: str, routes: Sequence[Route]) -> None:
        """Record every form on the pages somebody can open."""
        client = self.app.test_client()
        for name, value in self.cookies[who].items():
            client.set_cookie(name, value)
        adapter = self.app.url_map.bind("localhost")
        for route in routes:
            if route.method != "GET":
                continue
            answer = client.get(route.path(self.values(who, route)))
            page = answer.data[:15].lower() == b"<!doctype html>"
            answer.close()
            if answer.status_code != 200 or not page:
                continue
            for form in Page(answer, route.rule).all("form"):
                action = form.get("action", "").partition("?")[0]
                method = form.get("method", "get").upper()
                try:
                    rule, _arguments = adapter.match(action, method=method, return_rule=True)
                except HTTPException:
                    continue
                sent: MultiDict[str, str] = MultiDict(
                    (name, value) for name, values in filled(form).items() for value in values
                )
                for button in form.iter("button"):
                    if button.get("name"):
                        sent.setlistdefault(button.get("name", "")).append(button.get("value", ""))
                if sent not in self.forms[f"{method} {rule.rule}"]:
                    self.forms[f"{method} {rule.rule}"].append(sent)


def a_case(chance: random.Random, ground: Ground, who: str, route: Route) -> Case:
    """A request to the route: mostly right, with one or a few things wrong."""
    values = ground.values(who, route)
    if values and chance.random() < 0.25:
        values = values | {chance.choice(sorted(values)): chance.choice(STEPS)}
    target = route.path({name: quoted(str(value)) for name, value in values.items()})
    sent = typed(chance, ground, route)
    if route.method == "GET" or chance.random() < 0.3:
        target += "?" + as_query(typed(chance, ground, route))
    headers = chance.choice(HEADERS)
    if route.method == "GET":
        return Case("GET", target, headers=headers)
    body, content_type = as_body(chance.choice(BODIES), sent, a_file(chance))
    return Case(route.method, target, body, content_type, headers)


HEADERS: tuple[tuple[tuple[str, str], ...], ...] = (
    (),
    (),
    (("Accept", "application/json"),),
    (("Accept-Language", "xx-" * 200 + ",;q=x"), ("Accept-Encoding", "gzip;q=ni, *")),
    (("If-None-Match", 'W/"'), ("If-Modified-Since", "32 Nov 9999"), ("Range", "bytes=9-1,-")),
    (("Authorization", "Bearer \xff"), ("Cookie", 'heridag="; besoeg=1.2.3; dag=%; =;')),
    (("Origin", "http://localhost"), ("Referer", "http://[")),
    (("Origin", "http://["),),
)


def typed(chance: random.Random, ground: Ground, route: Route) -> list[tuple[str, str]]:
    """The fields of one of the route's own forms, with up to three changed, lost or doubled."""
    form = chance.choice(ground.forms.get(str(route)) or [MultiDict()])
    fields = list(form.items(multi=True))
    for _ in range(chance.randrange(4)):
        own = chance.random() < 0.7 and fields
        name = chance.choice(fields)[0] if own else chance.choice(field_names())
        how = chance.randrange(4)
        if how < 3:
            fields = [field for field in fields if field[0] != name]
        if how > 0:
            fields.append((name, chance.choice(TEXTS) if chance.random() < 0.8 else noise(chance)))
    return fields


def a_file(chance: random.Random) -> bytes:
    """A file of counts or of activities, as somebody might make it."""
    start = chance.choice(("", "Dato;Besøg\n", "Sted;Dato;Besøg\n", "Navn;Tid\n", "PK\3\4", "\0"))
    rows = [
        ";".join(
            chance.choice(CELLS) if chance.random() < 0.8 else noise(chance)
            for _cell in range(chance.randrange(5))
        )
        for _row in range(chance.randrange(5))
    ]
    return (start + "\n".join(rows)).encode("utf-8", "replace")


def noise(chance: random.Random) -> str:
    """Some characters, from any script or none."""
    most = chance.choice((0x7F, 0x7FF, 0xFFFF, 0x10FFFF))
    return "".join(chr(chance.randint(0, most)) for _ in range(chance.randrange(1, 12)))


def as_body(kind: str, fields: list[tuple[str, str]], file: bytes) -> tuple[bytes, str]:
    """The fields as a body of this kind, and its content type."""
    if kind == "form":
        return as_query(fields).encode(), "application/x-www-form-urlencoded"
    if kind == "json":
        return json.dumps(dict(fields)).encode(), "application/json"
    if kind == "broken":
        return file, "multipart/form-data; boundary=ab"
    body = BytesIO()
    for name, value in [*fields, ("file", "")]:
        kept = re.sub(r'[\r\n"]', "_", name)
        more = '; filename="tal.csv"' if name == "file" else ""
        content = file if name == "file" else value.encode("utf-8", "surrogatepass")
        body.write(f'--ab\r\nContent-Disposition: form-data; name="{kept}"{more}\r\n\r\n'.encode())
        body.write(content + b"\r\n")
    body.write(b"--ab--\r\n")
    return body.getvalue(), "multipart/form-data; boundary=ab"


def as_query(fields: list[tuple[str, str]]) -> str:
    """The fields as a query string."""
    return urlencode(fields, encoding="utf-8", errors="surrogatepass")


def quoted(text: str) -> str:
    """A text as one path segment."""
    return quote(text, safe="", encoding="utf-8", errors="surrogatepass")


def no_forms() -> dict[str, list[MultiDict[str, str]]]:
    """An empty record of forms, by address."""
    return defaultdict(list)
