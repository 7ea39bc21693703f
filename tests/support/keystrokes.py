"""How many seconds somebody at a laptop takes for a sign, a press, a choice and a new page.

This is the keystroke-level model (Card, Moran and Newell, 1980) with slow hands and careful eyes:
0.5 s per typed character, 3 s to decide on and hit a link or button, 2 s to choose from a list,
and 10 s to get oriented on each new page.
"""

from __future__ import annotations

SIGN, PRESS, CHOICE, PAGE = 0.5, 3.0, 2.0, 10.0
