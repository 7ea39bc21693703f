"""The screenshots in README.md: `make pictures`.

They show the house of the gallery on a phone, and are written small to docs/pictures/.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from bench.gallery import PHONE, open_venue

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
COLOURS = 64


def main() -> None:
    """Take both pictures again."""
    with open_venue() as (venue, browser, url):
        pages = {
            "check-in": (f"/c/{venue.cast.shop_code}", {}),
            "board": (f"/i-dag/{venue.cast.shop}", venue.cookies["host"]),
        }
        for name, (path, cookies) in pages.items():
            context = browser.new_context(
                base_url=url,
                locale="da-DK",
                viewport={"width": PHONE[0], "height": PHONE[1]},
                device_scale_factor=2,
            )
            context.add_cookies(
                [{"name": name, "value": value, "url": url} for name, value in cookies.items()]
            )
            page = context.new_page()
            page.goto(path, wait_until="networkidle")
            save(page.screenshot(), FOLDER / f"{name}.png")
            context.close()


def save(screenshot: bytes, file: Path) -> None:
    """Save it with few colours, which keeps the file small."""
    file.parent.mkdir(exist_ok=True)
    picture = Image.open(io.BytesIO(screenshot)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
