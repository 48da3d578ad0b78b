"""The whole stack and Chromium: what a person would have in front of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, expect

from local.ports import Ports
from local.stack import Stack
from tests.chromium import running_chromium
from tests.site.clinic import ClinicApi
from tests.site.complaints import Complaints
from tests.site.people import Newcomer, Patient
from tests.site.windows import SECONDS, OpenWindow, new_window


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("stack"), Ports()) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Of one module, because its event loop would be in the way of tests that start their own."""
    expect.set_options(timeout=SECONDS * 1000)
    with running_chromium() as browser:
        yield browser


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def width(request: pytest.FixtureRequest) -> int:
    """In CSS pixels."""
    return int(request.param)


@pytest.fixture
def open_window(chromium: Browser, stack: Stack, width: int) -> Iterator[OpenWindow]:
    """Opens somebody's own browser. What it complains about fails the test."""
    complaints = Complaints()
    yield partial(new_window, chromium, stack.origin, width, complaints)
    for context in chromium.contexts:
        context.close()
    assert complaints.heard == []


@pytest.fixture
def window(open_window: OpenWindow) -> Page:
    return open_window()


@pytest.fixture
def clinic(stack: Stack) -> ClinicApi:
    return ClinicApi(stack)


@pytest.fixture
def newcomer() -> Newcomer:
    """Somebody who has no account yet."""
    return Newcomer.new()


@pytest.fixture
def patient(clinic: ClinicApi) -> Patient:
    """A patient of the clinic who has given their details and no card."""
    return clinic.welcome(Newcomer.new())


@pytest.fixture
def rival(clinic: ClinicApi) -> Patient:
    """Another one, who wants the same time."""
    return clinic.welcome(Newcomer.new())
