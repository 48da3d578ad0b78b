from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import common
from common import clock

ASKS = re.compile(r"\b(time\.time\w*|datetime\.(utc)?now|date\.today|datetime\.today)\(")


def test_it_tells_the_present_in_utc() -> None:
    before = datetime.now(UTC)
    told = clock.now()

    assert before <= told <= datetime.now(UTC)
    assert told.utcoffset() == UTC.utcoffset(None)


def test_it_tells_the_same_instant_wherever_the_process_is() -> None:
    script = f"import sys; sys.path[:] = {sys.path!r}; from common import clock; print(clock.now().timestamp())"
    told = [
        float(subprocess.check_output([sys.executable, "-c", script], env={"TZ": zone}))
        for zone in ("Pacific/Kiritimati", "America/New_York")
    ]

    assert abs(told[0] - told[1]) < 60


def test_nothing_else_in_the_library_asks_the_clock() -> None:
    library = Path(common.__path__[0])
    asking = {path.name for path in library.rglob("*.py") if ASKS.search(path.read_text())}

    assert asking == {"clock.py"}
