"""The pages: read the request, call one service, answer."""

from __future__ import annotations

from flask import Blueprint


def blueprints() -> tuple[Blueprint, ...]:
    """The blueprint of every subject, and the two addresses that belong to none."""
    from app.web import (
        api,
        check_in,
        data_protection,
        desk,
        devices,
        help,
        host,
        imports,
        logbook,
        people,
        reader,
        reports,
        venues,
    )
    from app.web.platform import health, service_worker

    return (
        check_in.bp,
        devices.bp,
        host.bp,
        reports.bp,
        reader.bp,
        logbook.bp,
        imports.bp,
        venues.bp,
        people.bp,
        desk.bp,
        help.bp,
        data_protection.bp,
        api.bp,
        health.bp,
        service_worker.bp,
    )
