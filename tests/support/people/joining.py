"""An invitation from both sides: the coordinator makes the link, somebody opens it."""

from __future__ import annotations

from typing import Any

from tests.support.visit import Page, Visitor, text_of

PASSWORD = "fire gule støvler"


def invited(coordinator: Visitor, partnership: int, **fields: Any) -> str:
    """The path of a new invitation link."""
    page = coordinator.get(f"/partnerskab/{partnership}/personer/inviter")
    page = coordinator.press(page, "Opret et link", **({"duty": "host"} | fields))
    assert "Linket vises kun nu." in page.text
    [code] = page.all("code")
    return text_of(code).removeprefix("http://localhost")


def claimed(visitor: Visitor, link: str, email: str, password: str = PASSWORD) -> Page:
    """Fill in the form on the link's page; returns the page that leads to signing in."""
    page = visitor.get(link)
    return visitor.press(page, "Opret min adgang", name="Ida", email=email, password=password)


def joined(visitor: Visitor, link: str, email: str, password: str = PASSWORD) -> Page:
    """Go through every step as a new person."""
    page = claimed(visitor, link, email, password)
    page = visitor.press(page, "Log ind", password=password)
    return visitor.press(page, "Tag imod invitationen")


def key_of(person: Visitor) -> str:
    """A new reading key for somebody who is signed in."""
    [code] = person.post("/konto/noegle").all("code")
    return text_of(code)


def key_is_good(person: Visitor, key: str) -> bool:
    """Whether a program with this key gets access."""
    answer = person.app.test_client().get(
        "/api/1/released", headers={"Authorization": f"Bearer {key}"}
    )
    return answer.status_code == 200
