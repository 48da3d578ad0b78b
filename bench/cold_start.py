"""`book_slot` in a process of its own, from the interpreter's start to the first answer, out of the bundle that is
deployed; the floor imports the same bundle's libraries and does nothing. Times are the processor's, since nearly all
of a start is work and what else runs on the machine disturbs that less.

One contestant's token is unsigned, as the emulator makes them, because where Google is asked for its certificates
it is the network that is measured, and the floor asks for nothing; the other one asks, on loopback.

    make build && python -m bench.cold_start
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from bench.calls import hold
from bench.clinic import BenchClinic, bench_clinic
from bench.goals import Goal, said
from bench.measure import measure, table
from bench.practice import FIRST_START, SLOT_SECONDS, TIRELESS

BUNDLE: Final = Path(__file__).resolve().parent.parent / "build" / "packages" / "booking" / "book_slot"
LIBRARIES: Final = BUNDLE / "virtualenv" / "lib" / "python3.11" / "site-packages"
INTERPRETER: Final = Path(sys.base_prefix) / "bin" / "python3.11"
FLOOR: Final = "interpreter + redis + pydantic + firebase_admin.auth"
OURS: Final = "book_slot, first answer"
MOST_MEGABYTES: Final = 128

_IMPORTS: Final = f"import sys; sys.path.append({str(LIBRARIES)!r})"
# `import pydantic` alone loads next to nothing of it.
_FLOOR_CODE: Final = f"{_IMPORTS}; import redis, firebase_admin.auth; from pydantic import BaseModel"
# Once more where the memory of a warm function is asked for: a call may leave something behind.
_OUR_CODE: Final = f"""
{_IMPORTS}; sys.path.append({str(BUNDLE)!r})
import importlib.util, json, resource
spec = importlib.util.spec_from_file_location("main__", {str(BUNDLE / "__main__.py")!r})
function = importlib.util.module_from_spec(spec); sys.modules["main__"] = function; spec.loader.exec_module(function)
for event in json.load(sys.stdin):
    answer = function.main(event, None)
    assert answer["statusCode"] == 200, answer
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def report(say: Callable[[str], None]) -> None:
    """Says what was found."""
    if not LIBRARIES.is_dir():
        raise SystemExit("There is no bundle to start: run `make build` first.")
    say("A cold start to the first answer, out of the bundle\n")
    with bench_clinic() as clinic:
        start = _Starter(clinic)
        contestants: dict[str, Callable[[], object]] = {
            "bare interpreter": lambda: _run("pass", {}),
            OURS: start.unsigned,
            f"{OURS}, certificates fetched": start.signed,
        }
        starts = {FLOOR: lambda: _run(_FLOOR_CODE, {}), **contestants}
        found = measure(starts, rounds=9, sample_seconds=0.0, clock=_children_time)
        say(table(found) + "\n" + Goal(OURS, 1.1).verdict(found) + "\n")
        say(said("megabytes of a warm book_slot", start.warm_megabytes(), at_most=MOST_MEGABYTES) + "\n")


class _Starter:
    """Holds another time with each start."""

    def __init__(self, clinic: BenchClinic) -> None:
        self._environment = {**clinic.environment, **clinic.signer.environment}
        self._signed = list(clinic.patients)
        self._unsigned = clinic.signer.unsigned_token(f"patient{0:021}")
        self._held = 0

    def unsigned(self) -> int:
        emulated = {**self._environment, "FIREBASE_AUTH_EMULATOR_HOST": "127.0.0.1:1"}  # never called
        return self._start([self._unsigned], emulated)

    def signed(self) -> int:
        return self._start(self._signed[:1], self._environment)

    def warm_megabytes(self) -> float:
        """Once it has answered a call of each patient."""
        return self._start(self._signed, self._environment) / 1024

    def _start(self, tokens: Sequence[str], environment: Mapping[str, str]) -> int:
        """The most memory that it took, in kilobytes."""
        events = []
        for token in tokens:
            provider_id = TIRELESS[self._held % len(TIRELESS)]
            starts_at = FIRST_START + self._held // len(TIRELESS) * SLOT_SECONDS
            events.append(hold(token, provider_id, starts_at))
            self._held += 1
        return int(_run(_OUR_CODE, environment, json.dumps(events)).splitlines()[-1])


def _children_time() -> float:
    """Seconds that processes have worked which we started, and which have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(code: str, environment: Mapping[str, str], told: str = "") -> str:
    """By the bare interpreter, which finds only what the bundle brings."""
    words = [str(INTERPRETER), "-I", "-S", "-c", code]
    ran = subprocess.run(  # noqa: S603  # our own interpreter and our own code
        words, input=told, env={"PATH": os.environ["PATH"], **environment}, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    return ran.stdout


if __name__ == "__main__":
    out = sys.stdout
    report(lambda text: print(text, file=out, flush=True))
