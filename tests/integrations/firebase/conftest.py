from __future__ import annotations

from collections.abc import Iterator

import pytest

from common.integrations.firebase.identity import FirebaseIdentity
from tests.integrations.firebase.google import PROJECT, Google


@pytest.fixture(scope="module")
def serving_google(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Google]:
    google = Google(tmp_path_factory.mktemp("google"))
    yield google
    google.close()


@pytest.fixture
def google(serving_google: Google, monkeypatch: pytest.MonkeyPatch) -> Google:
    """Reached by this process alone, and by no emulator's rules."""
    for name, value in serving_google.environment.items():
        monkeypatch.setenv(name, value)
        monkeypatch.setenv(name.lower(), value)
    monkeypatch.delenv("FIREBASE_AUTH_EMULATOR_HOST", raising=False)
    monkeypatch.setattr(serving_google, "fetches", 0)
    return serving_google


@pytest.fixture
def firebase(google: Google) -> FirebaseIdentity:
    return FirebaseIdentity(PROJECT)
