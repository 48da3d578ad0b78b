"""Two clinics with a team and two patients each, who have two cards, a visit today, another one with a note, a hold,
a fee that is due and one that the bank declined.

It is made once, through the functions themselves, and put back before each test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import redis

from local.demo.practice import CLINIC_ID
from tests.product import Person, Product


@dataclass(frozen=True)
class Visits:
    """What one patient has; `intent` is a SetupIntent of theirs that succeeded, `card` the first of two on file.

    `due` and `declined` are charges: one falls due now, with the other only its holder's link helps.
    """

    patient_id: str
    booked: str
    today: str
    held: str
    policy_hash: str
    intent: str
    card: str
    due: str
    declined: str

    def asked_about(self, operation: str) -> str:
        """Which visit the operation's request is about."""
        return {"book_slot PUT": self.held, "attendance POST": self.today}.get(operation, self.booked)


@dataclass(frozen=True)
class World:
    """The product with everything in place, and what is whose."""

    product: Product
    snapshot: Snapshot

    def put_back(self) -> None:
        """As it was when the test began."""
        self.snapshot.restore(self.product.raw)

    def of(self, person: Person) -> Visits:
        return self.snapshot.visits[person.uid]

    def stored(self) -> dict[bytes, bytes]:
        """Every key that is neither bookkeeping of calls nor the audit trail, as it stands."""
        return {key: value for key, value in dump(self.product.raw).items() if not _is_bookkeeping(key)}

    @contextmanager
    def audited(self, clinic_id: str = CLINIC_ID) -> Iterator[list[dict[str, Any]]]:
        """The rows of the audit trail that come about within."""
        rows: list[dict[str, Any]] = []
        before = self.product.raw.xlen(f"c:{{{clinic_id}}}:audit")
        yield rows
        rows += self.product.audit_rows(clinic_id)[before:]


@dataclass(frozen=True)
class Snapshot:
    """The world at rest."""

    keys: Mapping[bytes, bytes]
    visits: Mapping[str, Visits]

    def restore(self, raw: redis.Redis) -> None:
        pipe = raw.pipeline(transaction=False)
        pipe.flushall()
        for key, value in self.keys.items():
            pipe.restore(key, 0, value)
        pipe.execute()


def dump(raw: redis.Redis) -> dict[bytes, bytes]:
    keys = sorted(raw.scan_iter(count=1000))
    pipe = raw.pipeline(transaction=False)
    for key in keys:
        pipe.dump(key)
    return dict(zip(keys, pipe.execute(), strict=True))


def _is_bookkeeping(key: bytes) -> bool:
    return any(part in key for part in (b":rate:", b":session:", b":audit", b":replay:"))
