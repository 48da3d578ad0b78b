"""What must be so in a clinic at any time, read from the records and not from what scripts look things up in."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import redis

from common.domain.availability import Interval, free_starts
from common.domain.clinic import visit_shape
from common.domain.jobs import Queue
from common.domain.wall_clock import local_day
from tests.store.desk import Desk


@dataclass(frozen=True)
class Record:
    """An appointment's hash."""

    id: str
    provider_id: str
    patient_id: str
    type_id: str
    status: str
    starts_at: int
    block: Interval
    expires_at: int
    cancelled_by: str
    version: int
    policy_hash: str

    def is_live(self, now: int) -> bool:
        return self.status in {"booked", "arrived"} or (self.status == "pending" and now < self.expires_at)

    def may_be_booked(self, now: int) -> bool:
        """As far as it goes by itself: a hold that ran out may still be."""
        return now < self.starts_at and (self.status == "pending" or self.cancelled_by == "hold_expired")


def record_of(flat: dict[bytes, bytes]) -> Record:
    text = {name.decode(): value.decode(errors="replace") for name, value in flat.items()}
    return Record(
        id=text["id"],
        provider_id=text["provider_id"],
        patient_id=text["patient_id"],
        type_id=text["type_id"],
        status=text["status"],
        starts_at=int(text["starts_at"]),
        block=(int(text["blocked_from"]), int(text["blocked_until"])),
        expires_at=int(text["expires_at"]),
        cancelled_by=text.get("cancelled_by", ""),
        version=int(text["version"]),
        policy_hash=text["policy_hash"],
    )


class Ledger:
    """One reading of the store."""

    def __init__(self, desk: Desk) -> None:
        raw = desk.product.raw
        pipe: Any = raw.pipeline(transaction=False) if isinstance(raw, redis.Redis) else raw.pipeline()
        for key in raw.scan_iter(match="*:appointment:*", count=1000):
            pipe.hgetall(key)
        found = [record_of(flat) for flat in pipe.execute()]
        self.desk = desk
        self.now = desk.product.epoch
        self.records = {record.id: record for record in found}

    def live(self, provider_id: str) -> list[Record]:
        found = [one for one in self.records.values() if one.provider_id == provider_id and one.is_live(self.now)]
        return sorted(found, key=lambda one: one.block)

    def hold_of(self, patient_id: str) -> Record | None:
        """Live."""
        held = [one for one in self._of(patient_id) if one.status == "pending" and one.is_live(self.now)]
        assert len(held) <= 1, held
        return held[0] if held else None

    def latest_of(self, patient_id: str) -> Record | None:
        """The last that was held and might still be booked."""
        theirs = [one for one in self._of(patient_id) if one.status == "pending" or one.cancelled_by == "hold_expired"]
        return max(theirs, key=lambda one: one.expires_at, default=None)

    def booked_by(self, patient_id: str) -> list[Record]:
        return sorted((one for one in self._of(patient_id) if one.status == "booked"), key=lambda one: one.starts_at)

    def arrived_of(self, patient_id: str) -> list[Record]:
        return [one for one in self._of(patient_id) if one.status == "arrived"]

    def _of(self, patient_id: str) -> list[Record]:
        return [one for one in self.records.values() if one.patient_id == patient_id]

    def is_free_for(self, record: Record) -> bool:
        """Whether nobody else has any of its time."""
        begins, ends = record.block
        others = [one.block for one in self.live(record.provider_id) if one.id != record.id]
        return all(ends <= block[0] or block[1] <= begins for block in others)

    def free_starts(self, provider_id: str, type_id: str, at: int, but: Record | None = None) -> list[int]:
        """What may be booked on the day of `at`; `but` is a hold that its patient would give up."""
        practice = self.desk.practice()
        provider = practice.get_provider(provider_id)
        blocks = [one.block for one in self.live(provider_id) if one != but]
        day = local_day(at, provider.schedule.zone)
        shape = visit_shape(provider, practice.get_type(type_id))
        return free_starts(provider.schedule, shape, blocks, day, day, self.now)

    def assert_sound(self) -> None:
        """Everything that must be so, whatever happened."""
        for provider in self.desk.practice().providers:
            self._assert_no_overlap(provider.id)
            self._assert_indexed(provider.id)
        self._assert_jobs()
        self._assert_audited()

    def _assert_no_overlap(self, provider_id: str) -> None:
        for first, second in pairwise(self.live(provider_id)):
            assert first.block[1] <= second.block[0], (first, second)

    def _assert_indexed(self, provider_id: str) -> None:
        rows = self.desk.product.raw.zrange(self.desk.keys.busy(provider_id), 0, -1, withscores=True)
        indexed = {}
        for member, begins in rows:
            ends, hold_ends, appointment_id = member.decode().split(":")
            indexed[appointment_id] = ((int(begins), int(ends)), int(hold_ends))
        for one in self.live(provider_id):
            assert indexed.pop(one.id) == (one.block, one.expires_at), one
        ran_out = [self.records[appointment_id] for appointment_id in indexed]
        assert all(one.status == "pending" and self.now >= one.expires_at for one in ran_out), ran_out

    def _assert_jobs(self) -> None:
        jobs = self.desk.jobs()
        pending = {
            f"hold_expiry:{one.id}:once": one.expires_at for one in self.records.values() if one.status == "pending"
        }
        assert {job: due for job, due in jobs.items() if job.startswith("hold_expiry")} == pending
        for queue in Queue:
            hint, theirs = self.desk.looked_at(queue), self.desk.jobs(queue)
            assert not theirs or (hint is not None and hint <= min(theirs.values())), (queue, hint, theirs)

    def _assert_audited(self) -> None:
        """Each change of an appointment raised its version by one and left one row."""
        rows = [self._entry(row) for _, row in self.desk.product.raw.xrange(self.desk.keys.audit)]
        changes = Counter(subject for action, subject in rows if action in CHANGES_OF_ONE)
        assert changes == Counter({one.id: one.version for one in self.records.values()})
        of_hours = sum(action == "availability.change" for action, _ in rows)
        assert of_hours == self.desk.practice().version - 1

    def _entry(self, row: dict[bytes, bytes]) -> tuple[str, str]:
        entry: dict[str, Any] = json.loads(row[b"entry"])
        done = row[b"outcome"] in {b"done", b"replaced"}
        return (entry["action"], row[b"subject"].decode()) if done else ("", "")


CHANGES_OF_ONE = {
    "appointment.attend",
    "appointment.book",
    "appointment.cancel",
    "appointment.expire",
    "appointment.hold",
    "appointment.reschedule",
}
