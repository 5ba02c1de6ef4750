"""Servers of this machine that write down what they are sent, and answer as a test wants."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

HOST = "127.0.0.1"


@dataclass
class MailServer:
    """A mail server; set `answer` to refuse."""

    port: int = 0
    answer: str = "250 OK"
    """To each message."""
    recipient_answer: str = "250 OK"
    received: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.received.append(mail)
            self.recipients.append(list(envelope.rcpt_tos))
        return self.answer


class AnyPortController(Controller):
    """Listens wherever there is room; the library itself wants to be told a port."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    controller = AnyPortController(server, hostname=HOST, port=0)
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()


@dataclass(frozen=True)
class Received:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class WebServer:
    """An HTTP server; set `status` and `headers` for its answers."""

    port: int = 0
    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"


class QuietServer(ThreadingHTTPServer):
    """Says nothing of clients that hang up, as those do that do not trust it."""

    def handle_error(self, *_arguments: Any) -> None:
        pass


@contextmanager
def web_server(encryption: ssl.SSLContext | None = None) -> Iterator[WebServer]:
    kept = WebServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kept.received.append(Received(self.command, self.path, dict(self.headers), body))
            self.send_response(kept.status)
            for name, text in kept.headers.items():
                self.send_header(name, text)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_arguments: Any) -> None:
            pass

    server = QuietServer((HOST, 0), Handler)
    if encryption is not None:
        server.socket = encryption.wrap_socket(server.socket, server_side=True)
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def dripping_server() -> Iterator[int]:
    """A server on the given port that answers one letter at a time, and never comes to an end."""
    over = threading.Event()

    def drip(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not over.wait(0.02):
                connection.sendall(b"x")

    def serve(server: socket.socket) -> None:
        with suppress(OSError):
            while not over.is_set():
                drip(server.accept()[0])

    with socket.create_server((HOST, 0)) as server:
        thread = threading.Thread(target=serve, args=(server,))
        thread.start()
        yield server.getsockname()[1]
        over.set()
        # Wakes the thread that waits for somebody.
        socket.create_connection(server.getsockname()).close()
        thread.join()
