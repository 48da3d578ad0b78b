"""Our books and Stripe's, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from tests.money.till import Till

_PAID: Final = {"succeeded", "refunded"}
_SAID: Final = (
    "status kind amount_minor intent_id card_id attempts failure refunded_minor refunding_minor dispute dispute_id"
)
Row = dict[str, str]


@dataclass(frozen=True)
class Books:
    """What is kept of a clinic's money, as it stands in Valkey."""

    till: Till

    @property
    def prefix(self) -> str:
        return f"c:{{{self.till.product.clinic_id}}}:"

    def rows(self, kind: str) -> list[Row]:
        raw = self.till.product.raw
        found = [raw.hgetall(key) for key in raw.scan_iter(match=f"{self.prefix}{kind}:*")]
        return [{name.decode(): value.decode("latin-1") for name, value in row.items()} for row in found]

    def summary(self) -> tuple[tuple[str, ...], ...]:
        """How everything stands, without ids and instants: visits, then charges."""
        visits = sorted((row["status"], row.get("cancelled_by", "")) for row in self.rows("appointment"))
        charges = sorted(
            (row["kind"], row["status"], row["amount_minor"], row.get("refunded_minor", "0"))
            for row in self.rows("charge")
        )
        return (*visits, *charges)

    def details(self) -> dict[str, Any]:
        """All that is said of money but when it was said, by id, and what is refunded, which has ids of chance."""
        refunds = sorted((row["charge_id"], row["amount_minor"], row["status"]) for row in self.rows("refund"))
        return {
            "visits": _named(self.rows("appointment"), "status fee_minor paid_minor cancelled_by deposit_charge_id"),
            "charges": _named(self.rows("charge"), _SAID),
            "refunds": refunds,
            "cards": sorted(name for row in self.rows("cards") for name in row),
        }

    def due_jobs(self) -> list[str]:
        """What a tick would still take in hand now, or has given up."""
        raw, now = self.till.product.raw, self.till.product.epoch
        found = [
            job.decode()
            for queue in ("reminders", "enforce_policy")
            for job in raw.zrangebyscore(f"{self.prefix}jobs:{queue}", "-inf", now)
        ]
        return found + [job.decode() for job in raw.hkeys(f"{self.prefix}dead-jobs")]

    def changes(self) -> list[tuple[str, str, str]]:
        """Audit rows: action, subject, outcome."""
        return [(row["action"], row["subject"], row["outcome"]) for row in self.till.product.audit_rows()]


def _named(rows: list[Row], names: str) -> dict[str, Row]:
    return {row["id"]: {name: row.get(name, "") for name in names.split()} for row in rows}


def assert_sound(till: Till) -> None:
    """Whatever happened: nothing was paid twice, or without being owed, and both sides say the same."""
    books = Books(till)
    charges = books.rows("charge")
    paid = [one for one in till.bank.made("charge") if one["amount_captured"]]
    theirs = {one["payment_intent"]: (one["amount_captured"], one["amount_refunded"]) for one in paid}
    assert len(theirs) == len(paid), "an intent was paid twice"
    ours = {
        row["intent_id"]: (int(row["amount_minor"]), int(row.get("refunded_minor", 0)))
        for row in charges
        if row["status"] in _PAID
    }
    assert ours == theirs
    assert sum(row["status"] in _PAID for row in charges) == len(ours), "two charges say the same payment"
    assert [row for row in charges if row["status"] == "attempting" or int(row.get("refunding_minor", 0))] == []
    assert books.due_jobs() == []
    _assert_owed(books, charges)
    _assert_audited(books, charges)


def _assert_owed(books: Books, charges: list[Row]) -> None:
    """One fee a visit at most; and nothing is kept of what was paid for no visit, or for a fee that was let go."""
    visits = {row["id"]: row for row in books.rows("appointment")}
    fees = [row["appointment_id"] for row in charges if row["kind"] != "deposit" and _kept(row)]
    assert len(fees) == len(set(fees))
    for row in charges:
        visit, kept = visits[row["appointment_id"]], _kept(row)
        if row["kind"] == "deposit" and visit.get("cancelled_by") in {"hold_expired", "replaced"}:
            assert kept == 0
        if row["kind"] == "deposit" and row["id"] != visit.get("deposit_charge_id"):
            assert kept == 0
        if row.get("waived_at") or (visit["status"] in {"booked", "arrived"} and row["kind"] != "deposit"):
            assert kept == 0


def _kept(charge: Row) -> int:
    """Of what was paid."""
    paid = int(charge["amount_minor"]) if charge["status"] in _PAID else 0
    return paid - int(charge.get("refunded_minor", 0))


def _assert_audited(books: Books, charges: list[Row]) -> None:
    rows = books.changes()
    outcomes = {(subject, outcome) for _, subject, outcome in rows}
    actions = {(action, subject) for action, subject, _ in rows}
    for row in charges:
        charge_id, visit = row["id"], row["appointment_id"]
        if row["status"] in _PAID and row["kind"] != "deposit":
            assert [one for one in rows if one[1:] == (charge_id, "succeeded") and one[0] == "charge.settle"]
            assert len([one for one in rows if one == ("charge.settle", charge_id, "succeeded")]) == 1
            assert ("charge.begin", charge_id) in actions
        if row["kind"] == "deposit":
            assert ("appointment.book", visit) in actions or ("charge.return", charge_id) in actions
        if row["status"] == "waived":
            assert {("charge.waive", charge_id), ("appointment.cancel", visit), ("appointment.attend", visit)} & actions
        if row["status"] in {"failed", "requires_action"}:
            assert (charge_id, row["status"]) in outcomes
    visits = {row["id"]: row["appointment_id"] for row in charges}
    for refund in books.rows("refund"):
        attended = ("appointment.attend", visits[refund["charge_id"]]) in actions
        was_taken_back = refund["status"] == "failed" and attended
        assert was_taken_back or ("charge.refund", refund["charge_id"], refund["status"]) in rows


def kept_of(till: Till) -> dict[bytes, Any]:
    """All that is kept but for counts, sessions, and how far events were swept."""
    from tests.store.places import kept  # noqa: PLC0415

    return {key: held for key, held in kept(till.product.raw).items() if not key.startswith((b"sweep:", b"jobs:"))}
