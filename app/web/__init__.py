"""The pages: read the request, call one service, answer."""

from __future__ import annotations

from flask import Blueprint


def blueprints() -> tuple[Blueprint, ...]:
    """All pages, by audience."""
    from app.web import api, coordinator, health, host, participant, service_worker, tablet
    from app.web.account import reading_key, welcome  # noqa: F401  its pages are the account's
    from app.web.account import views as account

    return (
        participant.bp,
        tablet.bp,
        host.bp,
        coordinator.bp,
        account.bp,
        api.bp,
        health.bp,
        service_worker.bp,
    )
