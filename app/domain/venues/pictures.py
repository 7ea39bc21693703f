"""The pictures that a venue can choose, for its sign at check-in and for its posters."""

from __future__ import annotations

PICTURES = {
    "bag": "M7 11h18l1.5 16h-21zM12 14V9a4 4 0 0 1 8 0v5",
    "bowl": "M4 15h24a12 12 0 0 1-8 11h-8A12 12 0 0 1 4 15zM12 11c-2-2 2-3 0-6M18 11c-2-2 2-3 0-6",
    "stage": (
        "M5 6c7 3 15 3 22 0v9c0 7-5 11.5-11 13.5C10 26.5 5 22 5 15zM9 14q2.5-2.5 5 0"
        "M18 14q2.5-2.5 5 0M10 19h12q-6 6.5-12 0z"
    ),
    "house": "M4 16L16 6l12 10M8 14v12h16V14M13.5 26v-7h5v7",
    "bread": (
        "M6 12a5 5 0 0 1 5-5h10a5 5 0 0 1 2 9.5V25H9v-8.5a5 5 0 0 1-3-4.5zM14 12l-2 3M20 12l-2 3"
    ),
    "needle": "M26 6L10 22M10 22l-4 4 1-5M26 6c-4-2-6 2-4 4M16 20c6 0 8 6 2 6s-4-8 6-6",
    "tool": "M20 5a6 6 0 0 0-6 8L5 22l5 5 9-9a6 6 0 0 0 8-6l-4 3-4-2-1-4z",
    "leaf": "M6 26C6 12 14 6 27 6c0 13-6 20-18 18M6 26c4-8 8-11 13-13",
    "book": "M16 9C12 6 8 6 4 7v18c4-1 8-1 12 2 4-3 8-3 12-2V7c-4-1-8-1-12 2zM16 9v18",
    "bicycle": (
        "M8 16a6 6 0 1 0 .01 0zM24 16a6 6 0 1 0 .01 0zM8 22l5-11h8l3 11M13 11l5 11M10 11h5M20 8h3"
    ),
}
"""Each as an SVG path of one stroke, 32 × 32."""


def drawn(name: str, stroke: str) -> str:
    """Return the picture as an SVG in this colour, or an empty string for no picture."""
    if not name:
        return ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none"'
        f' stroke="{stroke}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">'
        f'<path d="{PICTURES[name]}"/></svg>'
    )
