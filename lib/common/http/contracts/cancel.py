"""Cancelling: first what it would cost, then that and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import override

from common.domain.scope import TEAM, Role
from common.http.cards import CardView
from common.http.contract import Contract, Operation
from common.http.fields import Id, Instant, Minor, Paragraph, Request, Response
from common.http.receipts import ReceiptView, SettlementView, show_receipt, show_settlement

if TYPE_CHECKING:
    from common.domain.outcomes import CancelTerms


class CancelQuery(Request):
    """`by`: who calls the visit off. The clinic's own cancelling is always free for the patient."""

    appointment_id: Id
    by: Literal["patient", "clinic"] = "patient"

    @override
    def is_open_to(self, role: Role) -> bool:
        return self.by == "patient" or role in TEAM


class CancelPreview(Response):
    """`fee_minor` is what cancelling costs at `as_of`, under the version that the patient accepted; `settlement` how
    it is met. `card` is the one to be charged. `may_move`: the patient may still move the visit themselves.
    """

    appointment_id: str
    as_of: Instant
    fee_minor: Minor
    policy_accepted_at: Instant | None
    receipt: ReceiptView
    settlement: SettlementView
    card: CardView | None
    may_move: bool


class CancelRequest(CancelQuery):
    """`expected_fee_minor` is what the caller was shown; where it changed meanwhile, nothing happens.

    `reason` is kept for the clinic. `waive`: the clinic asks for no fee, whatever it would be.
    """

    expected_fee_minor: Minor
    reason: Paragraph | None = None
    waive: bool = False

    @override
    def is_open_to(self, role: Role) -> bool:
        return role in TEAM or (self.by == "patient" and not self.waive)


class CancelledView(Response):
    """`fee_minor` is owed; `charge_id` names what the card is charged of it within minutes."""

    appointment_id: str
    cancelled_at: Instant
    fee_minor: Minor
    charge_id: str | None


def show_terms(terms: CancelTerms, zone: str) -> CancelPreview:
    """`zone` names the times in the receipt's sentence."""
    return CancelPreview(
        appointment_id=terms.appointment.id,
        as_of=terms.as_of,
        fee_minor=terms.settlement.fee.amount_minor,
        policy_accepted_at=terms.appointment.policy_accepted_at,
        receipt=show_receipt(terms.receipt, zone, terms.as_of),
        settlement=show_settlement(terms.settlement),
        card=CardView.model_validate(terms.card) if terms.card else None,
        may_move=terms.may_move,
    )


PREVIEW = Operation(
    method="GET",
    summary="Show what cancelling costs now",
    roles=(Role.PATIENT, *TEAM),
    request=CancelQuery,
    response=CancelPreview,
    audit="appointment.cancel_preview",
    appointment="appointment_id",
    audited_on_entry=True,
)
CANCEL = Operation(
    method="POST",
    summary="Cancel an appointment for the fee that was shown",
    roles=(Role.PATIENT, *TEAM),
    request=CancelRequest,
    response=CancelledView,
    audit="appointment.cancel",
    appointment="appointment_id",
)

CONTRACT = Contract(name="cancel", summary="Preview the fee, then cancel", operations=(PREVIEW, CANCEL))
