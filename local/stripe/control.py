"""The double's own levers, as JSON under /_control. Nothing of this exists at Stripe.

POST /_control/webhooks          {"url", "secret", "mode": send | twice | hold | drop}
POST /_control/webhooks/deliver  {"events": [ids] or "order": oldest_first | newest_first, "times": 1}
GET  /_control/webhooks          what is held back and what was delivered with which status
POST /_control/faults            {"method", "path", "kind": "503" | "lost_reply", "times": 1}
POST /_control/clock             {"offset_seconds": 3600}
GET  /_control/requests          every call of the API, word for word
POST /_control/reset             {} forgets everything but where events go
POST /_control/disputes          {"payment_intent", "reason", "amount", "is_inquiry": false} opens one
POST /_control/disputes          {"dispute", "status": won | lost | warning_closed} closes it
POST /_control/disputes          {"dispute", "status": needs_response} makes one of an inquiry
POST /_control/refunds           {"refund", "status": failed | succeeded, "failure_reason"}
POST /_control/cards             {"payment_method", "exp_month", "exp_year"} as the card network renews it
POST /_control/accounts          {"account"} disconnects it; every other acct_… is connected
POST /_control/search            {"lag_seconds": 60}
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict

from local.stripe.api import Api
from local.stripe.errors import ApiError, Json, invalid_request
from local.stripe.faults import Fault
from local.stripe.levers import Levers, find
from local.stripe.webhooks import Mode, Webhooks
from local.stripe.wire import Request, Response, json_response


class Control:
    def __init__(self, api: Api, webhooks: Webhooks, levers: Levers) -> None:
        self._api = api
        self._pull = levers
        self._webhooks = webhooks
        self._levers: dict[tuple[str, str], Callable[[Json], Json]] = {
            ("POST", "webhooks"): self._listen,
            ("POST", "webhooks/deliver"): self._deliver,
            ("GET", "webhooks"): self._deliveries,
            ("POST", "faults"): self._fault,
            ("POST", "clock"): self._clock,
            ("GET", "requests"): lambda _: {"requests": self._api.captured_as_json()},
            ("POST", "reset"): self._reset,
            ("POST", "disputes"): self._dispute,
            ("POST", "refunds"): self._refund,
            ("POST", "cards"): lambda body: levers.renew_card(**body),
            ("POST", "accounts"): self._disconnect,
            ("POST", "search"): self._search,
        }

    def answer(self, request: Request) -> Response:
        try:
            lever = self._levers[request.method, request.path.removeprefix("/_control/")]
            return json_response(200, lever(_body(request)))
        except ApiError as error:
            return json_response(error.status, {"error": error.error})
        except (KeyError, TypeError, ValueError) as error:
            return json_response(400, {"error": {"message": f"{type(error).__name__}: {error}"}})

    def _listen(self, body: Json) -> Json:
        self._webhooks.listen(body["url"], body["secret"], Mode(body.get("mode", "send")))
        return {}

    def _deliver(self, body: Json) -> Json:
        events = [find(self._api.account, "event", event_id)[1] for event_id in body.get("events", [])]
        if not events:
            order = {"oldest_first": 1, "newest_first": -1}[body.get("order", "oldest_first")]
            events = self._webhooks.held[::order]
        deliveries = self._webhooks.deliver(events, int(body.get("times", 1)))
        return {"deliveries": [asdict(delivery) for delivery in deliveries]}

    def _deliveries(self, body: Json) -> Json:
        del body
        return {
            "held": [event["id"] for event in self._webhooks.held],
            "deliveries": [asdict(delivery) for delivery in self._webhooks.deliveries],
        }

    def _fault(self, body: Json) -> Json:
        self._api.faults.add(Fault(**body))
        return {}

    def _clock(self, body: Json) -> Json:
        self._api.account.clock_offset = int(body["offset_seconds"])
        return {"now": self._api.account.now()}

    def _dispute(self, body: Json) -> Json:
        if "dispute" not in body:
            return self._pull.open_dispute(**body)
        if body["status"] == "needs_response":
            return self._pull.escalate_inquiry(body["dispute"])
        return self._pull.close_dispute(**body)

    def _refund(self, body: Json) -> Json:
        if body["status"] == "succeeded":
            return self._pull.settle_refund(body["refund"])
        if body["status"] != "failed":
            raise ValueError(body["status"])
        return self._pull.fail_refund(body["refund"], body.get("failure_reason", "lost_or_stolen_card"))

    def _disconnect(self, body: Json) -> Json:
        self._pull.disconnect(body["account"])
        return {}

    def _search(self, body: Json) -> Json:
        self._pull.delay_search(int(body["lag_seconds"]))
        return {}

    def _reset(self, body: Json) -> Json:
        del body
        self._api.reset()
        self._webhooks.reset()
        return {}


def _body(request: Request) -> Json:
    """Only JSON by name, which a foreign page can't send without asking first."""
    if request.method == "GET":
        return {}
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise invalid_request("The levers take application/json.", status=415)
    body = json.loads(request.body or b"{}")
    if not isinstance(body, dict):
        raise TypeError("an object is needed")
    return body
