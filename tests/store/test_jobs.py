"""plain/lease_jobs.lua and plain/settle_job.lua, and the hint that says which clinics to look at."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations_with_replacement
from typing import Any

import pytest
from typing_extensions import override

from common.domain.jobs import Job, Queue
from common.domain.scope import Role
from common.store.jobs import ValkeyJobs
from common.store.keys import clinics_with_jobs
from common.store.valkey import Valkey, connect
from local.stripe.faults import Fault
from local.stripe.server import StripeServer
from tests.product import MAYA, Person
from tests.store.changes import TUESDAY_NINE
from tests.store.desk import Desk, at_once

LEASE_SECONDS = 120
MINE = Queue.REMINDERS


def jobs_at(desk: Desk, queue: Queue = MINE) -> ValkeyJobs:
    return desk.open(Role.SCHEDULE).jobs(queue)


def make_due(desk: Desk, *ids: str) -> None:
    desk.product.raw.zadd(desk.keys.jobs(MINE), dict.fromkeys(ids, desk.product.epoch))


def test_a_lease_is_for_what_is_due_and_keeps_others_away(desk: Desk) -> None:
    make_due(desk, "a:1:once", "b:2:once")
    desk.product.raw.zadd(desk.keys.jobs(MINE), {"c:3:once": desk.product.epoch + 1})
    assert [(job.id, job.attempts) for job in jobs_at(desk).lease(10)] == [("a:1:once", 0), ("b:2:once", 0)]
    before = desk.everything()
    assert jobs_at(desk).lease(10) == []
    assert desk.kept() == {key: held for key, held in before.items() if b":rate:" not in key}


def test_a_lease_takes_no_more_than_asked_for_and_the_longest_due_first(desk: Desk) -> None:
    make_due(desk, "a:1:once")
    desk.later(seconds=1)
    make_due(desk, "b:2:once")
    assert [job.id for job in jobs_at(desk).lease(1)] == ["a:1:once"]


def test_a_lease_that_ran_out_is_given_again_and_its_attempt_counted(desk: Desk) -> None:
    make_due(desk, "a:1:once")
    (lost,) = jobs_at(desk).lease(10)
    desk.later(seconds=LEASE_SECONDS)
    (again,) = jobs_at(desk).lease(10)
    assert (again.id, again.attempts) == (lost.id, 1)
    assert again.token != lost.token


@pytest.mark.parametrize("outcome", ["done", "retry", "dead"])
def test_whoever_lost_the_lease_settles_nothing(desk: Desk, outcome: Any) -> None:
    make_due(desk, "a:1:once")
    (lost,) = jobs_at(desk).lease(10)
    desk.later(seconds=LEASE_SECONDS)
    (held,) = jobs_at(desk).lease(10)
    before = desk.kept()
    assert not jobs_at(desk).settle(lost, outcome, due_again_at=1, why="late")
    assert desk.kept() == before
    assert jobs_at(desk).settle(held, "done")
    assert not jobs_at(desk).settle(held, outcome)


def test_a_job_is_leased_to_one_of_many_who_ask_at_once(desk: Desk) -> None:
    make_due(desk, *[f"a:{number}:once" for number in range(50)])
    leased = at_once([partial(jobs_at(desk).lease, 10) for _ in range(8)])
    ids = [job.id for some in leased for job in some]
    assert len(ids) == len(set(ids)) == 50


def test_a_job_that_is_done_leaves_nothing(desk: Desk) -> None:
    make_due(desk, "a:1:once")
    jobs = jobs_at(desk)
    (job,) = jobs.lease(10)
    assert jobs.settle(job, "done")
    assert not desk.product.raw.exists(desk.keys.jobs(MINE))
    assert not desk.product.raw.exists(desk.keys.leases(MINE))


def test_a_job_that_is_put_off_keeps_count_of_its_attempts(desk: Desk) -> None:
    make_due(desk, "a:1:once")
    for attempts in range(3):
        (job,) = jobs_at(desk).lease(10)
        assert job.attempts == attempts
        assert jobs_at(desk).settle(job, "retry", due_again_at=desk.product.epoch + 60)
        assert jobs_at(desk).lease(10) == []
        desk.later(seconds=60)


def test_a_job_that_is_given_up_says_why(desk: Desk) -> None:
    make_due(desk, "a:1:once")
    jobs = jobs_at(desk)
    (job,) = jobs.lease(10)
    assert jobs.settle(job, "dead", why="unknown_kind")
    assert not desk.product.raw.exists(desk.keys.jobs(MINE))
    told = json.loads(desk.product.raw.hget(desk.keys.dead_jobs, "a:1:once"))
    assert told == {"at": desk.product.epoch, "why": "unknown_kind"}


def test_a_card_that_stripe_does_not_let_go_is_tried_ever_more_slowly_and_never_given_up(
    desk: Desk, stripe_server: StripeServer
) -> None:
    maya = desk.patient(MAYA)
    held = desk.get(desk.hold(maya, TUESDAY_NINE).appointment_id)
    desk.accept(maya, held)
    desk.appointments(maya).attach_intent(held, "seti_x", "cus_x")
    desk.later(minutes=10)
    assert desk.product.tick()["done"] == 1
    stripe_server.api.faults.add(Fault("POST", "/v1/setup_intents/seti_x/cancel", "429", times=100))
    waits: list[int] = []
    while (hint := desk.looked_at(Queue.ENFORCE_POLICY)) is not None and len(waits) < 12:
        waits.append(max(0, hint - desk.product.epoch))
        desk.later(seconds=waits[-1])
        desk.product.enforce()
    assert [wait for wait in waits if wait][:9] == [60, 120, 300, 900, 3600, 4 * 3600, *[12 * 3600] * 3]
    stripe_server.api.faults.clear()
    desk.later(seconds=12 * 3600)
    desk.product.enforce()
    assert (desk.jobs(), desk.looked_at(Queue.ENFORCE_POLICY)) == ({}, None)


def test_what_nobody_is_owed_is_given_up_after_eight_tries() -> None:
    now, waits = 1_000, [60, 120, 300, 900, 3600, 4 * 3600, 12 * 3600]
    tries = [Job("comparison:20000:once", "token", attempts).retry_at(now) for attempts in range(8)]
    assert tries == [*(now + wait for wait in waits), None]


def test_an_idle_clinic_is_not_looked_at(desk: Desk) -> None:
    maya = desk.patient(MAYA)
    held = desk.hold(maya, TUESDAY_NINE)
    desk.product.tick()
    assert desk.looked_at() == held.expires_at
    desk.later(minutes=10)
    assert desk.product.tick()["done"] == 1
    assert desk.looked_at() is None


class Interrupted(Valkey):
    """Lets a test act before each question that is asked; `before` is given the question's number."""

    def __init__(self, url: str) -> None:
        inner = connect(url)
        super().__init__(inner._make_client, clustered=inner._clustered)
        self.before: Callable[[int], None] = lambda _: None
        self.number = 0

    @override
    def _ask(self, question: Any) -> Any:
        self.before(self.number)
        self.number += 1
        return super()._ask(question)


