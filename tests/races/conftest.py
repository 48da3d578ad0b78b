"""The product over HTTP: two processes of functions, and two hundred people who want the same time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from common import wiring
from local.front.server import FrontServer
from local.front.settings import ROOT, FrontSettings
from local.program import Program
from tests.product import Product, running_product
from tests.races.rush import Rush, sign_everybody_up
from tests.store.places import client_of, cluster, url

__all__ = ["cluster", "url"]

CHECK = "local function is_taken(busy_key, from, to, except)\n"


class Serve(Protocol):
    def __call__(self, library: Path = ROOT / "lib") -> AbstractContextManager[Rush]: ...


@pytest.fixture
def product(url: str) -> Iterator[Product]:
    """The demo clinic at the time of this machine, which the servers go by."""
    with running_product(url) as running:
        running.now = datetime.now(UTC).replace(microsecond=0)
        running.raw = client_of(url)
        running.start_demo_clinic()
        yield running


@pytest.fixture
def serve(product: Product, tmp_path: Path) -> Serve:
    """Serves the functions with `library` as their lib, to the people who want a time."""

    @contextmanager
    def serving(library: Path = ROOT / "lib") -> Iterator[Rush]:
        people = sign_everybody_up(product)
        settings = FrontSettings(auth_origin="http://127.0.0.1:1", auth_project="demo-test")
        environment = {name: os.environ[name] for name in wired_by_tests()}
        server = FrontServer(environment, settings, log=tmp_path / "front.log")
        _use(server.program, library)
        with server:
            yield Rush(product, server.origin, people)

    return serving


@pytest.fixture
def library_without_the_check(tmp_path: Path) -> Path:
    """A copy of lib whose scripts take every time for free. The product itself has no such switch."""
    library = tmp_path / "lib"
    shutil.copytree(ROOT / "lib", library, ignore=shutil.ignore_patterns("__pycache__"))
    script = library / "common" / "store" / "lua" / "changes" / "_begin.lua"
    before = script.read_text()
    assert before.count(CHECK) == 1
    script.write_text(before.replace(CHECK, CHECK + "  do return false end\n"))
    return library


def wired_by_tests() -> list[str]:
    """What `running_product` has set, which is all that the functions read."""
    assert wiring.core().environment == "test"
    names = ("ENVIRONMENT", "VALKEY_URL", "ROOT_KEYS", "ALLOWED_ORIGINS", "REQUIRE_SECOND_FACTOR", "TICK_SECRET")
    return [*names, *(name for name in os.environ if name.startswith(("FIREBASE_", "STRIPE_")))]


def _use(program: Program, library: Path) -> None:
    assert program._environment is not None
    program._environment = {**program._environment, "PYTHONPATH": f"{library}{os.pathsep}{ROOT}"}
