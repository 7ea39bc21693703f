"""The tables that hold something of a visit."""

from __future__ import annotations

# Rows kept for one service day only.
OF_A_VISIT = ("visit", "participation", "visit_role", "tap", "day_key")
