"""`make up`: the whole product on this machine, until Ctrl-C."""

import os
import signal
import sys
import time
from functools import partial
from pathlib import Path
from types import FrameType

from local.demo.people import PASSWORD, PATIENTS, TEAM, TeamMember
from local.errors import LocalStackError
from local.firebase.install import require_node
from local.front.settings import ROOT
from local.mailbox.page import PATH as MAILBOX
from local.ports import Ports
from local.progress import shown
from local.stack import Stack

DATA = Path(os.environ.get("LOCAL_DATA", ROOT / ".local"))
WATCH_SECONDS = 1.0
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    """0 when a person ended it, 1 when something went wrong, in a sentence on standard error."""
    for ending in ENDINGS:
        signal.signal(ending, _interrupt)
    try:
        _run()
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    except LocalStackError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


def _run() -> None:
    require_node()
    stack = Stack(DATA, Ports.from_environment(os.environ), step=partial(shown, out=sys.stdout))
    try:
        stack.start()
        print(_welcome(stack))
        while True:
            time.sleep(WATCH_SECONDS)
            stack.watch()
    finally:
        stack.stop()


def _welcome(stack: Stack) -> str:
    does = {member.email: f"{member.membership.name}, {_roles(member)}" for member in TEAM}
    does |= {patient.email: f"{patient.full_name}, patient" for patient in PATIENTS}
    people = "\n".join(f"    {email:<32}{what}" for email, what in does.items())
    return f"""
  Ready: {stack.origin}

  Sign in with the password {PASSWORD}
{people}

  Cards: 4242 4242 4242 4242 works, 4000 0000 0000 0002 is declined, 4000 0027 6000 3184 asks to confirm.
  Mails for fresh sign-ups: {stack.origin}{MAILBOX}
  Data and logs: {stack.folder} (delete it to start over)
  Stop with Ctrl-C.
"""


def _roles(member: TeamMember) -> str:
    return " and ".join(sorted(member.membership.roles))


def _interrupt(signum: int, frame: FrameType | None) -> None:
    del signum, frame
    # A second Ctrl-C must not leave half of the parts running.
    for ending in ENDINGS:
        signal.signal(ending, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
