"""One table from Stripe's errors to ours (https://docs.stripe.com/error-handling?lang=python)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import stripe

from common.domain.vendor_errors import CardDeclinedError, VendorError

VENDOR = "stripe"

# The rest may go well the next time: no connection, a rate limit, a lock, Stripe's own fault; or our key was changed,
# or an account disconnected, which somebody mends.
_PERMANENT = (stripe.InvalidRequestError, stripe.IdempotencyError)


@contextmanager
def stripe_errors() -> Iterator[None]:
    """Whatever Stripe's library raises inside comes out as a VendorError."""
    try:
        yield
    except stripe.StripeError as error:
        raise vendor_error(error) from error


def vendor_error(error: stripe.StripeError) -> VendorError:
    message = error.user_message or ""
    if isinstance(error, stripe.CardError):
        decline_code = error.error.decline_code if error.error else None
        return CardDeclinedError(VENDOR, error.code or "card_error", message, decline_code=decline_code)
    code = error.code or (error.error.type if error.error else None) or type(error).__name__
    return VendorError(VENDOR, code, message, permanent=isinstance(error, _PERMANENT))


def is_missing(error: stripe.InvalidRequestError) -> bool:
    return error.code == "resource_missing"
