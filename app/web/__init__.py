"""The pages: read the request, call one service, answer."""

from __future__ import annotations

from flask import Blueprint


def blueprints() -> tuple[Blueprint, ...]:
    """All pages, by audience."""
    from app.web import coordinator, health, host, participant, service_worker, tablet
    from app.web.account import views as account
    from app.web.account import welcome  # noqa: F401  its pages are the account's

    return (
        participant.bp,
        tablet.bp,
        host.bp,
        coordinator.bp,
        account.bp,
        health.bp,
        service_worker.bp,
    )
