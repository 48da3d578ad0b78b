"""https://docs.stripe.com/api/customers: made with metadata and read back."""

from __future__ import annotations

from local.stripe.call import Call, Route
from local.stripe.errors import Json
from local.stripe.listing import UNDATED_PAGING, matching, page


def create(call: Call) -> Json:
    customer = call.account.add(
        "cus",
        "customer",
        address=None,
        balance=0,
        currency=None,
        default_source=None,
        delinquent=False,
        description=call.get("description"),
        email=call.get("email"),
        invoice_settings={
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        metadata=call.get("metadata") or {},
        name=call.get("name"),
        phone=call.get("phone"),
        preferred_locales=[],
        shipping=None,
        tax_exempt="none",
        test_clock=None,
    )
    call.emit("customer.created", customer)
    return customer


def retrieve(call: Call) -> Json:
    return call.account.get("customer", call.target)


def list_payment_methods(call: Call) -> Json:
    customer = call.account.get("customer", call.target)
    theirs = (pm for pm in call.account.newest("payment_method") if pm["customer"] == customer["id"])
    return page(call, f"/v1/customers/{customer['id']}/payment_methods", matching(call, theirs, "type"))


ROUTES = (
    Route("POST", "/v1/customers", "CustomerCreateParams", create, "metadata description email name phone"),
    Route("GET", "/v1/customers/{id}", "CustomerRetrieveParams", retrieve),
    Route(
        "GET",
        "/v1/customers/{id}/payment_methods",
        "CustomerPaymentMethodListParams",
        list_payment_methods,
        f"type {UNDATED_PAGING}",
    ),
)
