"""PNG files: what is let through is a picture and nothing else."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from app.domain.base.png import (
    SIGNATURE,
    AnimatedPng,
    BrokenPng,
    NotPng,
    OversizedPng,
    rebuilt,
)
from tests.support.logos import logo_file

REFUSED = (NotPng, BrokenPng, AnimatedPng, OversizedPng)


def chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum


def picture(
    *chunks: bytes,
    width: int = 2,
    height: int = 2,
    depth: int = 8,
    colour: int = 0,
    interlace: int = 0,
    rows: bytes | None = None,
    after: bytes = b"",
) -> bytes:
    """A file with these chunks before its pixels."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    raw = (b"\0" + b"\0" * width) * height if rows is None else rows
    pixels = chunk(b"IDAT", zlib.compress(raw) + after)
    return SIGNATURE + chunk(b"IHDR", header) + b"".join(chunks) + pixels + chunk(b"IEND", b"")


def names_in(content: bytes) -> list[bytes]:
    names, at = [], 8
    while at < len(content):
        names.append(content[at + 4 : at + 8])
        at += 12 + int.from_bytes(content[at : at + 4], "big")
    return names


def pixels_of(content: bytes) -> bytes:
    return Image.open(io.BytesIO(content)).convert("RGBA").tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_it_keeps_every_pixel(mode: str) -> None:
    size = (37, 23)
    file = io.BytesIO()
    Image.frombytes(mode, size, bytes(n * 7 % 251 for n in range(37 * 23 * 4))[: _room(mode)]).save(
        file, "PNG"
    )
    assert pixels_of(rebuilt(file.getvalue(), longest=600)) == pixels_of(file.getvalue())


def _room(mode: str) -> int:
    bytes_of = {"1": 5 * 23, "LA": 2, "RGB": 3, "RGBA": 4, "I;16": 2}.get(mode, 1)
    return bytes_of if mode == "1" else bytes_of * 37 * 23


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (8, 8), (20, 9)])
def test_it_takes_an_interlaced_picture(size: tuple[int, int]) -> None:
    width, height = size
    starts = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4)]
    starts += [(1, 0, 2, 2), (0, 1, 1, 2)]
    rows = b""
    for x, y, across, down in starts:
        columns = range(x, width, across)
        if columns:
            rows += (b"\0" + b"\x50" * len(columns)) * len(range(y, height, down))
    file = picture(width=width, height=height, interlace=1, rows=rows)
    assert set(pixels_of(rebuilt(file, longest=600))[::4]) == {0x50}
    with pytest.raises(BrokenPng):
        rebuilt(picture(width=width, height=height, interlace=1, rows=rows + b"\0"), longest=600)


def test_it_leaves_out_all_that_is_no_picture() -> None:
    more = PngImagePlugin.PngInfo()
    more.add_text("Author", "Ane Andersen")
    more.add_itxt("XML:com.adobe.xmp", "<x>made at home</x>")
    file = logo_file(pnginfo=more, dpi=(300, 300), icc_profile=b"profile") + b"after the end"
    kept = rebuilt(file, longest=600)
    assert names_in(kept) == [b"IHDR", b"IDAT", b"IEND"]
    assert pixels_of(kept) == pixels_of(file)
    kept = rebuilt(logo_file(mode="P", transparency=0), longest=600)
    assert names_in(kept) == [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"]
    hidden = picture(after=b"hidden after the pixels")
    assert b"hidden" not in rebuilt(hidden, longest=600)


def test_it_stops_inflating_at_the_size_that_the_header_tells() -> None:
    bomb = picture(rows=bytes(200_000_000))
    tracemalloc.start()
    with pytest.raises(BrokenPng):
        rebuilt(bomb, longest=600)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"", NotPng),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NotPng),
        (b"\xff\xd8\xff\xe0 a photo", NotPng),
        (SIGNATURE, BrokenPng),
        (picture()[:-1], BrokenPng),
        (picture()[:-12], BrokenPng),
        (picture().replace(b"IDAT", b"IDAU"), BrokenPng),
        (picture(chunk(b"CgBI", b"")), BrokenPng),
        (picture(chunk(b"acTL", b"\0" * 8)), AnimatedPng),
        (picture(width=0, rows=b""), BrokenPng),
        (picture(width=601, rows=b"\0" * 602 * 2), OversizedPng),
        (picture(width=2**31, height=2**31, rows=b""), OversizedPng),
        (picture(depth=3), BrokenPng),
        (picture(colour=5), BrokenPng),
        (picture(interlace=2), BrokenPng),
        (picture(colour=3), BrokenPng),
        (picture(chunk(b"PLTE", b"\0" * 4), colour=3), BrokenPng),
        (picture(chunk(b"PLTE", b"\0" * 3), chunk(b"PLTE", b"\0" * 3), colour=3), BrokenPng),
        (picture(chunk(b"PLTE", b"\0" * 9), colour=3, depth=1, rows=b"\0\0" * 2), BrokenPng),
        (picture(rows=b"\5\0\0" * 2), BrokenPng),
        (picture(rows=b"\0\0\0"), BrokenPng),
        (picture(rows=b"\0\0\0" * 3), BrokenPng),
        (picture(chunk(b"IDAT", b""), chunk(b"tEXt", b"")), BrokenPng),
    ],
)
def test_it_refuses_anything_else(
    file: bytes, why: type[NotPng] | type[BrokenPng] | type[AnimatedPng] | type[OversizedPng]
) -> None:
    with pytest.raises(why):
        rebuilt(file, longest=600)


@given(at=st.integers(0), bit=st.integers(0, 7))
def test_a_changed_bit_is_noticed_or_harmless(at: int, bit: int) -> None:
    good = bytearray(logo_file((9, 7)))
    good[at % len(good)] ^= 1 << bit
    try:
        kept = rebuilt(bytes(good), longest=600)
    except REFUSED:
        return
    assert pixels_of(kept) == pixels_of(logo_file((9, 7)))
