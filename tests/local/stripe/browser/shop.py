"""A shop's web server: one page with a Payment Element, of another origin than Stripe and with a strict policy."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

from typing_extensions import override

from local.stripe.server import StripeServer

HERE = Path(__file__).parent


class Shop(ThreadingHTTPServer):
    """Serves the page, what it should use (from its own query) and an intent's client secret."""

    def __init__(self, stripe_server: StripeServer, api: Any) -> None:
        self.stripe, self.api = stripe_server, api
        self.intents: list[str] = []
        super().__init__(("127.0.0.1", 0), Desk)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def settings(self, query: str) -> dict[str, Any]:
        asked = dict(parse_qsl(query, keep_blank_values=True))
        return {
            "scriptUrl": self.stripe.script_url,
            "key": "pk_test_1",
            "mode": asked.get("mode", "setup"),
            "locale": asked.get("locale", "en"),
            "redirect": asked.get("redirect", "if_required"),
            "account": asked.get("account"),
            "intentFirst": "intentFirst" in asked,
            "options": {},
        }

    def new_secret(self, query: str) -> str:
        settings = self.settings(query)
        options = {"stripe_account": settings["account"]} if settings["account"] else {}
        choice = {"automatic_payment_methods": {"enabled": True, "allow_redirects": "never"}}
        customer = self.api.customers.create({}, options).id
        if settings["mode"] == "setup":
            intent = self.api.setup_intents.create({"customer": customer, **choice}, options)
        else:
            payment = {"amount": 5000, "currency": "usd", "customer": customer, **choice}
            intent = self.api.payment_intents.create(payment, options)
        self.intents.append(intent.id)
        return str(intent.client_secret)


class Desk(BaseHTTPRequestHandler):
    @property
    def shop(self) -> Shop:
        return cast("Shop", self.server)

    def do_GET(self) -> None:
        path, query = urlsplit(self.path).path, urlsplit(self.path).query
        if path == "/settings":
            self.answer("application/json", json.dumps(self.shop.settings(query)).encode())
        elif path == "/page.js":
            self.answer("text/javascript", (HERE / "page.js").read_bytes())
        else:
            self.answer("text/html", (HERE / "page.html").read_bytes())

    def do_POST(self) -> None:
        secret = self.shop.new_secret(urlsplit(self.path).query)
        self.answer("application/json", json.dumps(secret).encode())

    def answer(self, kind: str, body: bytes) -> None:
        stripe_origin = self.shop.stripe.url
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header(
            "Content-Security-Policy",
            f"default-src 'none'; script-src 'self' {stripe_origin}; frame-src {stripe_origin}; "
            f"connect-src 'self' {stripe_origin}",
        )
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        pass
