"""Where the store is tested: on one server, and on a cluster of three. Only the URL differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
import redis

from common.store.valkey import CLUSTER_SCHEME
from local.valkey import VOLATILE, Valkey, ValkeyCluster

PLACES: Final = ("one server", pytest.param("three nodes", marks=pytest.mark.cluster))


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ValkeyCluster]:
    """Three primaries for the whole run."""
    with ValkeyCluster(tmp_path_factory.mktemp("cluster"), extra=VOLATILE) as running:
        yield running


@pytest.fixture(params=PLACES)
def url(request: pytest.FixtureRequest) -> str:
    """Of an empty store."""
    place: Valkey | ValkeyCluster = request.getfixturevalue("valkey" if request.param == "one server" else "cluster")
    client_of(place.url).flushall()
    return place.url


def client_of(url: str) -> Any:
    """For looking at what is stored: beside the product's own connection."""
    if CLUSTER_SCHEME in url:
        return redis.RedisCluster.from_url(url.replace(CLUSTER_SCHEME, ""))
    return redis.Redis.from_url(url)


def everything(client: Any) -> dict[bytes, Any]:
    """Every key with what it holds."""
    return {key: _READ[client.type(key)](client, key) for key in sorted(client.scan_iter())}


def kept(client: Any) -> dict[bytes, Any]:
    """Every key but those that count calls and note when somebody was last here."""
    return {key: held for key, held in everything(client).items() if b":rate:" not in key and b":session:" not in key}


_READ: Final[dict[bytes, Any]] = {
    b"string": lambda client, key: client.get(key),
    b"hash": lambda client, key: client.hgetall(key),
    b"list": lambda client, key: client.lrange(key, 0, -1),
    b"set": lambda client, key: client.smembers(key),
    b"stream": lambda client, key: client.xrange(key),
    b"zset": lambda client, key: client.zrange(key, 0, -1, withscores=True),
}
