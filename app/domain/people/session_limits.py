"""How long a sign-in session lasts. Counted in dates, so that no finer time has to be stored."""

from __future__ import annotations

import datetime as dt

IDLE = dt.timedelta(days=30)
"""A session ends when nobody has used it for this long."""
LONGEST = dt.timedelta(days=180)
"""A session ends this long after signing in, however much it is used."""
