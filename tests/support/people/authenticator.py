"""A phone that makes and uses passkeys, without a browser, so that it can do it wrong too."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from tests.support.visit import Page

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def options_on(page: Page) -> dict[str, Any]:
    """What the page gives to the browser."""
    (form,) = [
        form
        for form in page.all("form")
        if form.get("data-passkey-new") or form.get("data-passkey-use")
    ]
    options: dict[str, Any] = json.loads(
        form.get("data-passkey-new") or form.get("data-passkey-use") or ""
    )
    return options


@dataclass
class Authenticator:
    """One passkey. What it is not told to do otherwise, it does right."""

    origin: str = "http://localhost"
    site: str = "localhost"
    count: int = 0
    handle: bytes = b""
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: dict[str, Any]) -> str:
        """What a browser sends of a new passkey."""
        self.handle = base64url_to_bytes(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        x, y = (each.to_bytes(32, "big") for each in (numbers.x, numbers.y))
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        told = self._told(PRESENT | VERIFIED | ATTESTED)
        told += bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told})
        return self._sent(
            clientDataJSON=self._client("create", options), attestationObject=attestation
        )

    def use(self, options: dict[str, Any], *, flags: int = PRESENT | VERIFIED) -> str:
        """What a browser sends when it is used."""
        self.count += 1
        told, client = self._told(flags), self._client("get", options)
        signed = self.key.sign(told + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._sent(
            clientDataJSON=client,
            authenticatorData=told,
            signature=signed,
            userHandle=self.handle,
        )

    def _told(self, flags: int) -> bytes:
        site = hashlib.sha256(self.site.encode()).digest()
        return site + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, what: str, options: dict[str, Any]) -> bytes:
        about = {
            "type": f"webauthn.{what}",
            "challenge": options["challenge"],
            "origin": self.origin,
        }
        return json.dumps(about).encode()

    def _sent(self, **parts: bytes) -> str:
        own = bytes_to_base64url(self.id)
        response = {name: bytes_to_base64url(part) for name, part in parts.items()}
        return json.dumps({"id": own, "rawId": own, "type": "public-key", "response": response})
