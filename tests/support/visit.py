"""The only page getter. It checks every page that a test fetches.

Checked: valid HTML, a language, one h1 that starts the title, unique ids, labelled fields,
buttons with text, form actions, no inline script or style, no external URLs; and on participant
pages no cookie before a button is pressed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree import ElementTree

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

from tests.support.browser_client import BrowserClient

Element = ElementTree.Element
PARTICIPANT = re.compile(r"^/(c/|C/|kode(?!r)|privatliv|was|$)")
NEEDS_LABEL = {"input", "select", "textarea"}
ONE_TIME = re.compile(r"[0-9a-f]{32}")
CHECKED: set[int] = set()


def text_of(element: Element) -> str:
    """The element's text, with single spaces."""
    return " ".join("".join(element.itertext()).split())


@dataclass
class Page:
    """A response, with its HTML if it has any."""

    response: TestResponse
    path: str

    @property
    def status(self) -> int:
        return self.response.status_code

    @cached_property
    def html(self) -> Element:
        """The tree, without anything a script may insert later."""
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        tree: Element = parser.parse(self.response.get_data(as_text=True))
        for parent in list(tree.iter()):
            for template in parent.findall("template"):
                parent.remove(template)
        return tree

    @cached_property
    def text(self) -> str:
        body = self.html.find("body")
        assert body is not None
        return text_of(body)

    @property
    def h1(self) -> str:
        return text_of(self.all("h1")[0])

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Every element with the tag and attributes (class_ for class)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.html.iter(tag)
            if all(element.get(name) == value for name, value in wanted.items())
        ]

    def field(self, name: str) -> str:
        """The value of the first input with that name."""
        return self.all("input", name=name)[0].get("value", "")

    def button(self, words: str) -> tuple[str, str, Element]:
        """The button with this text or label: its name, value and form."""
        button, form = self.button_in_form(words)
        return button.get("name", ""), button.get("value", ""), form

    def button_in_form(self, words: str) -> tuple[Element, Element]:
        """The button with this text or label, and its form."""
        for form in self.all("form"):
            for button in form.iter("button"):
                if words in (button.get("aria-label"), text_of(button)):
                    return button, form
        raise AssertionError(f"no button {words!r} on {self.path}: {self.text[:400]}")


