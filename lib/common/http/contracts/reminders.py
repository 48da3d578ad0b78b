"""Every minute: does the work that is due. At this point: ends holds that ran out, and retries what failed."""

from __future__ import annotations

from common.domain.scope import Role
from common.http.contract import CORE_ENVIRONMENT, STRIPE_ENVIRONMENT, Contract, Operation
from common.http.fields import Nothing, Response


class TickView(Response):
    """How many jobs were done, found needless, put off for a retry, or given up."""

    done: int
    suppressed: int
    retried: int
    dead: int


TICK = Operation(
    method="POST",
    summary="Do what is due",
    roles=(Role.SCHEDULE,),
    request=Nothing,
    response=TickView,
    audit="job.run",
)

CONTRACT = Contract(
    name="reminders",
    summary="Does the work that is due, every minute",
    operations=(TICK,),
    bundle="stripe",
    environment=(*CORE_ENVIRONMENT, *STRIPE_ENVIRONMENT, "TICK_SECRET"),
    authentication="schedule",
    schedule="* * * * *",
    timeout_ms=55_000,
)
