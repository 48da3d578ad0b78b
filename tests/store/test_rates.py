"""How calls are counted: every one, and in memory alone."""

from collections.abc import Iterator

import pytest

from common import wiring
from common.store.door import Limits
from local.valkey import Valkey, ValkeyCluster
from tests.product import MAYA, MONDAY_MORNING, Product, details
from tests.store.places import PLACES, client_of

ASKED = {"appointment_type_id": "typ_acnevisit", "first_day": "2027-03-01", "last_day": "2027-03-05"}


@pytest.fixture(scope="module", params=PLACES)
def logged(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Valkey | ValkeyCluster]:
    """One with a log on disk."""
    place = Valkey if request.param == "one server" else ValkeyCluster
    with place(tmp_path_factory.mktemp("logged")) as running:
        yield running


@pytest.fixture
def url(logged: Valkey | ValkeyCluster) -> str:
    client_of(logged.url).flushall()
    return logged.url


def ask(product: Product, address: str = "203.0.113.7") -> int:
    return product.call("open_slots", query=ASKED, headers={"x-forwarded-for": address}).status


def test_it_refuses_the_first_call_over_the_limit_and_nobody_elses(product: Product) -> None:
    wiring.door().limits = Limits(caller=3)
    assert [ask(product) for _ in range(5)] == [200, 200, 200, 429, 429]
    assert ask(product, "198.51.100.1") == 200


def test_it_counts_all_callers_against_the_clinic(product: Product) -> None:
    wiring.door().limits = Limits(clinic=3)
    assert [ask(product, f"198.51.100.{number}") for number in range(5)] == [200, 200, 200, 429, 429]


def test_it_forgets_a_minute_later(product: Product) -> None:
    ask(product)
    rates = [key for key in product.raw.scan_iter() if b":rate:" in key]
    assert len(rates) == 2
    assert all(0 < product.raw.ttl(key) <= 60 for key in rates)


@pytest.mark.parametrize("calls", [1, 30])
def test_a_call_that_only_reads_leaves_nothing_for_the_disk(product: Product, calls: int) -> None:
    ask(product)
    before = _log_bytes(product)
    assert {ask(product) for _ in range(calls)} == {200}
    assert _log_bytes(product) == before


def test_a_change_by_somebody_counted_is_on_disk(product: Product) -> None:
    assert product.now == MONDAY_MORNING
    before = _log_bytes(product)
    product.call("sign_up", "POST", by=MAYA, body=details()).ok()
    assert _log_bytes(product) > before


def _log_bytes(product: Product) -> int:
    return int(product.raw.info("persistence")["aof_current_size"])
