"""Logging without anything about visitors, at any level, by the application and its server.

The server's own messages may contain IP addresses and paths. Only those known to have neither are
kept; the others are replaced by the kind of error and where in the code it happened.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import traceback

PLAIN = re.compile(
    r"total open connections|\d+ thread\(s\) still running|Canceling \d+ pending task"
)
SERVERS = ("waitress", "waitress.queue")
# Their messages contain statements with rows, or are of no use to an operator.
QUIET = {"sqlalchemy": logging.WARNING, "waitress.queue": logging.ERROR}


class WithoutVisitors(logging.Filter):
    """Rewrites a message of the server so that it names no visitor and no page."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record if needed. Always returns True, as no record is dropped."""
        if not PLAIN.match(record.getMessage()):
            record.msg, record.args = _said(record), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def _said(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return f"A connection was not served ({record.module}, line {record.lineno})"
    # Leave out the error's message, which may quote what was sent.
    where = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    return f"A request was not served: {type(error).__name__}\n{where}"


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger and message, and an error's traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line. It says the same as a line of text, and the time."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        said = {
            "time": at.isoformat(timespec="seconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def register_logging(level: str, kind: str = "text") -> None:
    """Set up logging. `level` is such as `INFO`, `kind` is `text` or `json`."""
    logging.basicConfig(level=level, format="%(levelname)s %(name)s %(message)s")
    if kind == "json":
        for handler in logging.getLogger().handlers:
            handler.setFormatter(JsonLines())
    for name in SERVERS:
        logger = logging.getLogger(name)
        if not any(isinstance(one, WithoutVisitors) for one in logger.filters):
            logger.addFilter(WithoutVisitors())
    for name, least in QUIET.items():
        logger = logging.getLogger(name)
        logger.setLevel(max(least, logging.getLevelName(level)))
