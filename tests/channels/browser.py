"""A browser's half of Web Push, written from RFC 8291 and RFC 8188 alone.

The application encrypts with a library; decrypting with the same one would hide a mistake of it.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


class PretendedBrowser:
    """Subscribes, and reads what was meant for it."""

    def __init__(self) -> None:
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)

    @property
    def _point(self) -> bytes:
        return self._private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )

    def subscription(self, endpoint: str) -> dict[str, Any]:
        """What `PushSubscription.toJSON()` gives."""
        return {
            "endpoint": endpoint,
            "expirationTime": None,
            "keys": {"p256dh": _encoded(self._point), "auth": _encoded(self._auth)},
        }

    def read(self, sealed: bytes) -> bytes:
        """Decrypt one record. Raises InvalidTag for what is somebody else's."""
        salt, length = sealed[:16], sealed[20]
        sender_point, text = sealed[21 : 21 + length], sealed[21 + length :]
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender_point)
        shared = self._private.exchange(ec.ECDH(), sender)
        info = b"WebPush: info\0" + self._point + sender_point
        secret = _derived(self._auth, shared, info, 32)
        key = _derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(salt, secret, b"Content-Encoding: nonce\0", 12)
        padded = AESGCM(key).decrypt(nonce, text, None)
        return padded.rstrip(b"\0").removesuffix(b"\x02")
