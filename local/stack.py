"""The whole stack: for `make up`, and for tests that walk through it in a browser."""

import shutil
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from pathlib import Path

import requests
from typing_extensions import override

from local.claim import claimed
from local.environment import Addresses, Secrets, function_settings
from local.errors import LocalStackError, PartError
from local.firebase.emulator import PROJECT, AuthEmulator
from local.front.server import FrontServer, function_environment
from local.front.settings import ROOT, FrontSettings
from local.part import Part, Startable
from local.ports import LOOPBACK, Ports
from local.program import Program
from local.program_part import ProgramPart
from local.site_config import site_config
from local.site_headers import Hosts
from local.valkey import Valkey

VITE_PORT = 5173  # `npm run dev` in web/ passes its calls on to us
SITE = ROOT / "web" / "dist"
SEED_SECONDS = 120.0

Step = Callable[[str], AbstractContextManager[None]]


class Stack(Startable):
    """Everything keeps its data in `folder`. `step` wraps each part's start, to show how far it is."""

    def __init__(self, folder: Path, ports: Ports, *, site: Path = SITE, step: Step = lambda _: nullcontext()) -> None:
        self.folder, self._ports, self._site, self._step = folder, ports, site, step
        self._running = ExitStack()
        self._logs = folder / "log"
        self.secrets = Secrets.kept(folder / "env.json")
        self.valkey = Valkey(folder / "valkey", port=ports.valkey)
        self.auth = AuthEmulator(folder / "firebase", port=ports.auth)
        self.environment = function_settings(self._addresses(), self.secrets)
        self.stripe = self._stripe()
        self.front = FrontServer(
            self.environment, self._front_settings(), log=self._logs / "functions.log", port=ports.front
        )
        self.schedule = self._schedule()

    @property
    def origin(self) -> str:
        return self.front.origin

    @property
    def parts(self) -> list[Part]:
        return [self.valkey, self.auth, self.stripe, self.front, self.schedule]

    @override
    def start(self) -> None:
        self._ports.require_free()
        if not (self._site / "index.html").is_file():
            raise LocalStackError(f"The site is not built: there is no {self._site}; `make up` builds it.")
        with ExitStack() as undo:
            undo.enter_context(claimed(self.folder))
            self._forget_half_seeded()
            for part in self.parts:
                if part is self.schedule:
                    self._seed()
                undo.callback(part.stop)
                with self._step(part.program.name):
                    part.start()
            self._running = undo.pop_all()

    @override
    def stop(self) -> None:
        self._running.close()

    def watch(self) -> None:
        """Look after it once: write sign-ups down. Raises PartError for a part that has ended."""
        for part in self.parts:
            if not part.program.is_running():
                name, log = part.program.name, part.program.log
                raise PartError(f"{name} stopped: {part.program.last_words()} (log: {log})")
        # One that is too busy to answer is asked again the next time.
        with suppress(requests.RequestException):
            self.auth.save()

    def _seed(self) -> None:
        if self._is_seeded.exists():
            return
        with self._step("Demo data"):
            self._program("Demo data", "local.demo", "demo.log").run(seconds=SEED_SECONDS)
            self.auth.save()
            self._is_seeded.touch()

    def _forget_half_seeded(self) -> None:
        """A first start that was interrupted leaves nothing worth keeping."""
        if not self._is_seeded.exists():
            for part in ("valkey", "firebase", "stripe.json"):
                _remove(self.folder / part)

    @property
    def _is_seeded(self) -> Path:
        return self.folder / "seeded"

    def _addresses(self) -> Addresses:
        hosts = (LOOPBACK, "localhost")
        sites = tuple(f"http://{host}:{port}" for port in (self._ports.front, VITE_PORT) for host in hosts)
        return Addresses(valkey=self.valkey.url, auth=self.auth.host, stripe=self._ports.stripe_origin, site=sites)

    def _front_settings(self) -> FrontSettings:
        origin = self._ports.stripe_origin
        return FrontSettings(
            auth_origin=self.auth.origin,
            auth_project=PROJECT,
            site=str(self._site),
            config=site_config(self.auth, origin, self.secrets.stripe_publishable_key),
            hosts=Hosts(connect=(self.auth.origin, origin), script=(origin,), frame=(origin,)),
        )

    def _stripe(self) -> ProgramPart:
        webhook = f"http://{LOOPBACK}:{self._ports.front}/api/stripe_webhook"
        flags = {"port": self._ports.stripe, "state": self.folder / "stripe.json", "webhook-url": webhook}
        words = [f"--{name}={value}" for name, value in flags.items()]
        secret = f"--webhook-secret={self.secrets.stripe_webhook_secret}"
        program = self._program("Stripe's double", "local.stripe", "stripe.log", *words, secret)
        return ProgramPart(program, lambda: _answers(f"{self._ports.stripe_origin}/v3/"))

    def _schedule(self) -> ProgramPart:
        program = self._program("The schedule", "local.schedule", "schedule.log")
        return ProgramPart(program, lambda: "Ticking" in program.log.read_text())

    def _program(self, name: str, module: str, log: str, *words: str) -> Program:
        environment = function_environment(self.environment) | self._front_settings().to_environment()
        command = [sys.executable, "-m", module, *words]
        return Program(name, command, log=self._logs / log, environment=environment, folder=ROOT)


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=1).ok
    except requests.RequestException:
        return False


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
