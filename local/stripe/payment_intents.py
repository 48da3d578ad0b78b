"""https://docs.stripe.com/api/payment_intents: making, confirming, capturing and cancelling a payment."""

from __future__ import annotations

from local.stripe.amounts import require_amount
from local.stripe.call import Call, Route
from local.stripe.charging import CANCELABLE, confirm_payment
from local.stripe.confirming import new_secret, payment_method_choice, require_state, take_method
from local.stripe.disputes import dispute_by_card
from local.stripe.errors import Json, invalid_request
from local.stripe.listing import PAGING, matching, page

_KIND = "payment_intent"


def create(call: Call) -> Json:
    require_amount(call.params["amount"], call.params["currency"].lower())
    if customer := call.get("customer"):
        call.account.named("customer", customer, param="customer")
    if call.get("off_session") and not call.get("confirm"):
        raise invalid_request("off_session can only be used when confirm=true", param="off_session")
    intent = _new(call)
    call.emit("payment_intent.created", intent)
    take_method(call, intent)
    return confirm_payment(call, intent) if call.get("confirm") else intent


def retrieve(call: Call) -> Json:
    return call.intent(_KIND)


def confirm(call: Call) -> Json:
    return confirm_payment(call, call.intent(_KIND))


def capture(call: Call) -> Json:
    intent = call.intent(_KIND)
    require_state(call, intent, ("requires_capture",), "capture")
    capturable: int = intent["amount_capturable"]
    amount: int = call.get("amount_to_capture") if "amount_to_capture" in call.params else capturable
    if not 1 <= amount <= capturable:
        raise invalid_request(
            f"The amount_to_capture must be between 1 and {capturable}.",
            code="amount_too_large",
            param="amount_to_capture",
        )
    charge = call.account.objects[intent["latest_charge"]]
    charge |= {"captured": True, "amount_captured": amount}
    intent |= {"status": "succeeded", "amount_received": amount, "amount_capturable": 0}
    call.emit("charge.captured", charge)
    call.emit("payment_intent.succeeded", intent)
    dispute_by_card(call.account, intent)
    return intent


def cancel(call: Call) -> Json:
    intent = call.intent(_KIND)
    require_state(call, intent, CANCELABLE, "cancel")
    intent |= {
        "amount_capturable": 0,
        "canceled_at": call.account.now(),
        "cancellation_reason": call.get("cancellation_reason"),
        "next_action": None,
        "status": "canceled",
    }
    call.emit("payment_intent.canceled", intent)
    return intent


def list_all(call: Call) -> Json:
    return page(call, "/v1/payment_intents", matching(call, call.account.newest(_KIND), "customer"))


def _new(call: Call) -> Json:
    intent = call.account.add(
        "pi",
        _KIND,
        amount=call.params["amount"],
        amount_capturable=0,
        amount_received=0,
        application=None,
        canceled_at=None,
        cancellation_reason=None,
        capture_method=call.get("capture_method") or "automatic_async",
        confirmation_method="automatic",
        currency=call.params["currency"].lower(),
        customer=call.get("customer"),
        description=call.get("description"),
        last_payment_error=None,
        latest_charge=None,
        metadata=call.get("metadata") or {},
        next_action=None,
        on_behalf_of=None,
        payment_method=None,
        payment_method_options={"card": {"network": None, "request_three_d_secure": "automatic"}},
        processing=None,
        receipt_email=None,
        setup_future_usage=call.get("setup_future_usage"),
        shipping=None,
        source=None,
        statement_descriptor=None,
        statement_descriptor_suffix=call.get("statement_descriptor_suffix"),
        status="requires_payment_method",
        transfer_data=None,
        transfer_group=None,
        **payment_method_choice(call),
    )
    intent["client_secret"] = new_secret(intent)
    return intent


_PATH = "/v1/payment_intents"
_CONFIRMING = "payment_method off_session setup_future_usage error_on_requires_action return_url use_stripe_sdk"
ROUTES = (
    Route(
        "POST",
        _PATH,
        "PaymentIntentCreateParams",
        create,
        "amount currency customer automatic_payment_methods allowed_payment_method_types capture_method "
        f"confirm metadata description statement_descriptor_suffix {_CONFIRMING}",
    ),
    Route("GET", _PATH, "PaymentIntentListParams", list_all, f"customer {PAGING}"),
    Route(
        "GET",
        f"{_PATH}/{{id}}",
        "PaymentIntentRetrieveParams",
        retrieve,
        "client_secret",
        publishable=True,
    ),
    Route(
        "POST",
        f"{_PATH}/{{id}}/confirm",
        "PaymentIntentConfirmParams",
        confirm,
        _CONFIRMING,
        publishable=True,
    ),
    Route("POST", f"{_PATH}/{{id}}/capture", "PaymentIntentCaptureParams", capture, "amount_to_capture"),
    Route("POST", f"{_PATH}/{{id}}/cancel", "PaymentIntentCancelParams", cancel, "cancellation_reason"),
)
