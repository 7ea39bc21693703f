"""The layout of a sheet as chosen: the row of its heading, and the column of its dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.domain.base.worksheet import Worksheet
from app.domain.imports.columns import ColumnKind
from app.domain.imports.grains import Grain
from app.domain.imports.shapes import Shape, shape_under


def chosen_shape(
    sheet: Worksheet, proposed: Shape, index: int, choices: Mapping[str, str]
) -> Shape:
    """The proposed shape with the choices for the sheet with this index on top."""
    shape = _under_heading(sheet, proposed, choices.get(f"{index}-head", ""))
    start = f"{index}-c"
    columns = [
        int(key.removeprefix(start))
        for key, value in choices.items()
        if key.startswith(start) and value == ColumnKind.DATE and key[len(start) :].isdigit()
    ]
    if columns and columns[-1] != shape.date and not shape.stamps:
        return replace(shape, date=columns[-1], unit=Grain.DATE, refused=None)
    return shape


def _under_heading(sheet: Worksheet, proposed: Shape, said: str) -> Shape:
    """The row is counted from 1, and 0 says that there is no heading."""
    if not said.isdecimal() or int(said) > len(sheet.rows):
        return proposed
    head = int(said) - 1
    return proposed if head == proposed.head else shape_under(sheet, head)
