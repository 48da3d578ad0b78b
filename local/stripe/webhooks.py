"""Sends events to our endpoint, signed (https://docs.stripe.com/webhooks#verify-manually).

Stripe promises neither once nor in order. `mode` makes that happen on purpose.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection, HTTPException
from queue import SimpleQueue
from threading import Thread, Timer
from urllib.parse import urlsplit

from local.stripe.errors import Json

_RETRY_SECONDS = (2, 10, 60)
_PATIENCE_SECONDS = 20


class Mode(StrEnum):
    """`hold` keeps events until they are delivered by hand; `drop` never sends them."""

    SEND = "send"
    TWICE = "twice"
    HOLD = "hold"
    DROP = "drop"


@dataclass(frozen=True)
class Delivery:
    """`status` is our endpoint's answer, 0 where there was none."""

    event: str
    kind: str
    status: int


@dataclass(frozen=True)
class _Attempt:
    event: Json
    number: int = 0


class Webhooks:
    """`now` gives the epoch seconds that signatures carry."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._queue: SimpleQueue[_Attempt | None] = SimpleQueue()
        self._worker: Thread | None = None
        self._url = self._secret = ""
        self.reset()

    def reset(self) -> None:
        """Forgets every event, and keeps sending new ones where the last ones went."""
        self.mode = Mode.SEND
        self.held: list[Json] = []
        self.deliveries: list[Delivery] = []

    def listen(self, url: str, secret: str, mode: Mode = Mode.SEND) -> None:
        """From now on, events go to this http address."""
        self._url, self._secret, self.mode = url, secret, mode

    def publish(self, event: Json) -> None:
        if not self._url or self.mode is Mode.DROP:
            return
        if self.mode is Mode.HOLD:
            self.held.append(event)
            return
        for _ in range(2 if self.mode is Mode.TWICE else 1):
            self._enqueue(_Attempt(event))

    def deliver(self, events: Sequence[Json], times: int = 1) -> list[Delivery]:
        """Sends these now, in this order, each so many times, and says what came back."""
        self.held = [event for event in self.held if event not in events]
        return [self._send(event) for event in events for _ in range(times)]

    def close(self) -> None:
        if self._worker:
            self._queue.put(None)
            self._worker.join(_PATIENCE_SECONDS)

    def _enqueue(self, attempt: _Attempt) -> None:
        if self._worker is None:
            self._worker = Thread(target=self._work, name="stripe-webhooks", daemon=True)
            self._worker.start()
        self._queue.put(attempt)

    def _work(self) -> None:
        while attempt := self._queue.get():
            delivered = 200 <= self._send(attempt.event).status < 300
            if not delivered and attempt.number < len(_RETRY_SECONDS):
                again = _Attempt(attempt.event, attempt.number + 1)
                timer = Timer(_RETRY_SECONDS[attempt.number], self._queue.put, [again])
                timer.daemon = True
                timer.start()

    def _send(self, event: Json) -> Delivery:
        payload = json.dumps(event, indent=2).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": sign(payload, self._secret, self._now()),
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        }
        delivery = Delivery(event["id"], event["type"], _post(self._url, payload, headers))
        self.deliveries.append(delivery)
        return delivery


def sign(payload: bytes, secret: str, timestamp: int) -> str:
    digest = hmac.new(secret.encode(), b"%d." % timestamp + payload, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


def _post(url: str, payload: bytes, headers: dict[str, str]) -> int:
    where = urlsplit(url)
    connection = HTTPConnection(where.hostname or "", where.port or 80, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("POST", f"{where.path or '/'}?{where.query}".rstrip("?"), payload, headers)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()
