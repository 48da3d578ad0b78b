"""Give money back: what was reserved for it in our books goes back at Stripe, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from common.domain.vendor_errors import VendorError

if TYPE_CHECKING:
    from common.actions.charge_card import Till
    from common.domain.charges import Refund, RefundStatus
    from common.domain.payments import VendorRefund

_DISPUTED: Final = "charge_disputed"


def refund_payment(till: Till, refund_id: str) -> bool:
    """Whether there was anything left to do. What Stripe won't ever give back counts as failed, and can be refunded
    anew; what the cardholder's bank has at the moment is held. Raises VendorError otherwise: it is still due then.
    """
    refund = till.stores.charges.find_refund(refund_id)
    if refund is None or refund.status in {"held", "succeeded", "failed"}:
        return False
    status: RefundStatus
    try:
        status = (_known(till, refund) or _make(till, refund)).status
    except VendorError as error:
        if not error.permanent:
            raise
        status = "held" if error.code == _DISPUTED else "failed"
    till.stores.charges.settle_refund(refund, status)
    return True


def _make(till: Till, refund: Refund) -> VendorRefund:
    return till.processor.payments.refund(
        refund.intent_id,
        amount_minor=refund.amount_minor,
        metadata={"clinic_id": till.clinic_id, "charge_id": refund.charge_id, "refund_id": refund.id},
        # Stripe repeats its refusal to whoever asks with the same key.
        idempotency_key=f"refund:{refund.id}:{refund.released_at or 0}",
    )


def _known(till: Till, refund: Refund) -> VendorRefund | None:
    """Stripe forgets idempotency keys after a day, its refunds never."""
    refunds = till.processor.payments.list_refunds(refund.intent_id)
    return next((one for one in refunds if one.our_id == refund.id), None)
