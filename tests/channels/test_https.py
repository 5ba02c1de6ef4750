"""The pinned connection over TLS: to the address looked at, and still to nobody but the name."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from routines.reminders.channels import hosts, https
from routines.reminders.channels.hosts import PrivateHost, UnknownHost
from routines.reminders.channels.https import Answer, Unreachable, post
from tests.channels.servers import WebServer, web_server

NAME = "push.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a key and its certificate for NAME, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "push.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + signed.public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def encrypted(certificate: Path) -> Iterator[WebServer]:
    """A server that speaks TLS only."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with web_server(context) as server:
        yield server


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name leads to this machine."""

    def answer(_host: str, port: int, *_more: Any, **_named: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(hosts.socket, "getaddrinfo", answer)


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(https, "_tls", lambda: context)


def send(host: str, port: int, path: str = "/send") -> Answer:
    return post(
        f"https://{host}:{port}{path}", body=b"b", headers={"TTL": "1"}, private_allowed=True
    )


@pytest.mark.usefixtures("trusted")
def test_server_that_proves_its_name_is_spoken_to(encrypted: WebServer) -> None:
    assert send(NAME, encrypted.port, "/send?x=1") == Answer(201, None)

    (received,) = encrypted.received
    assert (received.path, received.body) == ("/send?x=1", b"b")
    assert received.headers["Host"] == f"{NAME}:{encrypted.port}"


@pytest.mark.usefixtures("trusted")
def test_server_with_another_name_is_not(encrypted: WebServer) -> None:
    with pytest.raises(Unreachable, match="SSLCertVerificationError"):
        send("other.example", encrypted.port)
    assert encrypted.received == []


def test_server_that_nobody_vouches_for_is_not(encrypted: WebServer) -> None:
    with pytest.raises(Unreachable, match="SSLCertVerificationError"):
        send(NAME, encrypted.port)
    assert encrypted.received == []


def test_private_address_is_not_spoken_to(encrypted: WebServer) -> None:
    with pytest.raises(PrivateHost):
        post(f"https://{NAME}:{encrypted.port}/", body=b"", headers={})


def test_name_that_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(*_arguments: Any, **_named: Any) -> list[Any]:
        raise socket.gaierror

    monkeypatch.setattr(hosts.socket, "getaddrinfo", answer)
    with pytest.raises(UnknownHost):
        send(NAME, 443)
