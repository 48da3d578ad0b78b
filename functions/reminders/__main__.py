"""Do the work that is due, every minute."""

from typing import Any

from common.actions.run_due_jobs import Tally, run_due_jobs
from common.domain.scope import Role
from common.http.contracts import reminders as contract
from common.wiring import cards, now, scheduled, service_entrance


def tick(request_id: str) -> contract.TickView:
    tally, at = Tally(), now()
    for errand in service_entrance(contract.CONTRACT, Role.SCHEDULE).clinics_due(request_id, at):
        run_due_jobs(errand, cards, tally)
    return contract.TickView.model_validate(tally)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return scheduled(contract.CONTRACT, event, tick)
