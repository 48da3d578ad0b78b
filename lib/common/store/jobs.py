"""Due work in Valkey. A clinic's jobs are its own; which clinics to look at is a hint beside them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from common.domain.jobs import Job, Queue
from common.store import scripts
from common.store.valkey import Command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.store.keys import Keys
    from common.store.valkey import Valkey

# Longer than a call of the scheduled function may take.
_LEASE_SECONDS: Final = {Queue.REMINDERS: 120, Queue.ENFORCE_POLICY: 300}


@dataclass(frozen=True, slots=True)
class ValkeyJobs:
    """Implements `common.domain.ports.Jobs`."""

    valkey: Valkey
    keys: Keys
    queue: Queue
    now: int

    def lease(self, most: int) -> Sequence[Job]:
        """See plain/lease_jobs.lua."""
        token = secrets.token_hex(16)
        rows = self.valkey.run(
            Command(
                scripts.load("plain/lease_jobs"),
                [self.keys.jobs(self.queue), self.keys.leases(self.queue)],
                [self.now, self.now + _LEASE_SECONDS[self.queue], token, most],
            )
        )
        return [Job(job_id.decode(), token, attempts) for job_id, attempts in rows]

    def settle(
        self, job: Job, outcome: Literal["done", "retry", "dead"], *, due_again_at: int = 0, why: str = ""
    ) -> bool:
        """See plain/settle_job.lua."""
        settled = self.valkey.run(
            Command(
                scripts.load("plain/settle_job"),
                [self.keys.jobs(self.queue), self.keys.leases(self.queue), self.keys.dead_jobs],
                [self.now, job.id, job.token, outcome, due_again_at, why],
            )
        )
        return bool(settled)

    def put_clinic_off(self, *, at_latest: int | None = None) -> None:
        """Says when this clinic is to be looked at again, in one write: whoever dies here has said all of it.

        Read again after it was said: a job that was added in between has announced itself to the old hint.
        """
        jobs = self.keys.jobs(self.queue)
        due_at = min((at for at in (self.valkey.next_due(jobs), at_latest) if at is not None), default=None)
        self.valkey.put_off(self.queue, self.keys.clinic_id, due_at)
        meanwhile = self.valkey.next_due(jobs)
        if meanwhile is not None and (due_at is None or meanwhile < due_at):
            self.valkey.announce(self.keys.clinic_id, {self.queue: meanwhile})
