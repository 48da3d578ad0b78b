"""Charges and refunds in Valkey. How one may follow the other is decided in the scripts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from common.domain.charges import ChargeStatus, Refund
from common.domain.drafts import Begun, ChargeRow
from common.domain.errors import NotFoundError
from common.domain.ids import derived_id, new_id
from common.domain.jobs import Queue
from common.domain.outcomes import Comparison
from common.domain.wall_clock import DAY
from common.store.charge_records import charge_of, refund_of
from common.store.records import appointment_of, card_words, patient_of, sealed_reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.domain.charges import Charge, Dispute, RefundStatus
    from common.domain.drafts import PaymentState
    from common.store.scoped import Scoped
    from common.store.valkey import Due

_MOST_OPEN: Final = 500


@dataclass(frozen=True, slots=True)
class ValkeyCharges:
    """Implements `common.domain.ports.Charges`."""

    scoped: Scoped

    def list_charges(self, patient_id: str) -> Sequence[ChargeRow]:
        """See reads/read_charges.lua."""
        rows = self.scoped.read("read_charges", "charge.read", [self.scoped.keys.charges_of(patient_id)], [patient_id])
        return [self._row(row) for row in rows]

    def list_for(self, appointment_id: str) -> Sequence[ChargeRow]:
        """See reads/read_charges_for.lua."""
        key = self.scoped.keys.appointment(appointment_id)
        return [self._row(row) for row in self.scoped.read("read_charges_for", "charge.read", [key], [])]

    def get(self, charge_id: str) -> ChargeRow:
        """See reads/read_charge.lua."""
        return self._row(self.scoped.read("read_charge", "charge.read", [self.scoped.keys.charge(charge_id)], []))

    def list_open(self) -> Sequence[ChargeRow]:
        """See reads/read_open_charges.lua."""
        rows = self.scoped.read("read_open_charges", "charge.read", [self.scoped.keys.open_charges], [_MOST_OPEN])
        return [self._row(row) for row in rows]

    def find(self, charge_id: str) -> Charge | None:
        """Nobody is shown what this finds: the change that follows leaves the audit entry."""
        flat = self.scoped.valkey.hash(self.scoped.keys.charge(charge_id))
        if not flat:
            return None
        charge, scope = charge_of(flat, self.scoped.clinic_key), self.scoped.scope
        return charge if scope.reaches_clinic or scope.patient_id == charge.patient_id else None

    def begin(self, charge_id: str, *, card_id: str | None, by_hand: bool) -> Begun:
        """See changes/begin_charge.lua."""
        known = self._get(charge_id)
        keys = self.scoped.keys
        answer = self.scoped.change(
            "begin_charge",
            "charge.begin",
            [keys.charge(charge_id), keys.cards(known.patient_id)],
            [charge_id, int(by_hand), card_id or ""],
            step=f"begin_charge:{charge_id}",
            due=self._at_once,
        )
        return Begun(answer["begun"], self._get(charge_id))

    def attach_intent(self, charge: Charge, intent_id: str) -> None:
        """See changes/attach_charge_intent.lua."""
        key = self.scoped.keys.charge(charge.id)
        self.scoped.change("attach_charge_intent", "charge.begin", [key], [charge.id, intent_id])

    def settle(self, charge_id: str, state: PaymentState) -> ChargeStatus:
        """See changes/settle_charge.lua."""
        answer = self.scoped.change(
            "settle_charge",
            "charge.settle",
            [self.scoped.keys.charge(charge_id)],
            [
                charge_id,
                state.intent_id,
                state.status,
                state.failure or "",
                state.next_attempt_at or 0,
                *card_words(self.scoped.clinic_key, state.card),
                derived_id("rfd", charge_id, state.intent_id, "waived"),
            ],
            due=self._at_once,
        )
        return ChargeStatus(answer["status"])

    def waive(self, charge: Charge, *, by: str, reason: str | None) -> None:
        """See changes/waive_charge.lua."""
        sealed = sealed_reason(self.scoped.clinic_key, charge.appointment_id, reason)
        self.scoped.change(
            "waive_charge",
            "charge.waive",
            [self.scoped.keys.charge(charge.id)],
            [charge.id, by, sealed, derived_id("rfd", charge.id, "waived")],
            step=f"waive_charge:{charge.id}",  # a tick may waive several
            due=self._at_once,
        )

    def begin_refund(self, charge: Charge, *, amount_minor: int | None, by: str, reason: str | None) -> Refund:
        """See changes/begin_refund.lua."""
        return self._refund(charge, new_id("rfd"), amount_minor or 0, by, reason, is_made=False)

    def note_refund(self, charge: Charge, refund_id: str, amount_minor: int) -> Refund:
        """See changes/begin_refund.lua."""
        return self._refund(charge, refund_id, amount_minor, "stripe", None, is_made=True)

    def _refund(  # noqa: PLR0913
        self, charge: Charge, refund_id: str, amount_minor: int, by: str, reason: str | None, *, is_made: bool
    ) -> Refund:
        sealed = sealed_reason(self.scoped.clinic_key, charge.appointment_id, reason)
        answer = self.scoped.change(
            "begin_refund",
            "charge.refund",
            [self.scoped.keys.charge(charge.id), self.scoped.keys.refund(refund_id)],
            [charge.id, amount_minor, refund_id, by, sealed, int(is_made)],
            step=f"begin_refund:{refund_id if is_made else charge.id}",  # an event may tell of several
            due=self._at_once,
        )
        refund = self.find_refund(answer["refund_id"])
        if refund is None:
            raise NotFoundError
        return refund

    def find_refund(self, refund_id: str) -> Refund | None:
        """Nobody is shown what this finds."""
        flat = self.scoped.valkey.hash(self.scoped.keys.refund(refund_id))
        return refund_of(flat) if flat else None

    def settle_refund(self, refund: Refund, status: RefundStatus) -> None:
        """See changes/settle_refund.lua."""
        key = self.scoped.keys.refund(refund.id)
        self.scoped.change("settle_refund", "charge.refund", [key], [refund.id, status], due=self._at_once)

    def dispute(self, charge: Charge, dispute_id: str, outcome: Dispute) -> None:
        """See changes/dispute_charge.lua."""
        key = self.scoped.keys.charge(charge.id)
        self.scoped.change(
            "dispute_charge", "charge.dispute", [key], [charge.id, dispute_id, outcome], due=self._at_once
        )

    def keep_comparison(self, comparison: Comparison, *, matching: Sequence[str]) -> None:
        """See changes/keep_comparison.lua."""
        keys, said = self.scoped.keys, json.dumps([comparison.compared_at, comparison.charges])
        self.scoped.change(
            "keep_comparison",
            "charge.compare",
            [keys.comparison, keys.differing, keys.open_charges],
            [said, len(matching), *matching, *comparison.differing],
            due=self._at_once,
        )

    def have_compared(self, instant: int) -> None:
        """See changes/make_comparison_due.lua."""
        self.scoped.change("make_comparison_due", "charge.compare", [], [instant // DAY], due=self._at_once)

    def find_comparison(self) -> Comparison | None:
        """Counts and ids alone."""
        keys, valkey = self.scoped.keys, self.scoped.valkey
        kept = valkey.get(keys.comparison) if self.scoped.scope.reaches_clinic else None
        if kept is None:
            return None
        compared_at, charges, *_ = json.loads(kept)
        return Comparison(compared_at, charges, tuple(valkey.ids_between(keys.differing, 0, self.scoped.now + 1)))

    def list_settled(self, from_at: int, until: int) -> Sequence[Charge]:
        """Only for machines: nobody is shown what this finds."""
        keys = (self.scoped.keys.paid_charges, self.scoped.keys.refunded_charges)
        found = (self.scoped.valkey.ids_between(key, from_at, until) for key in keys)
        return [self._get(charge_id) for charge_id in dict.fromkeys(chain(*found))]

    @property
    def _at_once(self) -> Due:
        return {Queue.ENFORCE_POLICY: self.scoped.now}

    def _row(self, row: Sequence[Sequence[bytes]]) -> ChargeRow:
        (charge, appointment, patient, cards), key = row, self.scoped.clinic_key
        return ChargeRow(charge_of(charge, key), appointment_of(appointment, key), patient_of(patient, cards, key))

    def _get(self, charge_id: str) -> Charge:
        charge = self.find(charge_id)
        if charge is None:
            raise NotFoundError
        return charge
