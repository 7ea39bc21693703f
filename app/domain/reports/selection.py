"""The venues that a report covers: some by id, or all of a partnership's."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST = 100
"""The most venues that are selected one by one."""
FORM = re.compile(r"p([1-9]\d{0,8})|[1-9]\d{0,8}(?:-[1-9]\d{0,8}){0,99}", re.ASCII)


@dataclass(frozen=True)
class Selection:
    """Some venues, or all venues of a partnership.

    URLs use the text form: `4` or `4-7` for venue ids, `p1` for a partnership.
    """

    venue_ids: frozenset[int] = frozenset()
    partnership_id: int | None = None

    @classmethod
    def parse(cls, text: str) -> Selection:
        """Parse the output of `str`. Raises ValueError for anything else."""
        found = FORM.fullmatch(text)
        if found is None:
            raise ValueError("not a selection")
        if found[1]:
            return cls(partnership_id=int(found[1]))
        return cls(frozenset(int(part) for part in text.split("-")))

    @classmethod
    def joined(cls, texts: list[str]) -> Selection:
        """Parse several texts into one selection.

        A partnership replaces everything else, as it includes all its venues. Raises ValueError
        if any of the texts is not a selection.
        """
        selections = [cls.parse(text) for text in texts]
        for selection in selections:
            if selection.partnership_id is not None:
                return selection
        return cls(frozenset().union(*(selection.venue_ids for selection in selections)))

    def __str__(self) -> str:
        if self.partnership_id is not None:
            return f"p{self.partnership_id}"
        return "-".join(str(venue_id) for venue_id in sorted(self.venue_ids))
