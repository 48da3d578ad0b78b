"""One world a run, as it was a test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import redis

from local.stripe.server import StripeServer
from local.valkey import VOLATILE, Valkey
from tests.access.building import build
from tests.access.world import Snapshot, World
from tests.product import MONDAY_MORNING, running_product


@pytest.fixture(scope="session")
def unsynced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    """Nobody pulls the plug here, so no test waits for the disk."""
    with Valkey(tmp_path_factory.mktemp("unsynced"), extra=VOLATILE) as server:
        yield server


@pytest.fixture(scope="session")
def snapshot(unsynced: Valkey, own_stripe: StripeServer) -> Snapshot:
    redis.Redis.from_url(unsynced.url).flushall()
    with running_product(unsynced.url, own_stripe.url) as product:
        return build(product, own_stripe.url)


@pytest.fixture(scope="session")
def own_stripe() -> Iterator[StripeServer]:
    """Nobody else may reset this one: what the world keeps points into it.

    It all happened yesterday there, so that no sweep of its events finds anything.
    """
    with StripeServer() as server:
        server.account._clock = (MONDAY_MORNING - timedelta(days=1)).timestamp
        yield server


@pytest.fixture
def world(unsynced: Valkey, own_stripe: StripeServer, snapshot: Snapshot) -> Iterator[World]:
    with running_product(unsynced.url, own_stripe.url) as product:
        world = World(product, snapshot)
        world.put_back()
        yield world
