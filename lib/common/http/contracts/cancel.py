"""Cancelling: first what it would cost, then that and nothing else."""

from __future__ import annotations

from typing import Literal

from common.domain.scope import TEAM, Role
from common.http.contract import Contract, Operation
from common.http.fields import Id, Instant, Minor, Request, Response
from common.http.receipts import ReceiptView


class CancelQuery(Request):
    """`by`: who calls the visit off. The clinic's own cancelling is always free for the patient."""

    appointment_id: Id
    by: Literal["patient", "clinic"] = "patient"


class CancelPreview(Response):
    """`fee_minor` is what cancelling costs at `as_of`, under the version that the patient accepted."""

    appointment_id: str
    as_of: Instant
    fee_minor: Minor
    policy_accepted_at: Instant | None
    receipt: ReceiptView


class CancelRequest(CancelQuery):
    """`expected_fee_minor` is what the caller was shown; where it changed meanwhile, nothing happens."""

    expected_fee_minor: Minor


class CancelledView(Response):
    """`fee_minor` is recorded as due, not charged yet."""

    appointment_id: str
    cancelled_at: Instant
    fee_minor: Minor
    charge_id: str | None


PREVIEW = Operation(
    method="GET",
    summary="Show what cancelling costs now",
    roles=(Role.PATIENT, *TEAM),
    request=CancelQuery,
    response=CancelPreview,
    audit="appointment.cancel_preview",
    appointment="appointment_id",
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
