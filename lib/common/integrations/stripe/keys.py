"""Idempotency keys at Stripe (https://docs.stripe.com/error-low-level#idempotency)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

import stripe

if TYPE_CHECKING:
    from collections.abc import Callable

Made = TypeVar("Made")

# Keys are kept by Stripe too, so they are made of ids and punctuation.
_SHAPE: Final = re.compile(r"[0-9A-Za-z_:.\-]{1,250}")
_MOST: Final = 3


def made_once(key: str, make: Callable[[stripe.RequestOptions], Made]) -> Made:
    """What `make` answers with the key. Stripe repeats for a day what it answered to one, a fault of its own too, and
    says that it does: then `make` is called with the next one. Whoever calls this has looked whether it was made.
    """
    key = require_key(key)
    for number in range(1, _MOST):
        try:
            return make({"idempotency_key": key})
        except stripe.APIError as error:
            if not _is_repeated(error):
                raise
            key = f"{key}:{number}"
    return make({"idempotency_key": key})


def require_key(key: str) -> str:
    """ValueError for one that Stripe wouldn't take, or that may tell something."""
    if not _SHAPE.fullmatch(key):
        raise ValueError("an idempotency key is made of ids, ':' '.' and '-'")
    return key


def _is_repeated(error: stripe.APIError) -> bool:
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    return headers.get("idempotent-replayed") == "true"
