from collections.abc import Iterator

import pytest

from local.firebase.emulator import AuthEmulator


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuthEmulator]:
    """One for all tests here: it takes ten seconds to start."""
    with AuthEmulator(tmp_path_factory.mktemp("auth")) as running:
        yield running
