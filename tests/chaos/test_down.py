"""While Valkey can't answer: 503 with Retry-After within two seconds, from every function, and nothing half-written."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import redis

from common import wiring
from common.domain.errors import StoreUnavailableError
from common.http import registry
from local.demo.practice import JOHNSON as PROVIDER
from local.ports import LOOPBACK
from local.stripe.server import StripeServer
from local.valkey import Valkey, ValkeyCluster
from tests.chaos.proxy import Mishap, Proxy, Trouble
from tests.chaos.story import ACNE, STEPS, Story
from tests.chaos.unavailable import assert_unavailable
from tests.product import JOHNSON, MAYA, Person, Product, Reply, running_product
from tests.store.places import client_of, kept

DAYS = {"first_day": "2027-03-02", "last_day": "2027-03-08"}
NOBODY = "apt_00000000000000000000"
READS: list[tuple[str, Person | None, dict[str, str]]] = [
    ("appointment_notes", JOHNSON, {"appointment_id": NOBODY}),
    ("appointment_types", JOHNSON, {}),
    ("appointments", MAYA, {}),
    ("availability", JOHNSON, {"provider_id": PROVIDER}),
    ("cancel", MAYA, {"appointment_id": NOBODY}),
    ("charges", MAYA, {"as": "patient"}),
    ("clinic", None, {"slug": "harbor-dermatology"}),
    ("open_slots", None, {"appointment_type_id": ACNE, **DAYS}),
    ("payment_method", MAYA, {}),
    ("policy", JOHNSON, {}),
    ("profile", MAYA, {}),
    ("reschedule", MAYA, {"appointment_id": NOBODY, "provider_id": PROVIDER, "starts_at": "2027-03-09T15:00:00Z"}),
]
WRITES_ONLY = {"sign_up", "book_slot", "attendance"}  # among the story's steps
MACHINES = {"enforce_policy", "pay", "reminders", "stripe_webhook"}


def timed(product: Product, function: str, by: Person | None, query: dict[str, str]) -> tuple[Reply, float]:
    began = time.monotonic()
    reply = product.call(function, by=by, query=query)
    return reply, time.monotonic() - began


def timed_step(story: Story, name: str) -> tuple[Reply, float]:
    began = time.monotonic()
    reply = story.take(name)
    return reply, time.monotonic() - began


def test_no_function_is_left_out() -> None:
    assert {name for name, _, _ in READS} | WRITES_ONLY | MACHINES == registry.load().keys()


def test_every_function_says_so_while_valkey_is_down_and_goes_on_once_it_is_back(story: Story, server: Valkey) -> None:
    told = {name: story.take(name).ok() for name in STEPS}
    server.kill()
    for function, by, query in READS:
        assert_unavailable(*timed(story.product, function, by, query))
    again = Story(story.product, story.stripe_url, dict(story.told))
    for name in STEPS:
        assert_unavailable(*timed_step(again, name))
    for tick in (story.product.tick, story.product.enforce):
        with pytest.raises(StoreUnavailableError):
            tick()
    token = wiring.payment_links().sign(story.product.clinic_id, "pat_x", "chg_x", expires_at=story.product.epoch + 60)
    began = time.monotonic()
    assert_unavailable(story.product.call("pay", "POST", body={"token": token}), time.monotonic() - began)
    server.start()
    assert again.take("cancel").ok() == told["cancel"]
    assert story.product.tick()["dead"] == story.product.enforce()["dead"] == 0


def test_a_valkey_that_takes_calls_and_answers_none_is_down(story: Story, proxy: Proxy) -> None:
    story.take("sign_up").ok()
    for function, by, query in READS[:3]:
        proxy.expect(0, Trouble(Mishap.LATE))
        assert_unavailable(*timed(story.product, function, by, query))


def test_an_address_that_takes_no_connection_is_down(stripe_server: StripeServer) -> None:
    with unreachable() as url, running_product(url, stripe_server.url) as product:
        assert_unavailable(*timed(product, "open_slots", None, {"appointment_type_id": ACNE, **DAYS}))


@contextmanager
def unreachable() -> Iterator[str]:
    """A port whose queue of connections is full: further ones are neither taken nor refused."""
    with socket.socket() as deaf:
        deaf.bind((LOOPBACK, 0))
        deaf.listen(0)
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:
            caller.settimeout(0)
            caller.connect_ex(deaf.getsockname())
        yield f"redis://{LOOPBACK}:{deaf.getsockname()[1]}/0"
        for caller in callers:
            caller.close()


def test_a_full_valkey_takes_nothing_loses_nothing_and_goes_on_once_there_is_room(story: Story, server: Valkey) -> None:
    for name in ("sign_up", "hold", "accept"):
        story.take(name).ok()
    admin = redis.Redis.from_url(server.url)
    before = kept(admin)
    admin.config_set("maxmemory", 1)
    for name in ("sign_up", "hold", "accept", "book"):
        again = Story(story.product, story.stripe_url, dict(story.told))
        assert_unavailable(*timed_step(again, name))
    assert kept(admin) == before
    admin.config_set("maxmemory", 0)
    assert story.take("book").ok()["status"] == "booked"


@pytest.mark.cluster
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP])
def test_a_node_that_is_gone_or_hangs_is_down_and_the_cluster_goes_on_once_it_is_back(
    tmp_path: Path, stripe_server: StripeServer, end: signal.Signals
) -> None:
    with ValkeyCluster(tmp_path) as cluster, running_product(cluster.url, stripe_server.url) as product:
        product.raw = client_of(cluster.url)
        product.start_demo_clinic()
        story = Story(product, stripe_server.url)
        for name in ("sign_up", "hold"):
            story.take(name).ok()
        before = kept(product.raw)
        node = node_of(cluster, product)
        stop(node, end)
        for _ in range(2):
            assert_unavailable(*timed_step(story, "accept"))
        resume(node, end)
        node.program.wait_until(lambda: answers(story), seconds=30)
        assert before.keys() <= kept(product.raw).keys()
        assert [row["action"] for row in product.audit_rows()].count("appointment.book") == 1


def node_of(cluster: ValkeyCluster, product: Product) -> Valkey:
    """The one that has the clinic."""
    port = product.raw.get_node_from_key(f"c:{{{product.clinic_id}}}:practice").port
    return next(node for node in cluster.nodes if node.port == port)


def stop(node: Valkey, end: signal.Signals) -> None:
    if end is signal.SIGKILL:
        node.kill()
    else:
        os.kill(_pid(node), end)


def resume(node: Valkey, end: signal.Signals) -> None:
    if end is signal.SIGKILL:
        node.start()
    else:
        os.kill(_pid(node), signal.SIGCONT)


def _pid(node: Valkey) -> int:
    assert node.program.pid is not None
    return node.program.pid


def answers(story: Story) -> bool:
    reply: Any = story.take("accept")
    return bool(reply.status == 200)
