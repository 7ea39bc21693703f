"""QR codes: the address in them, and their image.

The address is all upper case, which a QR code stores in fewer and larger modules. It can then be
scanned from farther away.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q

QUIET_ZONE = 4
"""Empty modules around the code; the standard requires four."""


def address(base_url: str, code: str) -> str:
    """Return the address for a QR code, such as HTTPS://HERIDAG.EXAMPLE/C/4F7K2Q."""
    return f"{base_url.rstrip('/')}/c/{code}".upper()


def short_address(base_url: str) -> str:
    """Return the address where a code can be typed by hand, such as heridag.example/kode."""
    return f"{urlsplit(base_url).netloc}/kode"


def svg(text: str) -> str:
    """Return the text's QR code as an SVG image, black on white, with one unit per module."""
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
    """Return the modules of the smallest QR code at level Q, which survives 25 % damage.

    Level H, which survives 30 %, is used where it needs no more modules.
    """
    codes = []
    for level in (ERROR_CORRECT_Q, ERROR_CORRECT_H):
        code = qrcode.QRCode(error_correction=level, border=QUIET_ZONE)
        code.add_data(text)
        code.best_fit()
        codes.append(code)
    medium, high = codes
    best = high if high.version == medium.version else medium
    best.make(fit=False)  # Only for the best one: trying eight masks takes most of the time.
    modules: list[list[bool]] = best.get_matrix()
    return modules


def _dark_runs(row: list[bool]) -> list[tuple[int, int]]:
    """Return the start and length of each run of dark modules in a row."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
