from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import stripe

from local.stripe.server import StripeServer
from tests.local.stripe.conftest import Listener, Send, open_library


def test_every_request_is_kept_word_for_word(api: Any, send: Send) -> None:
    api.customers.create({"metadata": {"note": "canary"}}, {"idempotency_key": "k-1"})
    kept = send("GET", "/_control/requests")[1]["requests"]
    assert [(r["method"], r["path"], r["idempotency_key"]) for r in kept] == [("POST", "/v1/customers", "k-1")]
    assert "canary" in kept[0]["body"]


def test_reset_forgets_everything_but_where_events_go(api: Any, send: Send, listener: Listener) -> None:
    send("POST", "/_control/webhooks", {"url": listener.url, "secret": listener.secret, "mode": "hold"})
    api.customers.create()
    send("POST", "/_control/reset", {})
    assert api.events.list().data == []
    assert len(send("GET", "/_control/requests")[1]["requests"]) == 1
    assert send("GET", "/_control/webhooks")[1] == {"held": [], "deliveries": []}
    api.customers.create()
    assert listener.next_event().type == "customer.created"


def test_a_lever_is_not_pulled_by_a_form_of_a_foreign_page(api: Any, send: Send) -> None:
    api.customers.create()
    assert send("POST", "/_control/reset", "{}", content_type="text/plain")[0] == 415
    assert api.events.list().data


@pytest.mark.parametrize(
    ("path", "body"),
    [("nothing", {}), ("webhooks", {}), ("webhooks", {"url": "", "secret": "", "mode": "x"})],
)
def test_a_lever_that_does_not_exist_is_said_so(send: Send, path: str, body: dict[str, str]) -> None:
    assert send("POST", f"/_control/{path}", body)[0] == 400


def test_an_outage_refuses_without_doing_anything(api: Any, send: Send) -> None:
    send("POST", "/_control/faults", {"method": "POST", "path": "/v1/customers", "kind": "503"})
    with pytest.raises(stripe.APIError) as outage:
        api.customers.create()
    assert outage.value.http_status == 503
    assert api.events.list().data == []
    assert api.customers.create().id


def test_a_lost_reply_did_its_work_and_the_key_finds_it(api: Any, send: Send) -> None:
    send("POST", "/_control/faults", {"method": "POST", "path": "/v1/customers", "kind": "lost_reply"})
    with pytest.raises(stripe.APIConnectionError):
        api.customers.create({}, {"idempotency_key": "k"})
    found = api.customers.create({}, {"idempotency_key": "k"})
    assert len(api.events.list({"type": "customer.created"}).data) == 1
    assert api.customers.retrieve(found.id).id == found.id


def test_the_account_survives_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "stripe.json"
    with StripeServer(state_file=state) as before:
        made = open_library(before, "sk_test_1").customers.create({}, {"idempotency_key": "k"})
    with StripeServer(state_file=state) as after:
        api = open_library(after, "sk_test_1")
        assert api.customers.retrieve(made.id).id == made.id
        assert api.customers.create({}, {"idempotency_key": "k"}).id == made.id


def test_it_listens_on_this_machine_only(server: StripeServer) -> None:
    assert server.url.startswith("http://127.0.0.1:")
    assert server._server.socket.getsockname()[0] == "127.0.0.1"
