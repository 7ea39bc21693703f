"""PNG files that strangers send: checked whole, and rebuilt from what a picture needs.

Nothing is drawn here. Chunks are read by their lengths and checksums, and the pixels are inflated
no further than the size in the header allows, so that no small file becomes a large one.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise

SIGNATURE = b"\x89PNG\r\n\x1a\n"
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""The bits of a sample that each colour type allows."""
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
PALETTE = 3
TRANSPARENT = {0: 2, 2: 6}
"""The bytes of the one transparent colour; a palette has as many as it has colours, or fewer."""
ANIMATED = {b"acTL", b"fcTL", b"fdAT"}
PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2))
ADAM7 = (*PASSES, (0, 1, 1, 2))
"""Of an interlaced picture: the first column and row of each pass, and the steps."""


class NotPng(Exception):
    """The file is something else."""


class BrokenPng(Exception):
    """The file is cut short or changed, or says something about itself that is not so."""


class AnimatedPng(Exception):
    """The picture moves."""


class OversizedPng(Exception):
    """A side is longer than asked for."""


@dataclass(frozen=True)
class PngHeader:
    """The size, and how a pixel is written."""

    width: int
    height: int
    depth: int
    colour: int
    interlaced: bool

    @property
    def lines(self) -> list[int]:
        """The bytes of each line of pixels, with the byte before it that names its filter."""
        sides = [(self.width, self.height)]
        if self.interlaced:
            sides = [
                (-(-(self.width - x) // across), -(-(self.height - y) // down))
                for x, y, across, down in ADAM7
            ]
        bits = self.depth * SAMPLES[self.colour]
        return [
            1 + -(-width * bits // 8) for width, height in sides if width > 0 for _ in range(height)
        ]


def header_of(content: bytes) -> PngHeader:
    """Return the header. Raises NotPng, BrokenPng."""
    if not content.startswith(SIGNATURE):
        raise NotPng
    if content[8:16] != b"\0\0\0\rIHDR" or len(content) < 33:
        raise BrokenPng
    width, height, depth, colour, packing, filters, interlace = struct.unpack(
        ">IIBBBBB", content[16:29]
    )
    if depth not in DEPTHS.get(colour, ()) or packing or filters or interlace > 1:
        raise BrokenPng
    if not (width and height):
        raise BrokenPng
    return PngHeader(width, height, depth, colour, interlace == 1)


def rebuilt(content: bytes, *, longest: int) -> bytes:
    """Return the same picture from its IHDR, PLTE, tRNS and IDAT alone.

    Texts, places, times, profiles and whatever follows the end are left out. Raises NotPng,
    BrokenPng, AnimatedPng, and OversizedPng if a side has more than `longest` pixels.
    """
    header = header_of(content)
    chunks = _chunks(content)
    if ANIMATED & {name for name, _ in chunks}:
        raise AnimatedPng
    if max(header.width, header.height) > longest:
        raise OversizedPng
    palette = _only(chunks, b"PLTE")
    _check_order(chunks)
    if not _fits(palette, header):
        raise BrokenPng
    clear = _only(chunks, b"tRNS")
    kept = [(b"IHDR", content[16:29])]
    kept += [(b"PLTE", palette)] if palette and header.colour == PALETTE else []
    kept += [(b"tRNS", clear)] if _says_what_is_clear(clear, palette, header) else []
    kept += [(b"IDAT", _pixels(chunks, header)), (b"IEND", b"")]
    return SIGNATURE + b"".join(map(_chunk, kept))


def _chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    """Return the names and contents up to IEND."""
    found, at = [], len(SIGNATURE)
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        name, end = content[at + 4 : at + 8], at + 8 + length
        if end + 4 > len(content):
            raise BrokenPng
        if zlib.crc32(content[at + 4 : end]) != int.from_bytes(content[end : end + 4], "big"):
            raise BrokenPng
        found.append((name, content[at + 8 : end]))
        at = end + 4
        if name == b"IEND":
            return found
    raise BrokenPng


def _check_order(chunks: list[tuple[bytes, bytes]]) -> None:
    """Raise BrokenPng for a chunk that must be understood and isn't, or one in a wrong place."""
    names = [name for name, _ in chunks]
    # A capital first letter: no reader may pass over it.
    if any(
        name[:1].isupper() and name not in (b"IHDR", b"PLTE", b"IDAT", b"IEND") for name in names
    ):
        raise BrokenPng
    pixels = [at for at, name in enumerate(names) if name == b"IDAT"]
    if names.count(b"IHDR") != 1 or not pixels or any(b != a + 1 for a, b in pairwise(pixels)):
        raise BrokenPng
    if any(name in names[pixels[0] :] for name in (b"PLTE", b"tRNS")):
        raise BrokenPng


def _only(chunks: list[tuple[bytes, bytes]], wanted: bytes) -> bytes:
    found = [content for name, content in chunks if name == wanted]
    if len(found) > 1:
        raise BrokenPng
    return found[0] if found else b""


def _fits(palette: bytes, header: PngHeader) -> bool:
    if header.colour != PALETTE:
        return True
    return len(palette) % 3 == 0 and 3 <= len(palette) <= 3 << header.depth


def _says_what_is_clear(clear: bytes, palette: bytes, header: PngHeader) -> bool:
    if header.colour == PALETTE:
        return 0 < len(clear) <= len(palette) // 3
    return len(clear) == TRANSPARENT.get(header.colour)


def _pixels(chunks: list[tuple[bytes, bytes]], header: PngHeader) -> bytes:
    """Return the compressed pixels and nothing after them."""
    packed = b"".join(content for name, content in chunks if name == b"IDAT")
    lines = header.lines
    room = sum(lines)
    inflating = zlib.decompressobj()
    try:
        raw = inflating.decompress(packed, room + 1)
        rest = inflating.decompress(inflating.unconsumed_tail, 1)
    except zlib.error:
        raise BrokenPng from None
    if len(raw) != room or rest or not inflating.eof:
        raise BrokenPng
    at = 0
    for length in lines:
        if raw[at] > 4:
            raise BrokenPng
        at += length
    return packed[: len(packed) - len(inflating.unused_data)]


def _chunk(one: tuple[bytes, bytes]) -> bytes:
    name, content = one
    checksum = zlib.crc32(name + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + name + content + checksum
