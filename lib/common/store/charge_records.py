"""How charges and refunds look in Valkey's hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from common.domain.charges import Charge, ChargeKind, ChargeStatus, Dispute, Refund, RefundStatus
from common.store.records import ONCE, card_of, instant_in, record_of, text_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.security.sealing import ClinicKey


def charge_of(flat: Sequence[bytes], key: ClinicKey) -> Charge:
    """Raises SealBrokenError."""
    record = record_of(flat)
    charge_id, appointment_id = record["id"].decode(), record["appointment_id"].decode()
    card_id = text_in(record, "card_id")
    reason = record.get("waive_reason")
    return Charge(
        id=charge_id,
        appointment_id=appointment_id,
        patient_id=record["patient_id"].decode(),
        kind=ChargeKind(record["kind"].decode()),
        status=ChargeStatus(record["status"].decode()),
        amount_minor=int(record["amount_minor"]),
        currency=record["currency"].decode(),
        policy_version=int(record["policy_version"]),
        policy_hash=record["policy_hash"].decode(),
        made_at=int(record["made_at"]),
        due_at=instant_in(record, "due_at"),
        attempts=int(record.get("attempts", 0)),
        intent_id=text_in(record, "intent_id"),
        card=card_of(card_id, record["card"], key) if card_id else None,
        failure=text_in(record, "failure"),
        settled_at=instant_in(record, "settled_at"),
        refunded_minor=int(record.get("refunded_minor", 0)),
        refunding_minor=int(record.get("refunding_minor", 0)),
        refund_failed_minor=int(record.get("refund_failed_minor", 0)),
        waived_at=instant_in(record, "waived_at"),
        waived_by=text_in(record, "waived_by"),
        waive_reason=key.open("appointment", appointment_id, "reason", ONCE, reason) if reason else None,
        dispute=_outcome(text_in(record, "dispute")),
        was_returned=text_in(record, "returned") is not None,
    )


def refund_of(flat: Sequence[bytes]) -> Refund:
    """What is on its way back; its reason stays sealed."""
    record = {name: value.decode() for name, value in record_of(flat).items() if name != "reason"}
    return Refund(
        id=record["id"],
        charge_id=record["charge_id"],
        intent_id=record["intent_id"],
        amount_minor=int(record["amount_minor"]),
        status=cast("RefundStatus", record["status"]),
        released_at=int(record["released_at"]) if "released_at" in record else None,
    )


def _outcome(text: str | None) -> Dispute | None:
    return cast("Dispute | None", text)
