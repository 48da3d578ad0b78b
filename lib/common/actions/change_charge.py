"""List charges with what they were for; waive, refund and retry them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from common.actions.charge_card import charge_card
from common.actions.receipts import receipt_of
from common.actions.refund_payment import refund_payment
from common.domain.charges import ChargeStatus
from common.domain.errors import NotFoundError
from common.domain.outcomes import ExplainedCharge
from common.domain.vendor_errors import VendorError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from common.actions.charge_card import Till
    from common.domain.charges import Charge
    from common.domain.clinic import Practice
    from common.domain.drafts import ChargeRow

    SignLink = Callable[[Charge], str]
    """The path of the site where the patient can finish a charge."""


def explained(practice: Practice, rows: Sequence[ChargeRow], sign_link: SignLink) -> list[ExplainedCharge]:
    """Each with the receipt of its appointment as it was accepted."""
    return [
        ExplainedCharge(
            charge=row.charge,
            appointment=row.appointment,
            patient=row.patient,
            card=row.patient.card if row.charge.status is ChargeStatus.DUE else row.charge.card,
            receipt=receipt_of(row.appointment, practice, None),
            pay_link=sign_link(row.charge) if row.charge.needs_patient else None,
        )
        for row in rows
    ]


def waive_charge(till: Till, charge_id: str, *, by: str, reason: str | None) -> None:
    """Raises NotFoundError, ChargeUnderWayError, ChargeSettledError."""
    till.stores.charges.waive(_get(till, charge_id), by=by, reason=reason)


def begin_refund(till: Till, charge_id: str, *, amount_minor: int | None, by: str, reason: str | None) -> None:
    """All that is left where no amount is given. It is reserved in our books first; where Stripe doesn't answer, it is
    given back within minutes. Raises NotFoundError, RefundTooLargeError.
    """
    charge = _get(till, charge_id)
    refund = till.stores.charges.begin_refund(charge, amount_minor=amount_minor, by=by, reason=reason)
    with suppress(VendorError):
        refund_payment(till, refund.id)


def retry_charge(till: Till, charge_id: str) -> None:
    """Charges the card now. Raises NotFoundError, ChargeSettledError, VendorError: then it is tried again by itself."""
    charge_card(till, charge_id, by_hand=True)


def _get(till: Till, charge_id: str) -> Charge:
    charge = till.stores.charges.find(charge_id)
    if charge is None:
        raise NotFoundError
    return charge
