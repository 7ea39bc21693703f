"""What is logged, by the application and by its server: nothing of a visitor, at any level.

The server's own lines name addresses and paths. Of those, only what is known to hold neither is
kept as it is; of the others, what kind of error it was and where in the code.
"""

from __future__ import annotations

import logging
import re
import traceback

PLAIN = re.compile(
    r"total open connections|\d+ thread\(s\) still running|Canceling \d+ pending task"
)
SERVERS = ("waitress", "waitress.queue")
# Their lines hold statements with rows, or say nothing to an operator.
QUIET = {"sqlalchemy": logging.WARNING, "waitress.queue": logging.ERROR}


class WithoutVisitors(logging.Filter):
    """Rewrites a line of the server's so that it names nobody and no page."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every line, with no more than may be said."""
        if not PLAIN.match(record.getMessage()):
            record.msg, record.args = _said(record), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def _said(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return f"A connection was not served ({record.module}, line {record.lineno})"
    # The error's own words may hold what was sent.
    where = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    return f"A request was not served: {type(error).__name__}\n{where}"


def register_logging(level: str) -> None:
    """Set up what is logged; `level` is the name of a level."""
    logging.basicConfig(level=level, format="%(levelname)s %(name)s %(message)s")
    for name in SERVERS:
        logger = logging.getLogger(name)
        if not any(isinstance(one, WithoutVisitors) for one in logger.filters):
            logger.addFilter(WithoutVisitors())
    for name, least in QUIET.items():
        logger = logging.getLogger(name)
        logger.setLevel(max(least, logging.getLevelName(level)))
