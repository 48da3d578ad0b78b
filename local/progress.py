"""One line a part while the stack starts, its seconds counted where a person watches."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TextIO

WIDTH = 28


@contextmanager
def shown(name: str, out: TextIO) -> Iterator[None]:
    """Says `name`, then how long the block took or that it failed."""
    started, done = time.monotonic(), Event()
    counting = Thread(target=_count, args=(name, out, started, done), daemon=True)
    if out.isatty():
        counting.start()
    outcome = "failed"
    try:
        yield
        outcome = "ready"
    finally:
        done.set()
        if counting.is_alive():
            counting.join()
        print(_line(name, outcome, started), file=out, flush=True)


def _count(name: str, out: TextIO, started: float, done: Event) -> None:
    while not done.wait(0.2):
        print(_line(name, "starting", started), end="", file=out, flush=True)
    print("\r", end="", file=out, flush=True)


def _line(name: str, state: str, started: float) -> str:
    lead = "\r" if state == "starting" else ""
    return f"{lead}  {name:<{WIDTH}}{state:<10}{time.monotonic() - started:5.1f} s"
