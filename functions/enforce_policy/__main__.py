"""Charge what is due, give back what is to go back, and heal what was missed, every five minutes."""

from typing import Any

from common.actions.enforce_policy import enforcing
from common.actions.run_due_jobs import Tally, run_due_jobs
from common.actions.sweep_events import next_sweep_by, sweep_clinic_events, sweep_events
from common.domain.jobs import Queue
from common.domain.scope import Role
from common.http.contracts import enforce_policy as contract
from common.wiring import now, processor, scheduled, service_entrance, sweeps


def tick(request_id: str) -> contract.PolicyTickView:
    tally, at = Tally(), now()
    entrance = service_entrance(contract.CONTRACT, Role.SCHEDULE)
    opening = entrance.opening(request_id, at)
    swept = 0
    for errand in entrance.clinics_due(Queue.ENFORCE_POLICY, request_id, at):
        run_due_jobs(errand, Queue.ENFORCE_POLICY, enforcing(processor), tally, look_again_by=next_sweep_by(errand))
        swept += sweep_clinic_events(sweeps(), errand, opening, processor)
    swept += sweep_events(sweeps(), opening, processor, None, at)
    return contract.PolicyTickView(
        done=tally.done, suppressed=tally.suppressed, retried=tally.retried, dead=tally.dead, swept=swept
    )


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return scheduled(contract.CONTRACT, event, tick)
