"""The screenshots in README.md and in the guides of /hjaelp: `make pictures`.

They show the venue of the gallery on a phone, by day. Those of the README are Danish and go to
docs/pictures/; those of the guides are Danish and English and go to app/static/img/guides/. All are
written small, and are committed.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from app.web.platform.language import LANGUAGES
from bench.gallery import Site, open_venue

ROOT = Path(__file__).parent.parent
OF_README, OF_GUIDES = ROOT / "docs" / "pictures", ROOT / "app" / "static" / "img" / "guides"
PHONE = {"width": 360, "height": 740}
COLOURS = 64


@dataclass(frozen=True)
class Shot:
    """A page to take: its address, who looks at it, and what is done before."""

    path: str
    seen_by: str = ""
    prepare: Callable[[Page], None] = lambda _page: None


def main() -> None:
    """Take all pictures again."""
    with open_venue() as (venue, browser, url):
        shots = shots_of(venue)
        for name, kept in (("check-in", "door"), ("board", "board")):
            save(taken(browser, url, venue, shots[kept], "da"), OF_README / f"{name}.png")
        for name, shot in shots.items():
            for language in LANGUAGES:
                picture = taken(browser, url, venue, shot, language)
                save(picture, OF_GUIDES / f"{name}-{language}.png")


def shots_of(venue: Site) -> dict[str, Shot]:
    """Every picture of the guides, by the name of its file."""
    shop = venue.cast.shop
    door = f"/c/{venue.cast.shop_code}"
    return {
        "door": Shot(door),
        "board": Shot(f"/i-dag/{shop}", "host"),
        "report": Shot(f"/rapporter?sted={shop}", "coordinator", _at(".report-head")),
        "set-up": Shot(f"/steder/{shop}", "coordinator", _at("[aria-labelledby=start]")),
        "thanks": Shot(door, prepare=_check_in),  # Last: it counts one more.
    }


def taken(browser: Browser, url: str, venue: Site, shot: Shot, language: str) -> bytes:
    """A screenshot, by a phone of its own: whoever has checked in is not asked again."""
    context = browser.new_context(
        base_url=url,
        locale="da-DK",
        viewport=PHONE,  # type: ignore[arg-type]
        device_scale_factor=2,
        color_scheme="light",
    )
    context.add_cookies(
        [
            {"name": name, "value": value, "url": url}
            for name, value in venue.cookies.get(shot.seen_by, {}).items()
        ]
    )
    page = context.new_page()
    page.goto(f"{shot.path}{'&' if '?' in shot.path else '?'}sprog={language}")
    page.wait_for_load_state("networkidle")
    shot.prepare(page)
    picture = page.screenshot()
    context.close()
    return picture


def _check_in(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button[value=her]").click()


def _at(selector: str) -> Callable[[Page], None]:
    """Scroll to what the picture is about."""
    scroll = "one => { one.scrollIntoView(); window.scrollBy(0, -16); }"
    return lambda page: page.locator(selector).evaluate(scroll)


def save(screenshot: bytes, file: Path) -> None:
    """Save it with few colours, which keeps the file small."""
    file.parent.mkdir(exist_ok=True)
    picture = Image.open(io.BytesIO(screenshot)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
