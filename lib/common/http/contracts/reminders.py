"""Every minute: does the work that is due. At this point: ends holds that ran out."""

from __future__ import annotations

from common.domain.scope import Role
from common.http.contract import CORE_ENVIRONMENT, Contract, Operation
from common.http.fields import Nothing
from common.http.ticks import TickView

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
    environment=(*CORE_ENVIRONMENT, "TICK_SECRET"),
    authentication="schedule",
    schedule="* * * * *",
    timeout_ms=55_000,
)
