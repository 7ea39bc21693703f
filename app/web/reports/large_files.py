"""Files of large reports, each made by a process of its own (`file_child`)."""

from __future__ import annotations
