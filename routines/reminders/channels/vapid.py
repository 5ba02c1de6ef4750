"""The key that tells push services who we are (RFC 8292), made once and kept beside the other."""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

if TYPE_CHECKING:
    from py_vapid import Vapid02

FILE = "push-key"
GOOD_FOR = timedelta(hours=12)
"""Push services take no signature that is good for more than a day."""


def public_key() -> str:
    """Return what a browser needs to subscribe, as unpadded URL-safe base64."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    point = _key().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode()


def authorization(endpoint: str, *, at: datetime) -> str:
    """Return the Authorization header for one push service, good for some hours from `at`."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + GOOD_FOR).timestamp()),
        "sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
    }
    return str(_key().sign(claims)["Authorization"])


def _key() -> Vapid02:
    return _read(settings.PUSH_KEY or keep_key(Path(settings.DATA_DIR)))


@cache
def _read(text: str) -> Vapid02:
    from py_vapid import Vapid02

    return Vapid02.from_string(text)


def keep_key(folder: Path) -> str:
    """Return the private key kept in `folder`, made now if there is none; only its owner reads it.

    Two processes that start at once end with the same one: the file appears whole, or not at all.
    """
    path = folder / FILE
    if not path.exists():
        draft = folder / f"{FILE}.{secrets.token_hex(8)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(new_key())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was quicker, and its key holds
        finally:
            draft.unlink()
    return path.read_text()


def new_key() -> str:
    """Return a new private key: its number of 32 bytes, as unpadded URL-safe base64."""
    from cryptography.hazmat.primitives.asymmetric import ec

    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode()
