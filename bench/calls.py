"""The product's calls, as the platform gives them to its functions."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.practice import (
    CLINIC,
    DAYS_TO_HOLD,
    FIRST_MONDAY,
    FIRST_START,
    MONTH_TYPE,
    MONTHLY,
    SLOT_SECONDS,
    TIRELESS,
    TYPE,
    last_day_of_month,
)
from local.functions.loader import Main, load

ORIGIN = "http://127.0.0.1:8080"
FUNCTIONS = Path(__file__).resolve().parent.parent / "functions"

Event = dict[str, Any]


@cache
def main(function: str) -> Main:
    """A function as the platform loads it."""
    return load(FUNCTIONS, function)


def answered(answer: Any) -> Any:
    """The answer's content. Raises where it was refused: a refusal is fast for the wrong reason."""
    if answer["statusCode"] != 200:
        raise RuntimeError(answer["body"])
    return json.loads(answer["body"])


def event(
    method: str, *, token: str = "", query: Mapping[str, str] | None = None, body: Mapping[str, Any] | None = None
) -> Event:
    """A web call."""
    headers = {"origin": ORIGIN, "x-forwarded-for": "203.0.113.7", "accept": "application/json"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    if method != "GET":
        headers |= {"idempotency-key": str(uuid.uuid4()), "content-type": "application/json"}
    text = base64.b64encode(json.dumps(body).encode()).decode() if body is not None else ""
    asked = urlencode({"clinic": CLINIC, **(query or {})})
    http = {"method": method, "path": "", "headers": headers, "queryString": asked}
    return {"http": {**http, "body": text, "isBase64Encoded": True}}


def sign_up(token: str) -> Event:
    """POST `sign_up`."""
    return event("POST", token=token, body=_DETAILS)


def hold(token: str, provider_id: str, starts_at: int) -> Event:
    """POST `book_slot`."""
    instant = datetime.fromtimestamp(starts_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = {"provider_id": provider_id, "appointment_type_id": TYPE, "starts_at": instant}
    return event("POST", token=token, body=body)


def holds(tokens: Sequence[str], forget_holds: Callable[[], None]) -> Iterator[Event]:
    """Calls that each hold another time for the next patient, and are all granted.

    When every patient holds one, they are forgotten: to hold a time instead of another is more work.
    """
    starts = range(FIRST_START, FIRST_START + DAYS_TO_HOLD * 86400, SLOT_SECONDS)
    slots = cycle((provider_id, start) for start in starts for provider_id in TIRELESS)
    while True:
        forget_holds()
        for token in tokens:
            yield hold(token, *next(slots))


def month() -> Event:
    """GET `open_slots` for a month of one provider."""
    asked = {"appointment_type_id": MONTH_TYPE, "provider_id": MONTHLY}
    days = {"first_day": FIRST_MONDAY.isoformat(), "last_day": last_day_of_month().isoformat()}
    return event("GET", query={**asked, **days})


_DETAILS = {
    "full_name": "Maya Ortiz",
    "phone": "+16175550168",
    "date_of_birth": "1992-06-14",
    "payer_id": "pay_aetna",
    "texts": True,
    "privacy_notice": True,
}