class Visitor:
    """Somebody with their own browser."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        # What Flask makes is of the class that tests/conftest.py gives it.
        client: Any = app.test_client()
        self.client: BrowserClient = client

    def get(self, path: str, *, status: int = 200, follow: bool = True, **more: Any) -> Page:
        """Fetch a page and check it."""
        return self._checked(
            self.client.get(path, follow_redirects=follow, **more), path, status, is_get=True
        )

    def post(self, path: str, *, status: int = 200, follow: bool = True, **fields: Any) -> Page:
        """Send a form unchanged and check the response."""
        response = self.client.post(path, data=fields, follow_redirects=follow)
        return self._checked(response, path, status, is_get=False)

    def press(self, page: Page, words: str, *, status: int = 200, **typed: Any) -> Page:
        """Press a button on a page: sends its form with its current values and what was typed."""
        button, form = page.button_in_form(words)
        fields = filled(form)
        fields.update({k: v if isinstance(v, list) else [str(v)] for k, v in typed.items()})
        if name := button.get("name", ""):
            fields[name] = [button.get("value", "")]
        action = button.get("formaction") or form.get("action") or page.response.request.path
        if form.get("method", "get").lower() == "get":
            response = self.client.get(action, query_string=fields, follow_redirects=True)
        else:
            response = self.client.post(action, data=fields, follow_redirects=True)
        return self._checked(response, action, status, is_get=False)

    def are(self, page: Page, size: int) -> Page:
        """Press the stepper on the thank-you until it shows this many."""
        while (shown := int(text_of(page.all("output")[0]))) != size:
            page = self.press(page, f"Vi er {shown + (1 if size > shown else -1)}")
        return page

    def sign_in(self, email: str, password: str = "tre tilfældige ord") -> Visitor:
        """Send the sign-in form. The page is checked in people/test_account."""
        self.post("/log-ind", status=303, follow=False, email=email, password=password)
        return self

    def _checked(self, response: TestResponse, path: str, status: int, *, is_get: bool) -> Page:
        page = Page(response, path)
        assert response.status_code == status, (
            f"{path}: {response.status_code}, {response.text[:2000]}"
        )
        if response.content_type.startswith("text/html") and "<html" in response.text:
            # Most pages are the same as in the previous test, except for their one-time keys.
            known = hash(ONE_TIME.sub("", response.text))
            if known not in CHECKED:
                check_page(page)
                CHECKED.add(known)
        if is_get and PARTICIPANT.match(path) and not response.history:
            assert "Set-Cookie" not in response.headers, f"{path} sets a cookie before a press"
        return page


def by_name(fields: dict[str, Any]) -> dict[str, Any]:
    """What is typed into fields whose names are no names of Python."""
    return fields


def filled(form: Element) -> dict[str, list[str]]:
    """What a form sends unchanged, without its buttons."""
    fields: dict[str, list[str]] = {}
    for field in form.iter():
        kept = field.get("name")
        if not kept or field.tag not in NEEDS_LABEL:
            continue
        if field.tag == "select":
            chosen = [o for o in field.iter("option") if o.get("selected") is not None]
            chosen = chosen or list(field.iter("option"))[:1]
            fields.setdefault(kept, []).extend(o.get("value", "") for o in chosen)
        elif field.tag == "textarea":
            fields.setdefault(kept, []).append("".join(field.itertext()))
        elif field.get("type") not in ("checkbox", "radio") or field.get("checked") is not None:
            fields.setdefault(kept, []).append(field.get("value", ""))
    return fields


def check_page(page: Page) -> None:
    """Check what must hold for all our pages. Raises AssertionError."""
    html, path = page.html, page.path
    assert html.get("lang"), f"{path}: no language"
    headings = page.all("h1")
    assert len(headings) == 1, f"{path}: {len(headings)} h1"
    title = text_of(page.all("title")[0])
    assert title.startswith(page.h1), f"{path}: title {title!r} does not begin with {page.h1!r}"
    ids = [e.get("id") for e in html.iter() if e.get("id")]
    assert len(ids) == len(set(ids)), f"{path}: an id stands twice"
    _check_fields(page, set(ids))
    for form in page.all("form"):
        assert form.get("method") in ("get", "post"), f"{path}: a form without a method"
        assert form.get("action", "").startswith("/"), f"{path}: a form without an action"
    for script in page.all("script"):
        assert script.get("src", "").startswith("/static/"), f"{path}: a script that is not ours"
        assert not text_of(script), f"{path}: an inline script"
    assert not page.all("style"), f"{path}: an inline style"
    for element in html.iter():
        if not isinstance(element.tag, str):
            continue
        inline = [a for a in element.attrib if a == "style" or a.startswith("on")]
        assert not inline, f"{path}: inline {inline} on {element.tag}"
        for name in ("src", "href"):
            value = element.get(name) or ""
            foreign = value.startswith(("http:", "https:", "//")) and element.tag != "a"
            assert not foreign, f"{path}: {value} is somebody else's"
    assert "None" not in page.text.split(), f"{path}: says None"


def _check_fields(page: Page, ids: set[str | None]) -> None:
    labelled = {label.get("for") for label in page.all("label")}
    inside = {id(f) for label in page.all("label") for f in label.iter()}
    for field in page.html.iter():
        if field.tag in NEEDS_LABEL and field.get("type") not in ("hidden", "submit"):
            assert field.get("id") in labelled or id(field) in inside or field.get("aria-label"), (
                f"{page.path}: field {field.get('name')} has no label"
            )
        if field.tag == "button":
            assert text_of(field) or field.get("aria-label"), f"{page.path}: a button without words"
        for name in ("aria-describedby", "aria-labelledby", "for"):
            for target in (field.get(name) or "").split():
                assert target in ids, f"{page.path}: {name}={target} leads nowhere"
