"""Every step of the story, interrupted at every script: acknowledged is kept, the rest whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import redis

from local.valkey import Valkey
from tests.chaos.proxy import Mishap, Proxy, Trouble
from tests.chaos.story import STEPS, Story, shape
from tests.chaos.unavailable import assert_unavailable
from tests.store.places import everything, kept

MOST_SCRIPTS = 12  # that a step sends, those included that Valkey asks the source of


def without_calendar(answer: dict[str, Any]) -> dict[str, Any]:
    """The calendar's file counts the changes of its visit."""
    return {name: value for name, value in answer.items() if name != "calendar_file"}


def fill(server: Valkey) -> Callable[[], object]:
    return lambda: redis.Redis.from_url(server.url).config_set("maxmemory", 1)


TROUBLES: dict[str, Callable[[Valkey], Trouble]] = {
    "cut off before it arrives": lambda _: Trouble(Mishap.CUT),
    "half of it arrives": lambda _: Trouble(Mishap.HALF),
    "its reply is lost": lambda _: Trouble(Mishap.LOST),
    "killed before it": lambda server: Trouble(before=server.kill),
    "killed after it": lambda server: Trouble(Mishap.LOST, after=server.kill),
    "full": lambda server: Trouble(before=fill(server)),
}
LEAVES_NOTHING = {"cut off before it arrives", "half of it arrives", "killed before it", "full"}


def mend(server: Valkey) -> None:
    if not server.program.is_running():
        server.start()
    redis.Redis.from_url(server.url).config_set("maxmemory", 0)


def durable(story: Story) -> dict[bytes, Any]:
    """All but the counts of calls, which are in memory alone."""
    return {key: held for key, held in everything(story.product.raw).items() if b":rate:" not in key}


def without_hint(story: Story) -> dict[bytes, Any]:
    return {key: held for key, held in kept(story.product.raw).items() if not key.startswith(b"jobs:clinics:")}


class Seen:
    """What was kept when the request came that was in for trouble."""

    def __init__(self, story: Story, trouble: Trouble) -> None:
        self._story = story
        self.trouble = trouble
        self.then: dict[bytes, Any] = {}

    def look(self) -> None:
        self.then = without_hint(self._story)
        self.trouble.before()


def test_what_was_acknowledged_is_there_after_kill_9_between_any_two_steps(story: Story, server: Valkey) -> None:
    for name in STEPS:
        answer = story.take(name).ok()
        before = durable(story)
        server.restart()
        assert durable(story) == before, name
        assert without_calendar(story.take(name).ok()) == without_calendar(answer), name
    assert shape(story.product)[1][-1] == ("appointment.cancel", "done")


@pytest.mark.parametrize("name", TROUBLES)
def test_a_step_interrupted_at_any_script_is_whole_or_not_at_all(
    story: Story, server: Valkey, proxy: Proxy, name: str
) -> None:
    """Asked again with its key it has one effect, and answers as if nothing had been."""
    interruptions = sum(interrupt(story, server, proxy, step, name) for step in STEPS)
    assert interruptions >= 2 * len(STEPS)
    interrupted = shape(story.product)
    story.product.raw.flushall()
    story.product.start_demo_clinic()
    smooth = Story(story.product, story.stripe_url)
    for step in STEPS:
        smooth.take(step).ok()
    assert interrupted == shape(smooth.product)


def interrupt(story: Story, server: Valkey, proxy: Proxy, step: str, name: str) -> int:
    """At its first script, then at its second, until it gets through. How often it was interrupted."""
    story.prepare(step)
    for at in range(MOST_SCRIPTS):
        seen = Seen(story, TROUBLES[name](server))
        proxy.expect(at, replace(seen.trouble, before=seen.look))
        began = time.monotonic()
        reply = story.take(step)
        took = time.monotonic() - began
        if not proxy.happened:
            proxy.forget()
            assert without_calendar(story.take(step).ok()) == without_calendar(reply.ok())
            return at
        if name == "full" and reply.status == 200:  # what only reads goes on
            mend(server)
            continue
        assert_unavailable(reply, took)
        mend(server)
        if name in LEAVES_NOTHING:
            assert without_hint(story) == seen.then, (step, at)
    raise AssertionError(f"{step} runs more than {MOST_SCRIPTS} scripts")


def test_a_reply_that_does_not_come_in_time_is_503_and_the_next_call_is_not_given_it(
    story: Story, proxy: Proxy
) -> None:
    story.take("sign_up").ok()
    story.prepare("hold")
    for at in (0, 1):
        proxy.expect(at, Trouble(Mishap.LATE))
        began = time.monotonic()
        assert_unavailable(story.take("hold"), time.monotonic() - began)
    held = story.take("hold").ok()
    assert held["starts_at"] == story.told["start"]
    assert [row["action"] for row in story.product.audit_rows()].count("appointment.hold") == 1
