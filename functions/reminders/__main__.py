"""Do the work that is due, every minute."""

from typing import Any

from common.actions.run_due_jobs import REMINDERS, Tally, run_due_jobs
from common.domain.jobs import Queue
from common.domain.scope import Role
from common.http.contracts import reminders as contract
from common.http.ticks import TickView
from common.wiring import now, scheduled, service_entrance


def tick(request_id: str) -> TickView:
    tally, at = Tally(), now()
    for errand in service_entrance(contract.CONTRACT, Role.SCHEDULE).clinics_due(Queue.REMINDERS, request_id, at):
        run_due_jobs(errand, Queue.REMINDERS, REMINDERS, tally)
    return TickView.model_validate(tally)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return scheduled(contract.CONTRACT, event, tick)
