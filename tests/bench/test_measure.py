from collections.abc import Callable

import pytest

from bench.measure import measure, table


@pytest.fixture
def busy_for(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], Callable[[], None]]:
    """Makes contestants that take as long as they say, on a clock that only they move."""
    now = 0.0

    def make(seconds: float) -> Callable[[], None]:
        def run() -> None:
            nonlocal now
            now += seconds

        return run

    monkeypatch.setattr("bench.measure.thread_time", lambda: now)
    return make


def test_ratios_are_to_the_first_contestant(busy_for: Callable[[float], Callable[[], None]]) -> None:
    found = measure({"floor": busy_for(0.25), "ours": busy_for(0.5)}, rounds=15, waits=False)
    assert [(result.name, result.seconds, result.ratio) for result in found] == [
        ("floor", 0.25, 1.0),
        ("ours", 0.5, 2.0),
    ]
    assert table(found).splitlines() == [
        "          median               quartiles   ratio     quartiles",
        "floor  250.00 ms  250.00 ms to 250.00 ms  1.00 x  1.00 to 1.00",
        "ours   500.00 ms  500.00 ms to 500.00 ms  2.00 x  2.00 to 2.00",
    ]


def test_each_contestant_runs_in_every_round() -> None:
    calls = {"a": 0, "b": 0}

    def count(name: str) -> None:
        calls[name] += 1

    measure({"a": lambda: count("a"), "b": lambda: count("b")}, rounds=7, sample_seconds=0.0)
    assert calls == {"a": 11, "b": 11}  # one call to warm up, three to gauge, then one a round
