"""What `doctor` says about the provider that people sign in with."""

from __future__ import annotations

from collections.abc import Iterator

from app.services.operations.checks import Finding, Level
from app.services.people.provider import discover
from app.services.people.provider_http import ProviderSilent, asking


def provider(issuer: str | None) -> Iterator[Finding]:
    """Check that the provider's discovery answers. Without a provider there is nothing to check."""
    if issuer is None:
        return
    try:
        with asking() as talk:
            discover(talk, issuer)
    except ProviderSilent as error:
        to_do = "Check OIDC_ISSUER, and that the server may reach it. People use their passwords."
        yield Finding("provider", Level.FAULT, f"{issuer} can't be used: {error}", to_do)
    else:
        yield Finding("provider", Level.OK, f"{issuer} answers")
