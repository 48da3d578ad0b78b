"""What scripts refuse with, in the domain's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from common.domain import errors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_REFUSALS: Final[Mapping[str, Callable[[], errors.CalendersomeError]]] = {
    "NOT_FOUND": errors.NotFoundError,
    "FORBIDDEN": errors.ForbiddenError,
    "SECOND_FACTOR_REQUIRED": errors.SecondFactorRequiredError,
    "SESSION_ENDED": errors.SessionEndedError,
    "RATE_LIMITED": lambda: errors.RateLimitedError(retry_after=60),
    "SLOT_TAKEN": errors.SlotTakenError,
    "PRACTICE_CHANGED": errors.PracticeChangedError,
    "STALE_VERSION": errors.StaleVersionError,
    "POLICY_CHANGED": errors.PolicyChangedError,
    "NOT_CANCELLABLE": errors.NotCancellableError,
    "NOT_ATTENDABLE": errors.AttendanceError,
    "CARD_NEEDED": errors.CardNeededError,
    "CHARGE_UNDER_WAY": errors.ChargeUnderWayError,
    "CHARGE_SETTLED": errors.ChargeSettledError,
    "REFUND_TOO_LARGE": errors.RefundTooLargeError,
    "ALREADY_THERE": errors.ConflictError,
    "IDEMPOTENCY_MISMATCH": errors.IdempotencyMismatchError,
}
# Valkey can't take the write (full, a failed disk, a replica, loading, slots on the move): nothing happened.
_UNAVAILABLE: Final = (
    "OOM",
    "MISCONF",
    "READONLY",
    "LOADING",
    "CLUSTERDOWN",
    "NOREPLICAS",
    "MASTERDOWN",
    "BUSY",
    "TRYAGAIN",
)


def refusal_of(error: Exception) -> Exception:
    """The domain's error for a script's refusal; the error itself where it isn't one of ours."""
    code = _code_of(error)
    if code in _REFUSALS:
        return _REFUSALS[code]()
    if code in _UNAVAILABLE:
        return errors.StoreUnavailableError()
    return error


def _code_of(error: Exception) -> str:
    """The first word that Valkey said; redis-py takes the words that it knows off the text."""
    taken_off: str | None = getattr(error, "status_code", None)
    if taken_off and taken_off != "ERR":
        return taken_off
    return str(error).removeprefix("ERR ").split(" ")[0]
