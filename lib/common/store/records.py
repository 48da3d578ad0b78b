"""How records look in Valkey's hashes, and which of their fields are sealed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from common.domain.appointments import Appointment, Status
from common.domain.cards import CardOnFile
from common.domain.patients import Consents, Patient, PatientDetails

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.security.sealing import ClinicKey
    from common.store.valkey import Arg

ONCE: Final = 1  # the version that what is written once is sealed under
_DETAILS: Final = ("full_name", "email", "phone", "date_of_birth", "payer_id")

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
        payer_id=key.open("appointment", appointment_id, "payer", ONCE, record["payer"]),
        policy_version=int(record["policy_version"]),
        policy_hash=record["policy_hash"].decode(),
        policy_accepted_at=instant_in(record, "policy_accepted_at"),
        setup_intent_id=text_in(record, "setup_intent_id"),
        payment_intent_id=text_in(record, "payment_intent_id"),
        deposit_minor=int(record.get("deposit_minor", 0)),
        # Less than nothing while more is on its way back than was paid: we and somebody at Stripe both give it back.
        paid_minor=max(0, int(record.get("paid_minor", 0))),
        owed_when_moved_minor=int(record.get("owed_when_moved_minor", 0)),
        fees_count_from=int(record.get("fees_count_from", record["starts_at"])),
        attended_at=instant_in(record, "attended_at"),
        attended_by=text_in(record, "attended_by"),
        cancelled_at=instant_in(record, "cancelled_at"),
        cancelled_by=text_in(record, "cancelled_by"),
        fee_minor=int(record.get("fee_minor", 0)),
        note_count=int(record.get("note_count", 0)),
        version=int(record["version"]),
    )


def sealed_payer(key: ClinicKey, appointment_id: str, payer_id: str) -> bytes:
    """An appointment's payer, as it was when the time was held."""
    return key.seal("appointment", appointment_id, "payer", ONCE, payer_id)


def sealed_reason(key: ClinicKey, appointment_id: str, reason: str | None) -> bytes:
    """Why an appointment was cancelled, in the canceller's words; empty for none."""
    return key.seal("appointment", appointment_id, "reason", ONCE, reason) if reason else b""


def patient_of(flat: Sequence[bytes], cards: Sequence[bytes], key: ClinicKey) -> Patient:
    """Raises SealBrokenError."""
    record = record_of(flat)
    patient_id, version = record["id"].decode(), int(record["version"])
    details = key.open_record("patient", patient_id, version, {name: record[name] for name in _DETAILS})
    return Patient(
        id=patient_id,
        version=version,
        details=PatientDetails(**details),
        consents=Consents(int(record["privacy_notice_at"]), instant_in(record, "texts_at")),
        customer_id=text_in(record, "customer_id"),
        cards=_cards_of(cards, key),
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


def sealed_card(key: ClinicKey, card: CardOnFile) -> bytes:
    """`<chosen at>:<sealed>`, bound to Stripe's id of the card; scripts look at the instant."""
    shown = json.dumps([card.brand, card.last4, card.exp_month, card.exp_year])
    return b"%d:" % card.chosen_at + key.seal("card", card.payment_method_id, "shown", ONCE, shown)


def card_words(key: ClinicKey, card: CardOnFile | None) -> tuple[str, bytes]:
    """A card's id and `sealed_card`, as scripts take them; empty for none."""
    return (card.payment_method_id, sealed_card(key, card)) if card else ("", b"")


def card_of(card_id: str, kept: bytes, key: ClinicKey) -> CardOnFile:
    """Raises SealBrokenError."""
    chosen_at, _, sealed = kept.partition(b":")
    brand, last4, exp_month, exp_year = json.loads(key.open("card", card_id, "shown", ONCE, sealed))
    return CardOnFile(card_id, brand, last4, exp_month, exp_year, int(chosen_at))


def _cards_of(flat: Sequence[bytes], key: ClinicKey) -> tuple[CardOnFile, ...]:
    """The one that was chosen last comes first."""
    cards = [card_of(card_id, kept, key) for card_id, kept in record_of(flat).items()]
    return tuple(sorted(cards, key=lambda card: (card.chosen_at, card.payment_method_id), reverse=True))


def text_in(record: Record, name: str) -> str | None:
    """None where it isn't there, or empty."""
    value = record.get(name)
    return value.decode() if value else None


def instant_in(record: Record, name: str) -> int | None:
    """None where it isn't there, or 0."""
    return int(record.get(name, 0)) or None
