"""A passkey made of software: answers the server's questions as a phone would."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

ORIGIN = "https://testserver"
HOST = "testserver"
USER_PRESENT, USER_VERIFIED, NEW_CREDENTIAL = 0x01, 0x04, 0x40


def encode(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


@dataclass
class SoftPasskey:
    """One credential for one person of this site."""

    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user_handle: str = ""
    signed: int = 0

    def register(self, options: dict[str, Any]) -> str:
        """Return what the browser posts to add this passkey."""
        asked = options["publicKey"]
        self.user_handle = asked["user"]["id"]
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        credential = (
            bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + public
        )
        flags = USER_PRESENT | USER_VERIFIED | NEW_CREDENTIAL
        attestation = {
            "fmt": "none",
            "attStmt": {},
            "authData": self._authenticator_data(flags) + credential,
        }
        response = {
            "clientDataJSON": encode(self._client_data("webauthn.create", asked["challenge"])),
            "attestationObject": encode(cbor.encode(attestation)),
        }
        return self._credential(response)

    def answer(self, options: dict[str, Any], *, origin: str = ORIGIN) -> str:
        """Return what the browser posts to log in with this passkey."""
        asked = options["publicKey"]
        client_data = self._client_data("webauthn.get", asked["challenge"], origin)
        authenticator = self._authenticator_data(USER_PRESENT | USER_VERIFIED)
        signed = authenticator + hashlib.sha256(client_data).digest()
        response = {
            "clientDataJSON": encode(client_data),
            "authenticatorData": encode(authenticator),
            "signature": encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": self.user_handle,
        }
        return self._credential(response)

    def _authenticator_data(self, flags: int) -> bytes:
        self.signed += 1
        site = hashlib.sha256(HOST.encode()).digest()
        return site + bytes([flags]) + self.signed.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str, origin: str = ORIGIN) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()

    def _credential(self, response: dict[str, Any]) -> str:
        return json.dumps(
            {
                "id": encode(self.credential_id),
                "rawId": encode(self.credential_id),
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )
