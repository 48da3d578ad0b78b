"""Do what is due in one clinic: each job once, whatever happens in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from common import log
from common.domain.errors import StoreUnavailableError
from common.domain.jobs import JobKind, Queue
from common.domain.vendor_errors import VendorError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from common.domain.errands import Errand
    from common.domain.jobs import Job
    from common.domain.ports import Jobs

    Perform = Callable[[Job, Errand], bool]
    """Whether there was anything left to do."""

_MOST_AT_ONCE: Final = 100


@dataclass(slots=True)
class Tally:
    """How a tick went: jobs done, found needless, put off, given up."""

    done: int = 0
    suppressed: int = 0
    retried: int = 0
    dead: int = 0


def run_due_jobs(
    errand: Errand,
    queue: Queue,
    performing: Mapping[str, Perform],
    tally: Tally,
    *,
    look_again_by: int | None = None,
) -> None:
    """Adds to `tally`. The clinic is looked at again by `look_again_by`, whether or not a job is due then.

    Raises StoreUnavailableError; what was leased then comes back when its lease runs out.
    """
    jobs = errand.stores.jobs(queue)
    for job in jobs.lease(_MOST_AT_ONCE):
        perform = performing.get(job.kind)
        if perform is None:
            jobs.settle(job, "dead", why="unknown_kind")
            tally.dead += 1
            continue
        try:
            did = perform(job, errand)
        except StoreUnavailableError:
            raise
        except VendorError as error:
            again_at = job.retry_at(errand.now, permanent=error.permanent)
            if again_at is None:
                log.error("job_refused", error, job_id=job.id, clinic_id=errand.clinic_id, vendor=error.vendor)
            _put_off(job, jobs, tally, error.code, again_at)
        except Exception as error:  # noqa: BLE001  # one job that can't be done must not keep the others from it
            log.error("job_failed", error, job_id=job.id, clinic_id=errand.clinic_id)
            _put_off(job, jobs, tally, "unexpected", job.retry_at(errand.now))
        else:
            jobs.settle(job, "done")
            tally.done += did
            tally.suppressed += not did
    jobs.put_clinic_off(at_latest=look_again_by)


def expire_hold(job: Job, errand: Errand) -> bool:
    """Whether a hold was ended."""
    return errand.stores.appointments.expire(job.subject)


REMINDERS: Final[Mapping[str, Perform]] = {JobKind.HOLD_EXPIRY: expire_hold}


def _put_off(job: Job, jobs: Jobs, tally: Tally, code: str, due_again_at: int | None) -> None:
    if due_again_at is None:
        jobs.settle(job, "dead", why=code)
        tally.dead += 1
    else:
        jobs.settle(job, "retry", due_again_at=due_again_at)
        tally.retried += 1
