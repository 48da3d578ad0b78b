"""Stripe's events, verified as https://docs.stripe.com/webhooks#verify-manually says.

Written out because the library reads the wall clock, lets timestamps of the future pass, and fails on a
body that isn't UTF-8 with an error of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from common.domain.cards import PaymentEvent
from common.domain.vendor_errors import UntrustedEventError

if TYPE_CHECKING:
    from common.domain.cards import EventVerifier

_VENDOR = "stripe"
_TOLERANCE = timedelta(seconds=300)


class StripeEvents:
    """`secrets`: one webhook secret, or several separated by commas while they are being rotated."""

    def __init__(self, secrets: str) -> None:
        self._secrets = [secret.strip().encode() for secret in secrets.split(",") if secret.strip()]
        if not self._secrets:
            raise ValueError("a webhook secret is needed to tell Stripe's events from anybody else's")

    def read_event(self, payload: bytes, signature: str, now: datetime) -> PaymentEvent:
        signed_at, candidates = _parts(signature)
        if not any(_matches(secret, signed_at, payload, candidates) for secret in self._secrets):
            raise UntrustedEventError(_VENDOR, "bad_signature")
        if abs(now - _instant(signed_at)) > _TOLERANCE:
            raise UntrustedEventError(_VENDOR, "stale_timestamp")
        return _event(payload)


def _parts(signature: str) -> tuple[int, Sequence[bytes]]:
    """The timestamp and the v1 signatures of `t=…,v1=…,v1=…`; other schemes are ignored."""
    pairs = [part.strip().partition("=") for part in signature.split(",")]
    stamps = [value for name, _, value in pairs if name == "t"]
    if len(stamps) != 1 or not (stamps[0].isascii() and stamps[0].isdigit() and len(stamps[0]) <= 11):
        raise UntrustedEventError(_VENDOR, "bad_signature")
    return int(stamps[0]), [value.encode() for name, _, value in pairs if name == "v1"]


def _matches(secret: bytes, signed_at: int, payload: bytes, candidates: Sequence[bytes]) -> bool:
    digest = hmac.new(secret, b"%d." % signed_at + payload, hashlib.sha256).hexdigest().encode()
    return any(hmac.compare_digest(digest, candidate) for candidate in candidates)


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _event(payload: bytes) -> PaymentEvent:
    try:
        return event_of(json.loads(payload))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise UntrustedEventError(_VENDOR, "bad_body") from error


def event_of(body: Mapping[str, Any]) -> PaymentEvent:
    """Raises KeyError, TypeError and the like for anything that isn't an event."""
    about = body["data"]["object"]
    former = body["data"].get("previous_attributes") or {}
    return PaymentEvent(
        id=str(body["id"]),
        kind=str(body["type"]),
        created_at=_instant(int(body["created"])),
        about=str(about["object"]),
        object_id=str(about["id"]),
        intent_id=_text(about.get("payment_intent")),
        customer_id=_text(about.get("customer")) or _text(former.get("customer")),
        account=_text(body.get("account")),
        metadata={str(name): str(value) for name, value in (about.get("metadata") or {}).items()},
    )


def _text(value: object) -> str | None:
    return str(value) if value else None


if TYPE_CHECKING:
    _verifier: EventVerifier = StripeEvents("")
