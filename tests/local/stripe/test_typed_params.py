"""What a request may hold is read from Stripe's own library."""

from __future__ import annotations

from typing import Any

import pytest
import stripe

from local.stripe.errors import ApiError
from local.stripe.forms import decode
from local.stripe.typed_params import read


def test_it_reads_a_nested_form_into_typed_values() -> None:
    form = "amount=5000&currency=usd&confirm=true&off_session=recurring&metadata[visit]=ap_1&expand[0]=customer"
    assert read("PaymentIntentCreateParams", decode(form)) == {
        "amount": 5000,
        "currency": "usd",
        "confirm": True,
        "off_session": "recurring",
        "metadata": {"visit": "ap_1"},
        "expand": ["customer"],
    }


@pytest.mark.parametrize(
    ("form", "code", "param"),
    [
        ("colour=red", "parameter_unknown", "colour"),
        ("automatic_payment_methods[enabled]=true&automatic_payment_methods[redirects]=never",
         "parameter_unknown", "automatic_payment_methods[redirects]"),
        ("automatic_payment_methods[allow_redirects]=never", "parameter_missing",
         "automatic_payment_methods[enabled]"),
        ("usage=sometimes", None, "usage"),
        ("confirm=perhaps", None, "confirm"),
        ("customer=", "parameter_invalid_empty", "customer"),
        ("automatic_payment_methods=true", None, "automatic_payment_methods"),
        ("metadata[a][b]=c", None, "metadata[a]"),
        ("payment_method_types[0]=card", "parameter_unknown", "payment_method_types"),
    ],
)  # fmt: skip
def test_it_refuses_what_the_library_does_not_type(form: str, code: str | None, param: str) -> None:
    with pytest.raises(ApiError) as refused:
        read("SetupIntentCreateParams", decode(form))
    assert (refused.value.error.get("code"), refused.value.error["param"]) == (code, param)


def test_it_refuses_a_payment_without_an_amount_or_with_words_for_one() -> None:
    for form, code in (("currency=usd", "parameter_missing"), ("currency=usd&amount=ten", None)):
        with pytest.raises(ApiError) as refused:
            read("PaymentIntentCreateParams", decode(form))
        assert refused.value.error["param"] == "amount"
        assert code in {None, refused.value.error.get("code")}


def test_an_unknown_parameter_comes_back_to_the_library_as_its_own_error(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.customers.create({"nickname": "Maya"})
    assert (refused.value.http_status, refused.value.code, refused.value.param) == (
        400,
        "parameter_unknown",
        "nickname",
    )


def test_what_stripe_can_do_and_the_double_can_not_is_refused_rather_than_ignored(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.payment_intents.create({"amount": 500, "currency": "usd", "receipt_email": "maya@example.org"})
    assert (refused.value.code, refused.value.param) == ("not_in_the_local_stripe", "receipt_email")
