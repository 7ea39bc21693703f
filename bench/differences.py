"""Two galleries compared, pixel by pixel: `python -m bench.differences BEFORE AFTER`.

Keep a copy of gallery/, change how pages are made, and run `make gallery` again. It says which
pictures differ and where. Some do each time: a page that says how long others were in use, and the
edges of the Arabic thanks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops


def main() -> None:
    """Print what differs; the result is 1 if anything does."""
    before, after = map(Path, sys.argv[1:])
    found = list(differences(before, after))
    print(*found, f"{len(pictures(after))} pictures, {len(found)} differ", sep="\n")
    sys.exit(bool(found))


def pictures(folder: Path) -> set[Path]:
    """The pictures of a gallery, by their paths in it."""
    return {path.relative_to(folder) for path in folder.rglob("*.png")}


def differences(before: Path, after: Path) -> Iterator[str]:
    """Each picture that differs, and how: a box is left, top, right and bottom in pixels."""
    old, new = pictures(before), pictures(after)
    for name in sorted(old | new):
        if name not in new or name not in old:
            yield f"{name}: only {'before' if name in old else 'after'}"
        elif (before / name).read_bytes() != (after / name).read_bytes():
            yield from _difference(name, before / name, after / name)


def _difference(name: Path, before: Path, after: Path) -> Iterator[str]:
    """Nothing if only the files differ, and not what they show."""
    with Image.open(before) as one, Image.open(after) as other:
        if one.size != other.size:
            yield f"{name}: {one.size} is {other.size}"
            return
        differing = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    if box := differing.getbbox():
        yield f"{name}: within {box}"


if __name__ == "__main__":
    main()
