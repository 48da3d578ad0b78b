from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Protocol

import pytest
import stripe
from typing_extensions import override

from local.stripe.server import StripeServer


@pytest.fixture
def server() -> Iterator[StripeServer]:
    with StripeServer() as running:
        yield running


@pytest.fixture
def api(server: StripeServer) -> Any:
    """The official library against the double, with nothing retried behind the test's back."""
    return open_library(server, "sk_test_clinic")


def open_library(server: StripeServer, key: str) -> Any:
    return stripe.StripeClient(key, base_addresses={"api": server.url}, max_network_retries=0).v1


def body_of(error: stripe.StripeError) -> Any:
    """The `error` object that Stripe answered with."""
    return error.error


@pytest.fixture
def customer(api: Any) -> str:
    return str(api.customers.create({"metadata": {"patient_id": "pt_1"}}).id)


class Send(Protocol):
    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]: ...


@pytest.fixture
def send(server: StripeServer) -> Send:
    """A bare HTTP call, for what the library wouldn't send. A dict body goes as JSON."""

    def call(method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        connection = HTTPConnection("127.0.0.1", int(server.url.rpartition(":")[2]), timeout=5)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if isinstance(body, dict):
            body, named = json.dumps(body), {"content-type": "application/json", **named}
        try:
            connection.request(method, path, body, named)
            response = connection.getresponse()
            text = response.read()
            return response.status, json.loads(text) if text[:1] in {b"{", b"["} else text.decode()
        finally:
            connection.close()

    return call


@dataclass
class Listener:
    """Stands where our webhook function stands. `answers` are the next statuses, then 200."""

    url: str
    secret: str = "whsec_test"
    answers: list[int] = field(default_factory=list)
    received: SimpleQueue[tuple[bytes, str]] = field(default_factory=SimpleQueue)

    def next_event(self) -> Any:
        """Verified by the official library."""
        payload, signature = self.received.get(timeout=5)
        return stripe.Webhook.construct_event(payload, signature, self.secret)

    def is_quiet(self) -> bool:
        try:
            self.received.get(timeout=0.2)
        except Empty:
            return True
        return False


@pytest.fixture
def listener() -> Iterator[Listener]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            payload = self.rfile.read(int(self.headers["content-length"]))
            heard.received.put((payload, self.headers["stripe-signature"]))
            self.send_response(heard.answers.pop(0) if heard.answers else 200)
            self.end_headers()

        @override
        def log_message(self, format: str, *args: object) -> None:
            pass

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    heard = Listener(f"http://127.0.0.1:{web.server_port}/api/stripe_webhook")
    Thread(target=web.serve_forever, args=(0.02,), daemon=True).start()
    yield heard
    web.shutdown()
    web.server_close()
