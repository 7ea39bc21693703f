"""Pictures that a venue may choose as its logo."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw


def logo_file(size: tuple[int, int] = (120, 48), mode: str = "RGBA", **saved: object) -> bytes:
    """A PNG file of a disc in the middle; `saved` are Pillow's options for the format."""
    picture = Image.new(mode, size)
    width, height = size
    disc = ((width - height) / 2, 0, (width + height) / 2, height)
    ImageDraw.Draw(picture).ellipse(disc, fill={"P": 1, "1": 1}.get(mode, "navy"))
    file = io.BytesIO()
    picture.save(file, "PNG", **saved)
    return file.getvalue()


def noisy_file(side: int) -> bytes:
    """A PNG file that no compression makes smaller."""
    file = io.BytesIO()
    Image.effect_noise((side, side), 100).save(file, "PNG")
    return file.getvalue()
