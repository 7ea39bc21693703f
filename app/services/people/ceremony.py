"""What browsers and the server say to each other about passkeys, by way of `webauthn`.

The library is imported when the first passkey is used: it takes 14 MB, which a process that only
counts visits does without.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.people.passkeys import CHALLENGE_LASTS, PasskeyRefused, RelyingParty

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

TIMEOUT_MS = int(CHALLENGE_LASTS.total_seconds() * 1000)
SITE_NAME = "Her i dag"
WRONG = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What reading an answer raises that lacks something, or has something else in its place."""
LONGEST_ID = 1023
"""In bytes, as the standard says."""


@dataclass(frozen=True)
class NewPasskey:
    """What a browser has made: an id, the public half of a key, and how often it was used."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True)
class Owner:
    """Whom a passkey is made for: a random handle, and what their device lists it as."""

    handle: bytes
    email: str
    name: str


def creation_options(
    party: RelyingParty, challenge: bytes, owner: Owner, existing: Collection[bytes]
) -> str:
    """Return what a browser needs to make a passkey, as JSON; none where there is one already."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=SITE_NAME,
        user_id=owner.handle,
        user_name=owner.email,
        user_display_name=owner.name,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=_descriptors(existing),
    )
    return webauthn.options_to_json(options)


def request_options(
    party: RelyingParty, challenge: bytes, allowed: Collection[bytes], *, verifies: bool
) -> str:
    """Return what a browser needs to use a passkey, as JSON: any, if none are named.

    With `verifies`, the device must ask for its owner's finger, face or PIN.
    """
    import webauthn
    from webauthn.helpers.structs import UserVerificationRequirement as Verification

    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        allow_credentials=_descriptors(allowed),
        user_verification=Verification.REQUIRED if verifies else Verification.DISCOURAGED,
    )
    return webauthn.options_to_json(options)


def _descriptors(ids: Collection[bytes]) -> list[PublicKeyCredentialDescriptor]:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=each) for each in ids]


def challenge_in(sent: str) -> bytes:
    """Return the challenge that an answer says it is to. Raises PasskeyRefused.

    Nothing is proven yet: it only tells which challenge is to be used up.
    """
    from webauthn.helpers import base64url_to_bytes

    with _refusing():
        told = json.loads(base64url_to_bytes(_read(sent)["response"]["clientDataJSON"]))
        return base64url_to_bytes(told["challenge"])


def names_in(sent: str) -> tuple[bytes, bytes | None]:
    """Return the id of the passkey that an answer says it is of, and its owner's handle, if told.

    Raises PasskeyRefused.
    """
    from webauthn.helpers import base64url_to_bytes

    with _refusing():
        answer = _read(sent)
        handle = answer["response"].get("userHandle")
        return base64url_to_bytes(answer["id"]), base64url_to_bytes(handle) if handle else None


def made_passkey(party: RelyingParty, challenge: bytes, sent: str) -> NewPasskey:
    """Return the passkey that a browser has made. Raises PasskeyRefused."""
    import webauthn

    with _refusing():
        made = webauthn.verify_registration_response(
            credential=_read(sent),
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
        )
    if len(made.credential_id) > LONGEST_ID:
        raise PasskeyRefused
    return NewPasskey(made.credential_id, made.credential_public_key, made.sign_count)


def new_count(
    party: RelyingParty,
    challenge: bytes,
    sent: str,
    public_key: bytes,
    count: int,
    *,
    verifies: bool,
) -> int:
    """Check what a passkey has signed, and return how often it says that it was used.

    Raises PasskeyRefused, also if it was used more often before: then there is a copy of it.
    """
    import webauthn

    with _refusing():
        return webauthn.verify_authentication_response(
            credential=_read(sent),
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=public_key,
            credential_current_sign_count=count,
            require_user_verification=verifies,
        ).new_sign_count


def _read(sent: str) -> dict[str, Any]:
    answer = json.loads(sent)
    if not isinstance(answer, dict) or not isinstance(answer.get("response"), dict):
        raise PasskeyRefused
    return answer


@contextmanager
def _refusing() -> Iterator[None]:
    """Refuse whatever cannot be read or is not right: it comes from a stranger's browser."""
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        yield
    except (WebAuthnException, *WRONG) as error:
        raise PasskeyRefused from error
