"""`python -m local.schedule`: ticks at each full minute until it is told to stop."""

import os
import signal
import time
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from threading import Event

from local.front.settings import FrontSettings
from local.functions.loader import load
from local.project import read_project
from local.schedule.clock import appoint, tick

MINUTE = 60


def main() -> None:
    settings = FrontSettings.from_environment(os.environ)
    plans = read_project(Path(settings.project), os.environ)
    appointed = appoint(plans, cache(partial(load, Path(settings.functions))))
    stopped = Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    print(f"Ticking {', '.join(one.plan.name for one in appointed) or 'nothing'}", flush=True)
    while not stopped.wait(MINUTE - time.time() % MINUTE):
        at = datetime.now(UTC)
        for call in tick(appointed, at):
            print(f"{at:%H:%M} {call.name}", flush=True)


if __name__ == "__main__":
    main()
