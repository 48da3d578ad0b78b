"""Compare a day's charges with Stripe's: what only one side has is mended where it can be, and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from common.actions.charge_card import state_of
from common.domain.charges import ChargeStatus
from common.domain.ids import derived_id
from common.domain.outcomes import Comparison
from common.domain.wall_clock import DAY

if TYPE_CHECKING:
    from common.actions.charge_card import Till
    from common.domain.charges import Charge
    from common.domain.payments import PaymentIntent

_PAID: Final = frozenset({ChargeStatus.SUCCEEDED, ChargeStatus.REFUNDED})


def compare_charges(till: Till, day: int) -> bool:
    """`day` counts from the epoch, in UTC. Always True: there is something to compare. Raises VendorError."""
    charges, payments = till.stores.charges, till.processor.payments
    begins, ends = day * DAY, (day + 1) * DAY
    ours = charges.list_settled(begins, ends)
    theirs = payments.list_paid(till.clinic_id, from_at=begins, until=ends)
    differing = [charge.id for charge in ours if not _matches(charge, payments.find_payment(charge.intent_id or ""))]
    differing += [intent.id for intent in theirs if not _is_known(till, intent)]
    outcome = Comparison(till.now, len(ours), tuple(differing))
    charges.keep_comparison(outcome)
    return True


def _matches(charge: Charge, intent: PaymentIntent | None) -> bool:
    if intent is None or not intent.is_paid or intent.amount != charge.amount:
        return False
    # What is on its way back may be there already, or not be made yet.
    return charge.refunded_minor <= intent.refunded_minor <= charge.refunded_minor + charge.refunding_minor


def _is_known(till: Till, intent: PaymentIntent) -> bool:
    """Paid at Stripe and open here: settled now, and shown all the same."""
    charge_id = intent.metadata.get("charge_id") or derived_id(
        "chg", "deposit", intent.metadata.get("appointment_id", ""), intent.id
    )
    charge = till.stores.charges.find(charge_id)
    if charge is None:
        return False
    if charge.status in _PAID:
        return True
    state = state_of(charge, intent, till.now)
    if state is not None:
        till.stores.charges.settle(charge.id, state)
    return False