ORDERS = list(combinations_with_replacement(range(5), 3))
"""Where among the three or four questions of `put_clinic_off` the three steps of a hold may come."""


@pytest.mark.parametrize("others", [{}, {"other:1:once": 3600}])
def test_no_order_of_a_tick_and_a_hold_loses_the_job(desk: Desk, others: dict[str, int]) -> None:
    """A hold announces its clinic, makes its job, and announces again; the tick puts the clinic off meanwhile."""
    now, raw, job_key, clinic_id = desk.product.epoch, desk.product.raw, desk.keys.jobs(MINE), desk.product.clinic_id
    beside, tick = connect(desk.product.url), Interrupted(desk.product.url)
    announce = partial(beside.announce, clinic_id, {MINE: now})
    hint_key = clinics_with_jobs(MINE)
    steps = [announce, partial(raw.zadd, job_key, {"mine:1:once": now + 600}), announce]
    for order in ORDERS:
        raw.delete(hint_key)
        raw.delete(job_key)
        raw.zadd(hint_key, {clinic_id: now - 60})
        if others:
            raw.zadd(job_key, {job: now + seconds for job, seconds in others.items()})
        tick.number, tick.before = 0, partial(_take, steps, order)
        ValkeyJobs(tick, desk.keys, MINE, now).put_clinic_off()
        for number in range(tick.number, 5):
            tick.before(number)
        hint = desk.looked_at()
        assert hint is not None, order
        assert hint <= now + 600, order


def _take(steps: Sequence[Callable[[], object]], order: tuple[int, ...], number: int) -> None:
    for at, step in zip(order, steps, strict=True):
        if at == number:
            step()


def test_ticks_and_holds_at_once_leave_every_hold_looked_for(desk: Desk) -> None:
    people = [desk.patient(Person(f"uid-{number}", f"p{number}@example.com")) for number in range(10)]
    holds = [
        partial(desk.appointments(one).hold, desk.draft(one, TUESDAY_NINE + number * 1800))
        for number, one in enumerate(people)
    ]
    ticks = [jobs_at(desk).put_clinic_off for _ in range(10)]
    assert not [one for one in at_once([*holds, *ticks]) if isinstance(one, Exception)]
    assert len(desk.jobs()) == 10
    hint = desk.looked_at()
    assert hint is not None
    assert hint <= min(desk.jobs().values())


def test_a_job_names_its_kind_its_subject_and_its_step() -> None:
    job = Job("charge_close:chg_1:pi_1", "t", 0)
    assert (job.kind, job.subject, job.step) == ("charge_close", "chg_1", "pi_1")


def test_one_schedules_work_is_not_leased_to_the_other(desk: Desk) -> None:
    make_due(desk, "a:1:once")
    assert jobs_at(desk, Queue.ENFORCE_POLICY).lease(10) == []
    assert [job.id for job in jobs_at(desk).lease(10)] == ["a:1:once"]
