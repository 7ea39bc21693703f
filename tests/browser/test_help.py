"""Help in a browser: legible and reachable, in two languages, and the host's day on one A4 page."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from app.web.help.guides import CHAPTERS
from app.web.platform.language import LANGUAGES
from tests.support.browser.axe import violations
from tests.support.browser.chromium import Opens
from tests.support.browser.keyboard import Keyboard
from tests.support.browser.measures import PHONE, Measures
from tests.support.browser.scripts import LEADS_NOWHERE

pytestmark = pytest.mark.browser

PAGES = ("/hjaelp", *(f"/hjaelp/{chapter}" for chapter in CHAPTERS))
A4_POINTS = (595, 842)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_it_is_for_everybody(opens: Opens, language: str) -> None:
    page = opens(viewport=PHONE, has_touch=True, device_scale_factor=1).new_page()
    measures, found = Measures(page), []
    for path in PAGES:
        page.goto(f"{path}?sprog={language}")
        found += [f"{path}, {what}" for what in violations(page)]
        found += [f"{path}: leads nowhere: {lost}" for lost in page.evaluate(LEADS_NOWHERE)]
        measures.targets(path, least=44, between=0)
        measures.room(path)
        measures.contrast(path, least=4.5)
    assert not found, "\n".join(found)
    measures.no_complaints()


def test_it_is_read_with_the_keyboard_alone_and_without_scripts(opens: Opens) -> None:
    keys = Keyboard(opens(phone=False, java_script_enabled=False).new_page())
    keys.page.goto("/log-ind")
    keys.press("Hjælp")
    assert keys.page.url.endswith("/hjaelp/opsaetning#faa-adgang")
    keys.press("Til kommunen")
    keys.press("hvad tallene betyder")
    assert keys.page.url.endswith("/hjaelp/tallene")


def test_the_hosts_day_is_one_page_for_the_wall(opens: Opens, language: str) -> None:
    page = opens(phone=False).new_page()
    page.goto(f"/hjaelp/vaertens-dag?sprog={language}")
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed) == 1
    assert [round(side) for side in printed[0].get_size()] == pytest.approx(A4_POINTS, abs=1)
    words = printed[0].get_textpage().get_text_bounded()
    last = page.locator("article li").last.inner_text()
    assert " ".join(last.split())[-20:] in " ".join(words.split())
    assert page.locator("footer").inner_text().split()[0] not in words
    image = printed[0].render(scale=2).to_pil()
    box = image.convert("L").point(lambda ink: 255 if ink < 128 else 0).getbbox()
    assert box[3] > 0.6 * image.height, "large enough to be read on a wall"
