"""Money, killed: the process dies at every single point, and is never asked again, or is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.functions.steps import later
from tests.money.books import Books, assert_sound, kept_of
from tests.money.crashing import KilledError, Reaper, World, forget_process, let_in, pay_anew_each_time
from tests.money.stories import STORIES, Scene, Step, Story
from tests.money.till import Till

BY_NAME = {story.name: story for story in STORIES}
EVERY_STORY = pytest.mark.parametrize("name", BY_NAME)


class Telling:
    """One story, told again and again from the same beginning."""

    def __init__(self, till: Till, story: Story, patch: pytest.MonkeyPatch) -> None:
        self.till, self.story = till, story
        self.reaper = Reaper()
        let_in(self.reaper, patch)
        till.product.raw.config_set("appendfsync", "no")  # processes die here, disks don't
        till.product.enforce()  # so that events are swept from here on
        begun = Scene(till)
        story.begin(begun)
        later(till.product, minutes=11)
        till.product.enforce() if story.steps[0].how != "ticked" else None
        self.begun, self.world = begun, World.of(till)

    def points(self, *, asks_again: bool) -> Iterator[int]:
        """Where somebody could die, one telling each. When a tick dies the next one comes, so that nobody has to ask:
        the last step is told once, unless it is somebody's.
        """
        self._tell(None, asks_again=True)
        steps, ends = self.story.steps, len(self.story.steps) - 1
        for at, step in enumerate(list(self.reaper.steps)):
            is_last_tick = steps[step].how == "ticked" and step == ends
            if (not is_last_tick) if asks_again else (is_last_tick or steps[step].how == "asked"):
                self._tell(at, asks_again=asks_again)
                yield at

    def _tell(self, at: int | None, *, asks_again: bool) -> None:
        self.world.come_back(self.till)
        self.reaper.begin(at)
        scene = Scene(self.till, dict(self.begun.told))
        for number, step in enumerate(self.story.steps):
            self.reaper.step = number
            if self._dies(step, scene):
                if not asks_again:
                    break
                if step.how == "ticked":
                    later(self.till.product, minutes=5)
                step.take(scene)

    def _dies(self, step: Step, scene: Scene) -> bool:
        if step.how == "done":
            step.take(scene)
            return False
        try:
            with self.reaper.watching():
                step.take(scene)
        except KilledError:
            forget_process()
            return True
        return False

    @contextmanager
    def named(self) -> Iterator[None]:
        """What fails in here says where the death was."""
        try:
            yield
        except BaseException as error:
            error.add_note(f"died {self.reaper.died}")
            raise

    def let_time_pass(self) -> None:
        """Past every lease and hold; both schedules tick twice. A third time nothing is left to do."""
        for minutes in (11, 11):
            self.tick(minutes)
        assert_sound(self.till)
        before = kept_of(self.till)
        self.tick(11)
        assert kept_of(self.till) == before

    def tick(self, minutes: int) -> None:
        later(self.till.product, minutes=minutes)
        self.till.product.tick()
        self.till.product.enforce()


@EVERY_STORY
def test_whoever_asks_again_after_a_death_gets_what_they_asked_for_once(
    till: Till, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = Telling(till, BY_NAME[name], monkeypatch)
    for _ in telling.points(asks_again=True):
        with telling.named():
            telling.let_time_pass()
            assert Books(till).summary() == BY_NAME[name].ends[0]


@EVERY_STORY
def test_nobody_has_to_come_back_after_a_death(till: Till, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    telling = Telling(till, BY_NAME[name], monkeypatch)
    for _ in telling.points(asks_again=False):
        with telling.named():
            telling.let_time_pass()
            assert Books(till).summary() in BY_NAME[name].ends


@pytest.mark.parametrize("name", [name for name in BY_NAME if "deposit" in name])
def test_even_if_stripe_never_tells_of_it(till: Till, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by webhook nor by its list of events: what was begun is written down, and looked at."""
    monkeypatch.setattr(till.bank.server.account, "emit", lambda *_: None)
    telling = Telling(till, BY_NAME[name], monkeypatch)
    for _ in telling.points(asks_again=False):
        with telling.named():
            telling.let_time_pass()
            assert Books(till).summary() in BY_NAME[name].ends


def test_without_the_intent_being_known_a_death_makes_a_second_payment(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the tests above would see if the product made a new payment each time."""
    pay_anew_each_time(monkeypatch)
    telling = Telling(till, STORIES[0], monkeypatch)
    paid_twice = 0
    for _ in telling.points(asks_again=False):
        telling.tick(11)
        telling.tick(11)
        paid_twice += till.payments().count((5000, "succeeded")) > 1
    assert paid_twice
