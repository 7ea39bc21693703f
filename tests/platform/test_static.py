"""Static files."""

from __future__ import annotations

import gzip
import html
import re
from pathlib import Path
from urllib.parse import unquote

from flask import Flask

from app.web.platform.static import TOGETHER


def test_it_keeps_files_with_a_fingerprint_for_a_year(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/").text
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]
    response = client.get(path, buffered=True)
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b":root" in response.data


def test_it_compresses_text_for_those_who_can_read_it(app: Flask) -> None:
    client = app.test_client()
    plain = client.get("/static/css/door.css", buffered=True)
    accepts = {"Accept-Encoding": "gzip, deflate, br"}
    packed = client.get("/static/css/door.css", headers=accepts, buffered=True)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert packed.headers["Content-Length"] == str(len(packed.data))


def test_its_icon_is_in_the_page(app: Flask) -> None:
    """A request of its own would cost the first view some 900 bytes."""
    client = app.test_client()
    address = client.get("/").text.split('rel="icon" href="')[1].split('"')[0]
    kind, drawing = html.unescape(unquote(address)).split(",", 1)
    assert kind == "data:image/svg+xml"
    svg = client.get("/static/img/icon.svg", buffered=True).text
    assert drawing == svg.strip().replace('"', "'")


def test_it_sends_the_style_of_staff_pages_as_one(app: Flask) -> None:
    """A file for each thing it styles; a phone asks for one of them all, and gets no comments."""
    folder = Path(str(app.static_folder))
    parts = TOGETHER["css/desk.css"]
    assert {f"css/desk/{path.name}" for path in (folder / "css" / "desk").iterdir()} == set(parts)
    assert len(parts) == len(set(parts))
    assert not (folder / "css" / "desk.css").exists()
    sent = app.test_client().get("/static/css/desk.css", buffered=True)
    assert sent.mimetype == "text/css"
    assert "/*" not in sent.text
    whole = "".join((folder / part).read_text("utf-8") for part in parts)
    assert words(sent.text) == words(whole)
    assert [line for line in re.findall("content: [^;]*", whole) if line not in sent.text] == []
    for address in re.findall(r'url\("([^"?]+)', sent.text):
        assert (folder / "css" / address).is_file(), address


def words(style: str) -> str:
    """A style sheet without comments and space."""
    return re.sub(r"\s", "", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))


def test_it_has_no_file_outside_its_folder(app: Flask) -> None:
    client = app.test_client()
    for path in ("/static/../config.py", "/static/css/none.css", "/static/%2e%2e/config.py"):
        assert client.get(path).status_code == 404


def test_it_sends_the_scripts_of_check_in_as_one(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/").text
    (address,) = re.findall('<script src="([^"]+)"', page)
    accepts = {"Accept-Encoding": "gzip"}
    sent = client.get(address, headers=accepts, buffered=True)
    assert sent.mimetype == "text/javascript"
    assert "immutable" in sent.headers["Cache-Control"]
    whole = gzip.decompress(sent.data).decode()
    assert client.get(address.partition("?")[0], buffered=True).text == whole
    for name in TOGETHER["js/at_door.js"]:
        source = client.get(f"/static/{name}", buffered=True).text
        lines = [line.lstrip() for line in source.splitlines() if line.strip()[:2] != "//"]
        assert "".join(lines) in whole.replace("\n", ""), name
        # Only then is a line that starts with // certainly a comment.
        assert all(line.count("`") % 2 == 0 for line in lines), name


def test_it_sends_the_style_of_check_in_without_comments(app: Flask) -> None:
    assert app.static_folder is not None
    source = (Path(str(app.static_folder)) / "css" / "door.css").read_text()
    sent = app.test_client().get("/static/css/door.css", buffered=True)
    assert sent.mimetype == "text/css"
    assert "/*" in source
    assert "/*" not in sent.text
    assert words(sent.text) == words(source)
    assert [line for line in re.findall("content: [^;]*", source) if line not in sent.text] == []
