"""The colours of the product on light paper, for pages, files and posters alike.

The style sheets and `.typ` templates cannot import them: `tests/rules/test_palette.py` compares the
style sheets with these values, and the templates get them as data.
"""

from __future__ import annotations

INK = "#211c15"
SOFT = "#4f473c"
"""Secondary text."""
LINE = "#b9ad98"
EDGE = "#857a68"
"""Outlines that need 3:1 contrast, such as the edge of a hatched bar."""
PAPER = "#fbf6ea"
CARD = "#fffdf7"
ON_VENUE = "#fffdf5"
"""Text on a venue's colour."""
VENUE_COLOURS: dict[str, str] = {
    "green": "#1f4d3a",
    "rust": "#6b2a12",
    "blue": "#1f3f70",
    "plum": "#5a2450",
    "teal": "#0f4a55",
    "moss": "#454512",
    "brown": "#573516",
    "ink": "#33302b",
}
"""The colours that a venue can choose, by name."""
MAIN = VENUE_COLOURS["green"]
"""The product's own colour, on the desk and in files."""
NEUTRAL = VENUE_COLOURS["ink"]
"""The awning of what is of several venues."""
SERIES = (MAIN, VENUE_COLOURS["plum"], VENUE_COLOURS["blue"], VENUE_COLOURS["rust"])
"""Colours that weigh the same, for several series of numbers in one chart."""
FOR_TYPST = {"ink": INK, "soft": SOFT, "line": LINE, "main": MAIN}
"""What `.typ` templates take from here."""
