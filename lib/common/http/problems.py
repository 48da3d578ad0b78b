"""The one table from what went wrong to what the caller is told (RFC 9457)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from common.domain import errors
from common.domain.receipt import FeeChangedError
from common.domain.vendor_errors import CardDeclinedError, UntrustedEventError, VendorError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in an `application/problem+json` body. `code` is stable; `detail` is for a person."""

    status: int
    code: str
    title: str
    detail: str
    field: str | None = None
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    extensions: Mapping[str, Any] = dataclasses.field(default_factory=dict)


# The first row whose type fits decides, so a subclass stands above its base.
_TABLE: tuple[tuple[type[Exception], int, str, str, str], ...] = (
    (errors.InvalidFieldError, 422, "invalid_field", "A field needs mending", ""),
    (
        errors.SessionEndedError,
        401,
        "session_ended",
        "You were signed out",
        "There was no activity for a while. Sign in to go on.",
    ),
    (errors.UnauthenticatedError, 401, "unauthenticated", "Sign in first", "Sign in and try again."),
    (
        errors.EmailUnverifiedError,
        403,
        "email_unverified",
        "Verify your email first",
        "Open the link we sent to your email address, then try again.",
    ),
    (
        errors.SecondFactorRequiredError,
        403,
        "second_factor_required",
        "A second factor is needed",
        "Sign in again with your second factor.",
    ),
    (
        errors.ForbiddenError,
        403,
        "forbidden",
        "Your role does not include this",
        "Ask the owner of the practice if you should be able to do this.",
    ),
    (errors.NotFoundError, 404, "not_found", "There is nothing here", "It is gone, or it is not yours."),
    (
        errors.SlotTakenError,
        409,
        "slot_taken",
        "That time was just taken",
        "Choose another time; nothing was lost.",
    ),
    (
        errors.StaleVersionError,
        409,
        "stale_version",
        "This changed while you were looking",
        "Load it again and repeat your change.",
    ),
    (
        errors.PracticeChangedError,
        409,
        "practice_changed",
        "The clinic has just changed this",
        "Load it again and choose once more.",
    ),
    (
        FeeChangedError,
        409,
        "fee_changed",
        "The fee has changed",
        "Nothing was done. Look at the fee and decide again.",
    ),
    (
        errors.PolicyChangedError,
        409,
        "policy_changed",
        "This is not the policy of your visit",
        "Read the policy that was shown with your hold, and accept that one.",
    ),
    (
        errors.NotCancellableError,
        409,
        "not_cancellable",
        "This visit can't be cancelled",
        "It has begun, is over, or was cancelled before.",
    ),
    (
        errors.CardNotReadyError,
        409,
        "card_not_ready",
        "The card isn't confirmed yet",
        "Confirm the card, then try again.",
    ),
    (
        errors.NotMovableError,
        409,
        "not_movable",
        "It is too late to move this visit online",
        "Call the clinic: they can still move it.",
    ),
    (
        errors.AttendanceError,
        409,
        "not_attendable",
        "This can't be said of the visit now",
        "It has not begun yet, or more than a day has passed since it was marked.",
    ),
    (
        errors.CardNeededError,
        409,
        "card_needed",
        "This card is needed",
        "A visit or an open fee depends on it. Add another card first, then remove this one.",
    ),
    (
        errors.ChargeUnderWayError,
        409,
        "charge_under_way",
        "The card is being charged at this moment",
        "Look again in a minute: what was charged can be refunded.",
    ),
    (
        errors.ChargeSettledError,
        409,
        "charge_settled",
        "This charge is settled",
        "It was paid, waived or refunded before. Load it again.",
    ),
    (
        errors.RefundTooLargeError,
        409,
        "refund_too_large",
        "There isn't that much left to give back",
        "Load the charge again and use a smaller amount.",
    ),
    (errors.ConflictError, 409, "conflict", "Things have changed", "Load the page again."),
    (
        errors.IdempotencyMismatchError,
        422,
        "idempotency_mismatch",
        "This key was used for another request",
        "Use a new Idempotency-Key for a new request.",
    ),
    (
        errors.LinkSpentError,
        410,
        "link_spent",
        "This link doesn't work any more",
        "Sign in to see your charges, or ask the clinic for a new link.",
    ),
    (errors.RateLimitedError, 429, "rate_limited", "That was a lot of tries", "Wait a moment, then go on."),
    (
        errors.StoreUnavailableError,
        503,
        "unavailable",
        "We cannot reach the records right now",
        "Nothing was changed or lost. Try again in a few seconds.",
    ),
    (
        UntrustedEventError,
        400,
        "untrusted_event",
        "This is not a signed event",
        "Sign the body with the current secret.",
    ),
    (
        CardDeclinedError,
        402,
        "card_declined",
        "The bank declined this card",
        "Try another card, or ask your bank.",
    ),
    (
        VendorError,
        502,
        "vendor_unavailable",
        "A service we rely on did not answer",
        "Nothing was lost. Try again shortly.",
    ),
)
UNEXPECTED = Problem(
    500, "unexpected", "Something went wrong on our side", "Try again; tell the clinic the request id."
)


def mapped() -> tuple[type[Exception], ...]:
    """Every error type that has a row."""
    return tuple(row[0] for row in _TABLE)


def problem_of(error: Exception) -> Problem:
    """The problem for `error`, or UNEXPECTED where no row fits."""
    for kind, status, code, title, detail in _TABLE:
        if isinstance(error, kind):
            return Problem(
                status,
                code,
                title,
                detail=error.detail if isinstance(error, errors.InvalidFieldError) else detail,
                field=getattr(error, "field", None),
                headers=_headers_of(error),
            )
    return UNEXPECTED


def _headers_of(error: Exception) -> dict[str, str]:
    if isinstance(error, errors.RateLimitedError):
        return {"Retry-After": str(error.retry_after)}
    if isinstance(error, errors.StoreUnavailableError | VendorError):
        return {"Retry-After": "2"}
    return {}
