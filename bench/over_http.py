"""`open_slots` and `book_slot` over HTTP, as the local stack serves them, against a function that says hello.

python -m bench.over_http
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import requests

from bench.calls import FUNCTIONS, Event, month
from bench.clinic import BenchClinic, bench_clinic
from bench.goals import Goal
from bench.measure import measure, table
from local.front.server import FrontServer
from local.front.settings import FrontSettings

SLOTS, BOOKING = "open_slots", "book_slot"
HELLO: Final = """
def main(event, context):
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": '{"hello": "world"}'}
"""
ROUNDS: Final = 60


def report(say: Callable[[str], None]) -> None:
    """Says what was found."""
    say("Over HTTP, one client that keeps its connection\n")
    with bench_clinic() as clinic, _served(clinic) as origin, requests.Session() as session:
        slots, holds = month(), clinic.holds
        contestants: dict[str, Callable[[], object]] = {
            "hello": lambda: _call(session, origin, "hello", month()),
            SLOTS: lambda: _call(session, origin, SLOTS, slots),
            BOOKING: lambda: _call(session, origin, BOOKING, next(holds)),
        }
        for _ in range(40):  # every worker has answered each of them
            for call in contestants.values():
                call()
        found = measure(contestants, rounds=ROUNDS, sample_seconds=0.0)
        say(table(found) + "\n" + Goal(SLOTS, 2.5).verdict(found) + "\n" + Goal(BOOKING, 2.7).verdict(found) + "\n")


@contextmanager
def _served(clinic: BenchClinic) -> Iterator[str]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        functions = folder / "functions"
        (functions / "hello").mkdir(parents=True)
        (functions / "hello" / "__main__.py").write_text(HELLO)
        for function in (SLOTS, BOOKING):
            (functions / function).symlink_to(FUNCTIONS / function)
        settings = FrontSettings("http://127.0.0.1:1", "none", functions=str(functions))
        environment = {**clinic.environment, **clinic.signer.environment}
        with FrontServer(environment, settings, log=folder / "front.log") as server:
            yield f"{server.origin}/api"


def _call(session: requests.Session, origin: str, function: str, event: Event) -> None:
    """The event, as the call that it came from. Raises for a refusal."""
    http = event["http"]
    answer = session.request(
        http["method"],
        f"{origin}/{function}?{http['queryString']}",
        headers=http["headers"],
        data=base64.b64decode(http["body"]),
        timeout=10,
    )
    answer.raise_for_status()


if __name__ == "__main__":
    out = sys.stdout
    report(lambda text: print(text, file=out, flush=True))
