from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from common.http import registry
from deploy.build import build
from deploy.bundle import Weight
from deploy.project_yml import PACKAGE
from tests.packaging.launched import Launched

ORIGIN: Final = "https://book.example.org"
# A value for every name that a contract may ask for; a new name is added here.
VALUES: Final = {
    "ENVIRONMENT": "test",
    "VALKEY_URL": "redis://127.0.0.1:1",
    "ROOT_KEYS": f"k1:{base64.b64encode(bytes(32)).decode()}",
    "FIREBASE_PROJECT_ID": "demo-clinic",
    "ALLOWED_ORIGINS": ORIGIN,
    "STRIPE_SECRET_KEY": "sk_test_packaging",
    "STRIPE_WEBHOOK_SECRET": "whsec_packaging",
    "TICK_SECRET": "tick-packaging",
}
_PREINSTALLED: Final = ("common", "pydantic", "redis", "requests", "stripe")


@dataclass(frozen=True, slots=True)
class Built:
    """What `make build` makes, in a folder of its own."""

    folder: Path
    weights: dict[str, Weight]

    def bundle(self, function: str) -> Path:
        return self.folder / "packages" / PACKAGE / function


Launch = Callable[[str, bytes], Launched]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("packaging") / "build"
    return Built(folder, build(registry.load(), folder))


@pytest.fixture(scope="session")
def preinstalled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packages of the platform that a bundle must never see."""
    folder = tmp_path_factory.mktemp("preinstalled")
    for name in _PREINSTALLED:
        (folder / f"{name}.py").write_text(f"raise ImportError('the preinstalled {name} was imported')")
    return folder


@pytest.fixture(scope="session")
def launch(preinstalled: Path, tmp_path_factory: pytest.TempPathFactory) -> Launch:
    """Starts a function's code with just the environment that its contract asks for."""
    contracts = registry.load()

    def start(function: str, code: bytes) -> Launched:
        environment = {name: VALUES[name] for name in contracts[function].environment}
        return Launched(code, environment, tmp_path_factory.mktemp(function), preinstalled)

    return start
