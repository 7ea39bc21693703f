"""Which places a report is about: some by their ids, or all of a partnership."""

from __future__ import annotations

import re
from dataclasses import dataclass

FORM = re.compile(r"p([1-9]\d{0,8})|[1-9]\d{0,8}(?:-[1-9]\d{0,8}){0,99}", re.ASCII)


@dataclass(frozen=True)
class Selection:
    """Some venues, or every venue of the partnership. As text: 4, 4-7, or p1."""

    venue_ids: frozenset[int] = frozenset()
    partnership_id: int | None = None

    @classmethod
    def parse(cls, text: str) -> Selection:
        """Read what `str` has written. Raises ValueError for anything else."""
        found = FORM.fullmatch(text)
        if found is None:
            raise ValueError("not a selection")
        if found[1]:
            return cls(partnership_id=int(found[1]))
        return cls(frozenset(int(part) for part in text.split("-")))

    @classmethod
    def joined(cls, texts: list[str]) -> Selection:
        """One selection of several texts; all of a partnership holds any of its venues.

        Raises ValueError.
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
