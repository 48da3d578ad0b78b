"""What can be refused, and why.

CalendersomeError
├── InvalidFieldError           a field is wrong; names it and says what to do
├── UnauthenticatedError        who is calling can't be told
│   └── SessionEndedError       idle or absolute sign-out
├── ForbiddenError              known, but not allowed
│   ├── EmailUnverifiedError
│   └── SecondFactorRequiredError
├── NotFoundError               isn't there, or isn't yours: the answer is the same
├── ConflictError               the world has moved on
│   ├── SlotTakenError
│   ├── StaleVersionError
│   ├── PracticeChangedError
│   ├── FeeChangedError
│   ├── PolicyChangedError
│   ├── NotCancellableError
│   ├── NotMovableError
│   ├── AttendanceError
│   ├── CardNotReadyError
│   ├── CardNeededError
│   ├── ChargeUnderWayError
│   ├── ChargeSettledError
│   └── RefundTooLargeError
├── LinkSpentError              a signed link that ran out, was used, or was never ours
├── IdempotencyMismatchError    the same key, another request
├── RateLimitedError            too many calls
└── StoreUnavailableError       nothing was written, try again
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.domain.appointments import OpenSlot


class CalendersomeError(Exception):
    """The root of everything this product refuses on purpose."""


class InvalidFieldError(CalendersomeError):
    """`field` is the path of the field as the caller sent it, `detail` a sentence that says what to do."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(f"{field}: {detail}")
        self.field = field
        self.detail = detail


class UnauthenticatedError(CalendersomeError):
    """No token, or one that proves nothing."""


class SessionEndedError(UnauthenticatedError):
    """Signed in too long ago, or idle for too long."""


class ForbiddenError(CalendersomeError):
    """The caller's role doesn't include this."""


class EmailUnverifiedError(ForbiddenError):
    """Nothing about health is shown before the address is proven."""


class SecondFactorRequiredError(ForbiddenError):
    """A clinic's team signs in with two factors."""


class NotFoundError(CalendersomeError):
    """Not there, or outside the caller's scope."""


class ConflictError(CalendersomeError):
    """What the caller saw is no longer so."""


class SlotTakenError(ConflictError):
    """The time isn't free (any more). `nearest` holds up to three times that are.

    `returned_minor` was paid for it, and went back or is on its way.
    """

    def __init__(self, nearest: Sequence[OpenSlot] = (), returned_minor: int = 0) -> None:
        super().__init__("slot taken")
        self.nearest = tuple(nearest)
        self.returned_minor = returned_minor


class StaleVersionError(ConflictError):
    """The record was changed since the caller read it."""


class PracticeChangedError(ConflictError):
    """Hours, types or policy were changed since they were read; decide again on what holds now."""


class PolicyChangedError(ConflictError):
    """The policy accepted isn't the one the appointment was held under."""


class NotCancellableError(ConflictError):
    """The appointment has begun, is over or was cancelled before."""


class NotMovableError(ConflictError):
    """The clinic's cut-off for moving a visit oneself has passed."""


class AttendanceError(ConflictError):
    """What is said of a visit can't be so: it hasn't begun, or it was marked too long ago."""


class CardNotReadyError(ConflictError):
    """The card's confirmation isn't finished."""


class CardNeededError(ConflictError):
    """The last card stays while a visit or an open fee needs it."""


class ChargeUnderWayError(ConflictError):
    """The card is being charged at this moment."""


class ChargeSettledError(ConflictError):
    """The charge was paid, waived or refunded before."""


class RefundTooLargeError(ConflictError):
    """More than what is left of the charge."""


class LinkSpentError(CalendersomeError):
    """A signed link that ran out, was used, or was never ours."""


class IdempotencyMismatchError(CalendersomeError):
    """An idempotency key came back with another request."""


class RateLimitedError(CalendersomeError):
    """`retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("rate limited")
        self.retry_after = retry_after


class StoreUnavailableError(CalendersomeError):
    """The store didn't answer in time; what was asked happened whole or not at all."""
