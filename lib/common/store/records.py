"""How records look in Valkey's hashes, and which of their fields are sealed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from common.domain.appointments import Appointment, Status
from common.domain.cards import CardOnFile
from common.domain.patients import Consents, Patient, PatientDetails

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.security.sealing import ClinicKey
    from common.store.valkey import Arg

_ONCE: Final = 1  # the version that what is written once is sealed under
_DETAILS: Final = ("full_name", "email", "phone", "date_of_birth", "payer_id")
_CARD: Final = ("brand", "last4", "exp_month", "exp_year")

Record = dict[str, bytes]


def record_of(flat: Sequence[bytes]) -> Record:
    """A hash, from names and values in turn."""
    return {name.decode(): value for name, value in zip(flat[::2], flat[1::2], strict=True)}


def appointment_of(flat: Sequence[bytes], key: ClinicKey) -> Appointment:
    """Raises SealBrokenError."""
    record = record_of(flat)
    appointment_id = record["id"].decode()
    return Appointment(
        id=appointment_id,
        provider_id=record["provider_id"].decode(),
        patient_id=record["patient_id"].decode(),
        type_id=record["type_id"].decode(),
        status=Status(record["status"].decode()),
        starts_at=int(record["starts_at"]),
        ends_at=int(record["ends_at"]),
        blocked=(int(record["blocked_from"]), int(record["blocked_until"])),
        booked_at=int(record["booked_at"]),
        expires_at=int(record["expires_at"]) or None,
        price_minor=int(record["price_minor"]),
        payer_id=key.open("appointment", appointment_id, "payer", _ONCE, record["payer"]),
        policy_version=int(record["policy_version"]),
        policy_hash=record["policy_hash"].decode(),
        policy_accepted_at=_instant(record, "policy_accepted_at"),
        setup_intent_id=_text(record, "setup_intent_id"),
        cancelled_at=_instant(record, "cancelled_at"),
        cancelled_by=_text(record, "cancelled_by"),
        fee_minor=int(record.get("fee_minor", 0)),
        note_count=int(record.get("note_count", 0)),
        version=int(record["version"]),
    )


def sealed_payer(key: ClinicKey, appointment_id: str, payer_id: str) -> bytes:
    """An appointment's payer, as it was when the time was held."""
    return key.seal("appointment", appointment_id, "payer", _ONCE, payer_id)


def sealed_reason(key: ClinicKey, appointment_id: str, reason: str | None) -> bytes:
    """Why an appointment was cancelled, in the canceller's words; empty for none."""
    return key.seal("appointment", appointment_id, "reason", _ONCE, reason) if reason else b""


def patient_of(flat: Sequence[bytes], key: ClinicKey) -> Patient:
    """Raises SealBrokenError."""
    record = record_of(flat)
    patient_id, version = record["id"].decode(), int(record["version"])
    details = key.open_record("patient", patient_id, version, {name: record[name] for name in _DETAILS})
    return Patient(
        id=patient_id,
        version=version,
        details=PatientDetails(**details),
        consents=Consents(int(record["privacy_notice_at"]), _instant(record, "texts_at")),
        customer_id=_text(record, "customer_id"),
        card=_card_of(record, key),
    )


def patient_fields(
    key: ClinicKey, patient_id: str, version: int, details: PatientDetails, consents: Consents
) -> dict[str, Arg]:
    """What `patient_of` reads, the card apart: every detail is sealed anew under the record's version."""
    return {
        "version": version,
        "privacy_notice_at": consents.privacy_notice_at,
        "texts_at": consents.texts_at or 0,
        **key.seal_record("patient", patient_id, version, asdict(details)),
    }


def sealed_card(key: ClinicKey, card: CardOnFile) -> dict[str, Arg]:
    """A card's fields, bound to Stripe's id of it; scripts look at `card_kept_at`, so it comes first."""
    shown = {name: str(getattr(card, name)) for name in _CARD}
    sealed = key.seal_record("card", card.payment_method_id, _ONCE, shown)
    fields = {f"card_{name}": value for name, value in sealed.items()}
    return {"card_kept_at": card.kept_at, "card_id": card.payment_method_id, **fields}


def _card_of(record: Record, key: ClinicKey) -> CardOnFile | None:
    card_id = _text(record, "card_id")
    if card_id is None:
        return None
    shown = key.open_record("card", card_id, _ONCE, {name: record[f"card_{name}"] for name in _CARD})
    return CardOnFile(
        payment_method_id=card_id,
        brand=shown["brand"],
        last4=shown["last4"],
        exp_month=int(shown["exp_month"]),
        exp_year=int(shown["exp_year"]),
        kept_at=int(record.get("card_kept_at", 0)),
    )


def _text(record: Record, name: str) -> str | None:
    value = record.get(name)
    return value.decode() if value else None


def _instant(record: Record, name: str) -> int | None:
    return int(record.get(name, 0)) or None
