"""Do what is due in one clinic: each job once, whatever happens in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from common import log
from common.domain.appointments import Status
from common.domain.errors import StoreUnavailableError
from common.domain.jobs import JobKind
from common.domain.vendor_errors import VendorError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from common.domain.cards import CardProcessor
    from common.domain.errands import Errand
    from common.domain.jobs import Job

    Perform = Callable[[Job, Errand, Callable[[], CardProcessor]], bool]

_MOST_AT_ONCE: Final = 100


@dataclass(slots=True)
class Tally:
    """How a tick went: jobs done, found needless, put off, given up."""

    done: int = 0
    suppressed: int = 0
    retried: int = 0
    dead: int = 0


def run_due_jobs(errand: Errand, open_processor: Callable[[], CardProcessor], tally: Tally) -> None:
    """Adds to `tally`. Raises StoreUnavailableError; what was leased then comes back when its lease runs out."""
    jobs = errand.stores.jobs
    for job in jobs.lease(_MOST_AT_ONCE):
        perform = _PERFORM.get(job.kind)
        if perform is None:
            jobs.settle(job, "dead", why="unknown_kind")
            tally.dead += 1
            continue
        try:
            did = perform(job, errand, open_processor)
        except StoreUnavailableError:
            raise
        except VendorError as error:
            _put_off(job, errand, tally, code=error.code, for_good=error.permanent)
        except Exception as error:  # noqa: BLE001  # one job that can't be done must not keep the others from it
            log.error("job_failed", error, job_id=job.id, clinic_id=errand.clinic_id)
            _put_off(job, errand, tally, code="unexpected", for_good=False)
        else:
            jobs.settle(job, "done")
            tally.done += did
            tally.suppressed += not did
    jobs.put_clinic_off()


def _expire_hold(job: Job, errand: Errand, _: Callable[[], CardProcessor]) -> bool:
    return errand.stores.appointments.expire(job.subject)


def _cancel_setup_intent(job: Job, errand: Errand, open_processor: Callable[[], CardProcessor]) -> bool:
    appointment = errand.stores.appointments.find(job.subject)
    if appointment is None or appointment.setup_intent_id is None or appointment.status is not Status.CANCELLED:
        return False
    open_processor().cancel_setup_intent(appointment.setup_intent_id)
    return True


_PERFORM: Final[Mapping[str, Perform]] = {
    JobKind.HOLD_EXPIRY: _expire_hold,
    JobKind.SETUP_INTENT_CANCEL: _cancel_setup_intent,
}


def _put_off(job: Job, errand: Errand, tally: Tally, *, code: str, for_good: bool) -> None:
    due_again_at = None if for_good else job.retry_at(errand.now)
    if due_again_at is None:
        errand.stores.jobs.settle(job, "dead", why=code)
        tally.dead += 1
    else:
        errand.stores.jobs.settle(job, "retry", due_again_at=due_again_at)
        tally.retried += 1
