"""Charges: what was asked of a card, and the clinic's hand in it: waive, refund, try again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from common.domain.scope import TEAM, Role
from common.http.charges import ChargeView, show_charge
from common.http.contract import CORE_ENVIRONMENT, STRIPE_ENVIRONMENT, Contract, Operation
from common.http.fields import Id, Instant, Paragraph, Request, Response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.domain.outcomes import Comparison, ExplainedCharge


class ChargesQuery(Request):
    """The team names a patient by an appointment of theirs, or gets all that is open. A patient gets their own."""

    appointment_id: Id | None = None
    patient_id: Id | None = None


class ComparisonView(Response):
    """How our charges of a day stood against Stripe's. `differing` is what differs by then, of whichever day: ids of
    our charges, and of payments at Stripe that our books don't have, or didn't have as paid.
    """

    compared_at: Instant
    charges: int
    differing: tuple[str, ...]


class ChargesView(Response):
    """Newest first; those that are open, longest due first. `comparison` is given with these."""

    charges: tuple[ChargeView, ...]
    comparison: ComparisonView | None


class ChargeChange(Request):
    """`waive` before it is paid, `refund` after (all that is left, or `amount_minor`), `retry` what is due or failed:
    that charges the card now. `reason` is kept for the clinic.
    """

    charge_id: Id
    action: Literal["waive", "refund", "retry"]
    amount_minor: Annotated[int, Field(ge=1, le=100_000_000)] | None = None
    reason: Paragraph | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.action == "waive" and self.reason is None:
            raise ValueError("reason: Say why the fee is waived.")
        if self.action != "refund" and self.amount_minor is not None:
            raise ValueError("amount_minor: Leave it out: an amount is for refunds alone.")
        return self


class ChangedView(Response):
    """As it stands now."""

    charge: ChargeView


def show_charges(listed: Sequence[ExplainedCharge], comparison: Comparison | None, *, to_clinic: bool) -> ChargesView:
    """Newest first."""
    return ChargesView(
        charges=tuple(show_charge(one, to_clinic=to_clinic) for one in listed),
        comparison=ComparisonView.model_validate(comparison) if comparison else None,
    )


def show_changed(changed: ExplainedCharge) -> ChangedView:
    """As it stands now."""
    return ChangedView(charge=show_charge(changed, to_clinic=True))


LIST = Operation(
    method="GET",
    summary="List charges",
    roles=(*TEAM, Role.PATIENT),
    request=ChargesQuery,
    response=ChargesView,
    audit="charge.read",
)
CHANGE = Operation(
    method="POST",
    summary="Waive, refund or retry a charge",
    roles=TEAM,
    request=ChargeChange,
    response=ChangedView,
    audit="charge.change",
)

CONTRACT = Contract(
    name="charges",
    summary="What was charged, and waiving, refunding, retrying it",
    operations=(LIST, CHANGE),
    bundle="stripe",
    environment=CORE_ENVIRONMENT + STRIPE_ENVIRONMENT,
)
