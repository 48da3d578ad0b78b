"""Compare a day's charges with Stripe's: what differs is mended where it can be, and named until it matches."""

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
    before = charges.find_comparison()
    named = before.differing if before else ()
    differing = [charge.id for charge in ours if not _is_theirs(till, charge)]
    differing += [intent.id for intent in theirs if not _is_ours(till, intent)]
    differing += [one for one in named if one not in differing and not _matches_again(till, one)]
    outcome = Comparison(till.now, len(ours), tuple(differing))
    charges.keep_comparison(outcome, matching=[one for one in named if one not in differing])
    return True


def _matches_again(till: Till, named: str) -> bool:
    charge = till.stores.charges.find(named)
    if charge is not None:
        return _is_theirs(till, charge)
    intent = till.processor.payments.find_payment(named)
    return intent is not None and _is_ours(till, intent)


def _is_theirs(till: Till, charge: Charge) -> bool:
    intent = till.processor.payments.find_payment(charge.intent_id or "")
    if intent is None or not intent.is_paid or intent.amount != charge.amount:
        return False
    # What is on its way back may be there already, or not be made yet.
    return charge.refunded_minor <= intent.refunded_minor <= charge.refunded_minor + charge.refunding_minor


def _is_ours(till: Till, intent: PaymentIntent) -> bool:
    """Paid at Stripe and open here: settled now, and shown all the same. What the books don't know, or paid a charge a
    second time, is nobody's any more once it went back in full at Stripe itself.
    """
    charge_id = intent.metadata.get("charge_id") or derived_id(
        "chg", "deposit", intent.metadata.get("appointment_id", ""), intent.id
    )
    charge = till.stores.charges.find(charge_id)
    went_back = intent.refunded_minor >= intent.amount_minor
    if charge is None:
        return went_back
    if charge.status in _PAID:
        return charge.intent_id == intent.id or went_back
    state = state_of(charge, intent, till.now)
    if state is not None:
        till.stores.charges.settle(charge.id, state)
    return False
