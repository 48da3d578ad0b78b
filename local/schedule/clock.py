"""One minute's work of the schedule."""

import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Thread

from local.functions.context import new_context
from local.functions.loader import Main, call
from local.project import FunctionPlan, Trigger
from local.schedule.cron import Cron


@dataclass(frozen=True, slots=True)
class Appointed:
    """A function with one of its triggers; `main` loads it, at the first call only."""

    plan: FunctionPlan
    trigger: Trigger
    cron: Cron
    main: Callable[[], Main]

    def run(self) -> None:
        """Call it as the platform does: no `http` in the event, only the trigger's own fields."""
        context = new_context(self.plan.name, self.plan.timeout_ms)
        try:
            result = call(self.main(), dict(self.trigger.body), context)
            json.dumps(result)
        except Exception:  # noqa: BLE001 - nothing that a function raises may end the schedule
            traceback.print_exc()  # as the launcher does, past any logging that the function set up


def appoint(plans: Mapping[str, FunctionPlan], find_main: Callable[[str], Main]) -> list[Appointed]:
    """Every trigger of the plans. Raises ValueError for a cron line that the platform would refuse."""
    return [
        Appointed(plan, trigger, Cron.parse(trigger.cron), partial(find_main, plan.name))
        for plan in plans.values()
        for trigger in plan.triggers
    ]


def tick(appointed: list[Appointed], at: datetime) -> list[Thread]:
    """Start what is due at `at`. A call that is still running isn't waited for, as on the platform."""
    due = [Thread(target=one.run, name=one.plan.name) for one in appointed if one.cron.is_due(at)]
    for thread in due:
        thread.start()
    return due
