"""Serves the double on this machine's own address only."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self, cast
from urllib.parse import urlsplit

from typing_extensions import override

from local.stripe import pages
from local.stripe.account import Account
from local.stripe.api import Api
from local.stripe.control import Control
from local.stripe.levers import Levers
from local.stripe.webhooks import Webhooks
from local.stripe.wire import Request, Response, json_response

_Answer = Callable[[Request], Response]

_LOOPBACK = "127.0.0.1"
# Stripe's API answers any origin: the publishable key and the client secret are what counts.
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, Stripe-Account, Stripe-Version",
    "Access-Control-Max-Age": "300",
}


class StripeServer:
    """The double as a context manager; port 0 takes a free one. `url` is its API base and script origin.

    `account` holds what was made at the platform itself, `account.connected("acct_…")` what at a clinic's.
    """

    def __init__(self, port: int = 0, state_file: Path | None = None) -> None:
        self.account = Account(state_file)
        self.webhooks = Webhooks(self.account.now)
        self.account.listeners.append(self.webhooks.publish)
        self.api = Api(self.account)
        self.levers = Levers(self.api)
        self._control = Control(self.api, self.webhooks, self.levers)
        self._server = _Server((_LOOPBACK, port), self._answer)
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), name="stripe", daemon=True)

    @property
    def url(self) -> str:
        return f"http://{_LOOPBACK}:{self._server.server_port}"

    @property
    def script_url(self) -> str:
        return f"{self.url}/v3/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self.webhooks.close()

    def serve_forever(self) -> None:
        self._server.serve_forever()

    def _answer(self, request: Request) -> Response:
        if request.path.startswith("/_control/"):
            return self._control.answer(request)
        if request.path.startswith("/v1/"):
            if request.method == "OPTIONS":
                return Response(204, b"", _CORS)
            answer = self.api.answer(request)
            return Response(answer.status, answer.body, {**answer.headers, **_CORS}, answer.lost)
        return pages.answer(request) or json_response(404, {"error": {"message": "There is nothing here."}})


class _Server(ThreadingHTTPServer):
    def __init__(self, address: tuple[str, int], answer: _Answer) -> None:
        self.answer = answer
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet, or the client waits 40 ms for an acknowledgement

    def _serve(self) -> None:
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        response = cast("_Server", self.server).answer(Request(self.command, url.path, url.query, headers, body))
        if response.lost:
            self.close_connection = True
            return
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body)

    do_GET = do_POST = do_DELETE = do_OPTIONS = _serve  # noqa: N815

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Silent: what was asked is at /_control/requests."""
