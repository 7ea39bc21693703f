"""What is asked of a provider (OpenID Connect), and what of its answer is believed.

Nothing but `openid` is asked for: whose account there it is. See decision 47. Authlib is imported
where it is used, as it takes 15 MB in a process and most installations have no provider.
"""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from app.domain.base.tokens import keyed_hash
from app.services.people.provider_http import Asking, ProviderRefuses, ProviderSilent

ALGORITHMS = ("RS256", "PS256", "ES256", "RS512", "PS512", "ES512")
"""What a provider may sign with: its own key, never `none` and never the shared secret."""
LEEWAY = 60
"""Seconds that the two clocks may differ by."""
LONGEST_SUBJECT = 255


class ProviderNotBelieved(Exception):
    """The provider's answer is not one that it gave us for this sign-in."""


@dataclass(frozen=True)
class Provider:
    """Where people may sign in outside. `return_to` is our address that it sends them back to."""

    issuer: str
    client_id: str
    client_secret: str
    return_to: str
    asks_two_steps: bool = False


@dataclass(frozen=True)
class Endpoints:
    """The provider's addresses, as it publishes them."""

    authorize: str
    token: str
    keys: str
    takes_basic: bool


@dataclass(frozen=True)
class Subject:
    """An account at a provider."""

    issuer: str
    subject: str


@dataclass(frozen=True)
class Secrets:
    """What belongs to one sign-in: all of it follows from the token in the browser's cookie."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def of(cls, token: str) -> Secrets:
        key = token.encode()
        return cls(keyed_hash(key, "state"), keyed_hash(key, "nonce"), keyed_hash(key, "verifier"))


def discover(asking: Asking, issuer: str) -> Endpoints:
    """Return what the provider publishes about itself. Raises ProviderSilent."""
    from authlib.oidc.discovery import get_well_known_url

    found = asking.fetch(get_well_known_url(issuer, external=True))
    if found.get("issuer") != issuer:
        raise ProviderSilent("it calls itself something else")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    addresses = [str(found.get(name, "")) for name in names]
    scheme = urlsplit(issuer).scheme
    if any(urlsplit(each).scheme != scheme for each in addresses):
        raise ProviderSilent("it names no address that can be used")
    methods = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Endpoints(addresses[0], addresses[1], addresses[2], "client_secret_basic" in methods)


def address_of(endpoints: Endpoints, provider: Provider, token: str) -> str:
    """Return the provider's page that somebody with this token is sent to."""
    from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    secrets = Secrets.of(token)
    return str(
        prepare_grant_uri(
            endpoints.authorize,
            provider.client_id,
            "code",
            redirect_uri=provider.return_to,
            scope="openid",
            state=secrets.state,
            nonce=secrets.nonce,
            code_challenge=create_s256_code_challenge(secrets.verifier),
            code_challenge_method="S256",
        )
    )


def subject_of(
    asking: Asking, provider: Provider, token: str, code: str, *, now: dt.datetime
) -> Subject:
    """Exchange the code, and return whose account at the provider it was given for.

    Nothing of the answer is kept. Raises ProviderSilent and ProviderNotBelieved.
    """
    endpoints = discover(asking, provider.issuer)
    secrets = Secrets.of(token)
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": provider.return_to,
        "code_verifier": secrets.verifier,
    }
    headers = {}
    if endpoints.takes_basic:
        pair = f"{quote(provider.client_id, '')}:{quote(provider.client_secret, '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        fields |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    try:
        answer = asking.fetch(endpoints.token, fields, headers)
    except ProviderRefuses as error:
        raise ProviderNotBelieved from error
    keys = asking.fetch(endpoints.keys)
    found = _believed(answer.get("id_token"), keys, provider, secrets.nonce, now)
    return Subject(provider.issuer, found)


def _believed(
    id_token: object, keys: dict[str, Any], provider: Provider, nonce: str, now: dt.datetime
) -> str:
    """Return the subject of a token that the provider signed, for us, for this sign-in, lately."""
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    try:
        known = KeySet.import_key_set(keys)  # type: ignore[arg-type]
        decoded = jwt.decode(str(id_token), known, algorithms=list(ALGORITHMS))
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": provider.client_id},
            },
            {"nonce": nonce, "client_id": provider.client_id},
        )
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ProviderNotBelieved from error
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise ProviderNotBelieved
    return subject
