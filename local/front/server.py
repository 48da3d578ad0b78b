"""The front's process: gunicorn with enough threads for a rush on one slot."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import requests
from typing_extensions import override

from local.front.app import READY
from local.front.settings import ROOT, FrontSettings
from local.part import Part
from local.ports import LOOPBACK, free_port
from local.program import Program

WORKERS = 2  # so that a race between calls is one between processes too, as on the platform
THREADS = 256
READY_SECONDS = 60.0


class FrontServer(Part):
    """Serves until it is stopped. `environment` is the functions' own and all that they see of ours."""

    def __init__(
        self,
        environment: Mapping[str, str],
        settings: FrontSettings,
        *,
        log: Path,
        port: int | None = None,
        workers: int = WORKERS,
    ) -> None:
        self.port = port or free_port()
        self.program = Program(
            "The functions",
            _command(self.port, workers),
            log=log,
            environment=function_environment(environment) | settings.to_environment(),
            folder=ROOT,
        )

    @property
    def origin(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @override
    def start(self) -> None:
        self.program.start()
        self.program.wait_until(self.answers, seconds=READY_SECONDS)

    def answers(self) -> bool:
        try:
            return requests.get(f"{self.origin}{READY}", timeout=1).ok
        except requests.RequestException:
            return False


def function_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """What a process that runs functions is given: theirs, and what Python needs to find itself and us."""
    python = {"PYTHONPATH": f"{ROOT / 'lib'}{os.pathsep}{ROOT}", "PYTHONUNBUFFERED": "1", "TZ": "UTC"}
    return dict(environment) | python | {"PATH": os.environ["PATH"]}


def _command(port: int, workers: int) -> list[str]:
    flags = {"bind": f"{LOOPBACK}:{port}", "workers": workers, "threads": THREADS, "timeout": 0}
    words = [f"--{name}={value}" for name, value in flags.items()]
    quiet = ["--no-control-socket", "--log-level=warning", "--graceful-timeout=5"]
    return [sys.executable, "-m", "gunicorn", *words, *quiet, "local.front.app:make_app()"]
