"""The QR on the wall: which address it holds, and its picture.

The address is upper case throughout: a QR packs upper case into fewer, coarser modules,
which scan from farther away.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q

QUIET_ZONE = 4
"""Empty modules around the code; the standard asks for four."""


def address(base_url: str, code: str) -> str:
    """The whole address a QR leads to, as HTTPS://HERIDAG.EXAMPLE/C/4F7K2Q."""
    return f"{base_url.rstrip('/')}/c/{code}".upper()


def short_address(base_url: str) -> str:
    """The address to type by hand, without its scheme, as heridag.example/kode."""
    return f"{urlsplit(base_url).netloc}/kode"


def svg(text: str) -> str:
    """The QR of a text as one SVG image, in black on white, one unit for each module."""
    rows = _modules(text)
    size = len(rows)
    path = "".join(
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _dark_runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path d="{path}"/></svg>'
    )


def _modules(text: str) -> list[list[bool]]:
    """The modules of the smallest QR that can lose a quarter of itself (level Q).

    Where the better level H needs no more modules, it comes for nothing.
    """
    codes = []
    for level in (ERROR_CORRECT_Q, ERROR_CORRECT_H):
        code = qrcode.QRCode(error_correction=level, border=QUIET_ZONE)
        code.add_data(text)
        code.best_fit()
        codes.append(code)
    medium, high = codes
    best = high if high.version == medium.version else medium
    best.make(fit=False)  # Alone: it tries eight masks, which takes most of the time.
    modules: list[list[bool]] = best.get_matrix()
    return modules


def _dark_runs(row: list[bool]) -> list[tuple[int, int]]:
    """Where dark modules begin in a row, and how many stand together."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
