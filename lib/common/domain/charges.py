"""Charges: what a card was asked for, why, under which policy, and what became of it.

    due → attempting → succeeded → refunded
                     → requires_action   the bank wants the cardholder: a link, not another silent try
                     → failed            tried again on the schedule below, or by hand
    due, requires_action, failed → waived

A charge has one PaymentIntent, written down before it is confirmed, and an intent can succeed once: so whatever dies
in between, a charge takes money at most once. Without an accepted policy there is no charge.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

from common.domain.money import Money
from common.domain.wall_clock import DAY

if TYPE_CHECKING:
    from common.domain.cards import CardOnFile

# After each failed try, the days until the next. Published in docs/money.md; a patient can pay by link meanwhile.
RETRY_DAYS: Final = (1, 3, 7)
# The failure of a charge whose card wasn't tried, because the processor was away or refused: it is no try.
UNREACHED: Final = "unreached"
# What another try won't mend: only the cardholder can. Card networks forbid to try some of these again.
_FINAL_FAILURES: Final = frozenset(
    {
        "authentication_required",
        "card_not_supported",
        "currency_not_supported",
        "do_not_honor",
        "do_not_try_again",
        "expired_card",
        "fraudulent",
        "incorrect_number",
        "invalid_account",
        "lost_card",
        "no_card",
        "pickup_card",
        "restricted_card",
        "revocation_of_all_authorizations",
        "revocation_of_authorization",
        "stolen_card",
        "stop_payment_order",
        "transaction_not_allowed",
    }
)

# The bank only asks (an inquiry), which it may let rest (closed) or follow up by taking the money (open) until it has
# decided (won, lost).
Dispute = Literal["inquiry", "closed", "open", "won", "lost"]
RefundStatus = Literal["due", "held", "pending", "succeeded", "failed"]


class ChargeKind(StrEnum):
    """What for. A deposit is paid in advance and counts toward the price, or toward a fee."""

    DEPOSIT = "deposit"
    LATE_CANCEL = "late_cancel"
    NO_SHOW = "no_show"


class ChargeStatus(StrEnum):
    """See the module's picture."""

    DUE = "due"
    ATTEMPTING = "attempting"
    SUCCEEDED = "succeeded"
    REQUIRES_ACTION = "requires_action"
    FAILED = "failed"
    WAIVED = "waived"
    REFUNDED = "refunded"


OPEN: Final = frozenset({ChargeStatus.DUE, ChargeStatus.ATTEMPTING, ChargeStatus.REQUIRES_ACTION, ChargeStatus.FAILED})


@dataclass(frozen=True, slots=True)
class Charge:
    """`due_at` is None for a fee that someone of the clinic has to confirm first. `failure` is a short code.

    `refunding_minor` is on its way back, `refunded_minor` has arrived, `refund_failed_minor` should have and couldn't.
    `waived_by` is a name that the clinic gave, or `undone` where a no-show was taken back, or `payer`. `was_returned`:
    it paid for a time that went to somebody else. `waive_reason` is for the clinic alone.
    """

    id: str
    appointment_id: str
    patient_id: str
    kind: ChargeKind
    status: ChargeStatus
    amount_minor: int
    currency: str
    policy_version: int
    policy_hash: str
    made_at: int
    due_at: int | None
    attempts: int
    intent_id: str | None
    card: CardOnFile | None
    failure: str | None
    settled_at: int | None
    refunded_minor: int
    refunding_minor: int
    refund_failed_minor: int
    waived_at: int | None
    waived_by: str | None
    waive_reason: str | None
    dispute: Dispute | None
    was_returned: bool

    @property
    def amount(self) -> Money:
        """What the card is asked for."""
        return Money(self.amount_minor, self.currency)

    @property
    def refundable_minor(self) -> int:
        """What could still go back."""
        if self.status is not ChargeStatus.SUCCEEDED or self.dispute in {"open", "lost"}:
            return 0
        return max(0, self.amount_minor - self.refunded_minor - self.refunding_minor)

    @property
    def needs_patient(self) -> bool:
        """Whether only the cardholder can finish it."""
        return self.status in {ChargeStatus.REQUIRES_ACTION, ChargeStatus.FAILED}


@dataclass(frozen=True, slots=True)
class Refund:
    """Money on its way back from a charge. While the cardholder's bank has it, it is `held`, until `released_at`."""

    id: str
    charge_id: str
    intent_id: str
    amount_minor: int
    status: RefundStatus
    released_at: int | None


def next_attempt_at(failure: str, attempts: int, now: int) -> int | None:
    """When to try again by ourselves after the `attempts`-th try; None where that would be of no use."""
    if failure in _FINAL_FAILURES or attempts > len(RETRY_DAYS):
        return None
    return now + RETRY_DAYS[attempts - 1] * DAY
