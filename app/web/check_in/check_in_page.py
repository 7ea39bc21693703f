"""Rendering for pages about one venue."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request

from app.domain.visits.code_target import CodeTarget
from app.domain.visits.my_visit import MyVisit
from app.web.check_in.kept_choices import Choice, Repeated, in_pieces
from app.web.platform.context import state
from app.web.platform.language import chosen, language, speak
from app.web.platform.late_tap import seconds_since, seconds_until

KEY, AT, LEFT, MARK = ' name="key" value="', ' data-at="', ' data-left="', "svar="
# What somebody has typed has no quotation marks left, so these are the page's own.
DIFFERS = re.compile(f'({KEY}|{AT}|{LEFT}|(?:action|href)="[^"]*[?;]{MARK})[-0-9a-f]+')


@dataclass(frozen=True)
class Hole:
    """Where something is put in each time; `before` is the end of the text before it."""

    before: str


Piece = str | Hole | Choice | Repeated


def venue_page(template: str, target: CodeTarget, **shown: Any) -> str:
    """Render a template in one of the venue's languages."""
    speak(target.languages)
    return render_template(template, target=target, **shown)


def same_page(template: str, target: CodeTarget, *, of: Hashable = None, **shown: Any) -> Response:
    """Return a page that is the same for everybody until the day ends or the set-up changes.

    It is rendered once for each path, language and value of `of`, which stands for `shown`. The
    one-time key and the seconds of the day are put in each time. Nothing that a visitor has chosen
    may be shown, as it would be kept in memory; and the address must be a plain one.
    """
    speak(target.languages)
    page = _kept_as(template, target, of)
    pieces = state().pages.get(page)
    if pieces is None:
        html = render_template(template, target=target, **shown)
        pieces = state().pages.put(page, tuple(_with_holes([html])))
    return Response(_filled(pieces, target, shown))


def page_of_choices(template: str, target: CodeTarget, *, of: Hashable, **shown: Any) -> Response:
    """Do what `same_page` does for a page on which roles and activities may be chosen.

    The visit in `shown` has chosen nothing else.
    """
    speak(target.languages)
    page = _kept_as(template, target, ("choices", of))
    pieces = state().pages.get(page)
    if pieces is None:
        cut = in_pieces(
            target,
            render=lambda visit: render_template(
                template, target=target, **shown | {"visit": visit, "takes_part": True}
            ),
        )
        pieces = state().pages.put(page, tuple(_with_holes(cut)))
    if not pieces:
        return Response(render_template(template, target=target, **shown))
    return Response(_filled(pieces, target, shown))


def has_plain_address(*others: str) -> bool:
    """Whether the address has no arguments but the language and `others`.

    Links on the page may repeat any that it has.
    """
    return request.args.keys() <= {"sprog", *others}


def _kept_as(template: str, target: CodeTarget, of: Hashable) -> Hashable:
    shown_in = (request.path, chosen(), language())
    # The code too: behind a changing one there can be another poster's from one minute to the next.
    return (template, *shown_in, target.code, target.version, target.date, of)


def _with_holes(pieces: Iterable[str | Choice | Repeated]) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece, (Choice, Repeated)):
            yield piece
            continue
        for number, text in enumerate(DIFFERS.split(piece)):
            yield Hole(text) if number % 2 else text


def _filled(pieces: Sequence[Piece], target: CodeTarget, shown: dict[str, Any]) -> str:
    differs = {
        KEY: shown.get("key", ""),
        AT: str(seconds_since(target.date)),
        LEFT: str(seconds_until(target.ends_at)),
    }
    visit: MyVisit | None = shown.get("visit")
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
        elif isinstance(piece, Hole):
            texts += piece.before, differs.get(piece.before) or shown["answer"]
        elif visit is not None:
            texts.append(piece.of(visit))
    return "".join(texts)
