"""Rendering for pages about one venue."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

from flask import Response, render_template, request

from app.domain.visits.code_target import CodeTarget
from app.web.platform.context import state
from app.web.platform.language import chosen, language, speak
from app.web.platform.late_tap import seconds_since, seconds_until

KEY, AT, LEFT, MARK = ' name="key" value="', ' data-at="', ' data-left="', "svar="
# What somebody has typed has no quotation marks left, so these are the page's own.
DIFFERS = re.compile(f'({KEY}|{AT}|{LEFT}|(?:action|href)="[^"]*[?;]{MARK})[-0-9a-f]+')


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
    page = (template, request.path, chosen(), language(), target.version, target.date, of)
    pieces = state().pages.get(page)
    if pieces is None:
        html = render_template(template, target=target, **shown)
        pieces = state().pages.put(page, tuple(DIFFERS.split(html)))
    differs = {
        KEY: shown.get("key", ""),
        AT: str(seconds_since(target.date)),
        LEFT: str(seconds_until(target.ends_at)),
    }
    # Every other piece ends where something is to be put in.
    texts = list(pieces)
    for number in range(1, len(texts), 2):
        texts[number] += differs.get(texts[number]) or shown["answer"]
    return Response("".join(texts))


def has_plain_address(*others: str) -> bool:
    """Whether the address has no arguments but the language and `others`.

    Links on the page may repeat any that it has.
    """
    return request.args.keys() <= {"sprog", *others}
