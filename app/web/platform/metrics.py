"""Measurements for Prometheus, on a port of their own.

Nothing in them is one venue's. Every page of the running day has the same name, and neither method
nor status is kept, so that a press is like any of the boards' many questions.
"""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Callable, Iterator

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from app.db import StorageUnavailable
from app.services.operations.upkeep import Upkeep, upkeep
from app.web.platform.context import State

TODAY = {"check_in", "devices", "host"}
"""Blueprints with pages by which people are counted."""
SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Limits of the latencies. A page and a press both take less than the first."""
HERE = "127.0.0.1"


def register_metrics(app: Flask) -> None:
    """Measure requests, if METRICS_PORT is set."""
    state: State = app.extensions["her_i_dag"]
    if state.config.metrics_port is None:
        return
    registry = app.extensions["her_i_dag_metrics"] = CollectorRegistry()
    registry.register(_Installation(app))
    seconds = Histogram(
        "heridag_request_seconds",
        "How long requests took until their response began",
        ["page"],
        buckets=SECONDS,
        registry=registry,
    )
    errors = Counter(
        "heridag_errors", "Requests that failed (500 and above)", ["page"], registry=registry
    )

    def begin() -> None:
        g.began = time.perf_counter()

    def end(response: Response) -> Response:
        # A session that can't be saved brings a second response to the same request.
        began = g.pop("began", None)
        if began is not None:
            seconds.labels(_page()).observe(time.perf_counter() - began)
        if response.status_code >= 500:
            errors.labels(_page()).inc()
        return response

    app.before_request(begin)
    app.after_request(end)


def serve_metrics(app: Flask, port: int, waiting: Callable[[], int]) -> None:
    """Answer Prometheus, from this machine alone. `waiting` is the length of the queue.

    Raises OSError if the port is taken.
    """
    registry: CollectorRegistry = app.extensions["her_i_dag_metrics"]
    queue = Gauge("heridag_queue", "Requests that wait for a thread", registry=registry)
    queue.set_function(waiting)
    start_http_server(port, HERE, registry)


def _page() -> str:
    """Return the page's endpoint, which has no code or id in it."""
    if request.blueprint in TODAY:
        return "today"
    return request.endpoint or "none"


class _Installation(Collector):
    """What is found in the database and the folder of backups when Prometheus asks."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def collect(self) -> Iterator[Metric]:
        """Yield the gauges. Without its database there is only the one that says so."""
        state: State = self._app.extensions["her_i_dag"]
        now = state.clock()
        try:
            found = upkeep(state.db, state.config.backup_folder, now=now)
        except StorageUnavailable:
            found = None
        yield _gauge("database_up", "Whether the database can be read", float(found is not None))
        if found:
            yield from _gauges(found, now)

    def describe(self) -> list[Metric]:
        """Return nothing, so that registering asks no database."""
        return []


def _gauges(found: Upkeep, now: dt.datetime) -> Iterator[Metric]:
    yield _gauge("days_due", "Days that have ended and are not closed", found.due)
    yield _gauge("days_set_aside", "Days that cannot be closed", found.set_aside)
    age = _seconds(found.last_closed, now)
    yield _gauge("last_closing_age_seconds", "Time since the newest closed day ended", age)
    age = _seconds(found.last_backup, now)
    yield _gauge("backup_age_seconds", "Time since the newest backup was made", age)


def _seconds(then: dt.datetime | None, now: dt.datetime) -> float:
    return (now - then).total_seconds() if then else math.inf


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"heridag_{name}", about, value)
