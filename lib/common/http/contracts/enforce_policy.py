"""Every five minutes: charges what is due, gives back what is to go back, and heals what a crash left open."""

from __future__ import annotations

from common.domain.scope import Role
from common.http.contract import CORE_ENVIRONMENT, STRIPE_ENVIRONMENT, Contract, Operation
from common.http.fields import Nothing
from common.http.ticks import TickView


class PolicyTickView(TickView):
    """`swept`: how many of Stripe's events were looked through again, in case a webhook was missed."""

    swept: int


TICK = Operation(
    method="POST",
    summary="Charge what is due",
    roles=(Role.SCHEDULE,),
    request=Nothing,
    response=PolicyTickView,
    audit="job.run",
)

CONTRACT = Contract(
    name="enforce_policy",
    summary="Charges, refunds and reconciles, every five minutes",
    operations=(TICK,),
    bundle="stripe",
    environment=(*CORE_ENVIRONMENT, *STRIPE_ENVIRONMENT, "TICK_SECRET"),
    authentication="schedule",
    schedule="*/5 * * * *",
    timeout_ms=250_000,
)
