"""The browser script in Chromium: cards are kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from local.stripe.faults import Fault
from local.stripe.server import StripeServer
from tests.local.stripe.browser.conftest import Open
from tests.local.stripe.browser.shop import Shop
from tests.local.stripe.browser.steps import BANK, FRAME, answer_bank, fill, outcome, save, wait_until_ready

pytestmark = pytest.mark.browser


def test_a_good_card_is_kept_and_its_number_never_reaches_our_server(open_page: Open, shop: Shop, api: Any) -> None:
    page = open_page("")
    fill(page, "4242424242424242")
    kept = save(page)["setupIntent"]
    assert (kept["id"], kept["status"]) == (shop.intents[0], "succeeded")
    method = api.setup_intents.retrieve(kept["id"], {"expand": ["payment_method"]}).payment_method
    assert (method.card.last4, method.card.exp_month, method.card.exp_year) == ("4242", 12, 2034)
    assert method.billing_details.address.postal_code == "02116"


def test_a_declined_card_says_so_and_another_one_works(open_page: Open) -> None:
    page = open_page("")
    fill(page, "4000000000000002")
    error = save(page)["error"]
    assert (error["type"], error["code"], error["decline_code"]) == (
        "card_error", "card_declined", "generic_decline",
    )  # fmt: skip
    assert error["message"] == "Your card was declined."
    assert error["setup_intent"]["status"] == "requires_payment_method"
    fill(page, "4242424242424242")
    assert save(page)["setupIntent"]["status"] == "succeeded"


def test_a_card_that_needs_authentication_is_kept_once_the_bank_agrees(open_page: Open, api: Any) -> None:
    page = open_page("")
    fill(page, "4000002500003155")
    kept = answer_bank(page, "Complete")["setupIntent"]
    assert kept["status"] == "succeeded"
    intent = api.setup_intents.retrieve(kept["id"])
    fee = {"amount": 500, "currency": "usd", "confirm": True, "off_session": True}
    paid = api.payment_intents.create({**fee, "customer": intent.customer, "payment_method": intent.payment_method})
    assert paid.status == "succeeded"


def test_a_failed_authentication_is_an_error_and_can_be_tried_again(open_page: Open) -> None:
    page = open_page("")
    fill(page, "4000002760003184")
    error = answer_bank(page, "Fail")["error"]
    assert error["code"] == "setup_intent_authentication_failure"
    assert error["setup_intent"]["status"] == "requires_payment_method"
    assert answer_bank(page, "Complete")["setupIntent"]["status"] == "succeeded"


def test_incomplete_fields_are_named_beside_them_and_nothing_is_sent(open_page: Open, shop: Shop) -> None:
    page = open_page("")
    frame = fill(page, "4242", expiry="01 / 20", cvc="1", zip="0")
    assert save(page)["error"] == {
        "type": "validation_error",
        "code": "incomplete_number",
        "message": "Your card number is incomplete.",
    }
    for name, message in (
        ("number", "Your card number is incomplete."),
        ("expiry", "Your card's expiration year is in the past."),
        ("cvc", "Your card's security code is incomplete."),
        ("postalCode", "Your ZIP code is incomplete."),
    ):
        expect(frame.locator(f"#{name}-error")).to_have_text(message)
        expect(frame.locator(f"[name={name}]")).to_have_attribute("aria-invalid", "true")
    expect(frame.get_by_label("Card number")).to_be_focused()
    assert shop.intents == []


def test_google_pay_needs_no_typing(open_page: Open, api: Any) -> None:
    page = open_page("")
    page.frame_locator(FRAME).get_by_role("button", name="Google Pay").click()
    kept = save(page)["setupIntent"]
    method = api.setup_intents.retrieve(kept["id"], {"expand": ["payment_method"]}).payment_method
    assert (method.card.last4, method.card.wallet.type) == ("4242", "google_pay")


def test_the_page_hears_when_it_is_ready_and_what_changes(open_page: Open) -> None:
    page = open_page("")
    fill(page, "4242424242424242")
    page.wait_for_function("JSON.parse(document.getElementById('events').textContent).at(-1).complete")
    events = json.loads(page.locator("#events").inner_text())
    assert events[0] == {"kind": "ready", "elementType": "payment"}
    assert events[1]["value"] == {"type": "card"}
    assert (events[1]["empty"], events[1]["complete"]) == (False, False)


def test_it_speaks_spanish(open_page: Open) -> None:
    frame = open_page("locale=es").frame_locator(FRAME)
    expect(frame.get_by_label("Número de tarjeta")).to_be_visible()
    expect(frame.get_by_label("Código postal")).to_be_visible()


def test_a_deposit_is_paid_and_then_the_page_is_left(open_page: Open, shop: Shop) -> None:
    page = open_page("mode=payment&redirect=always")
    fill(page, "4242424242424242")
    page.get_by_role("button", name="Save card").click()
    page.wait_for_url("**/back?**")
    assert f"payment_intent={shop.intents[0]}" in page.url
    assert "redirect_status=succeeded" in page.url


def test_an_unreachable_stripe_is_a_load_error(open_page: Open, server: StripeServer) -> None:
    server.api.faults.add(Fault("GET", "/v1/elements/sessions", "503"))
    page = open_page("")
    wait_until_ready(page)
    assert json.loads(page.locator("#events").inner_text())[0]["kind"] == "loaderror"


def test_a_mistake_of_the_page_is_an_integration_error(open_page: Open) -> None:
    page = open_page("")
    wait_until_ready(page)
    for script, message in (
        ("window.Stripe('sk_test_1')", "secret key"),
        ("stripe.elements({mode: 'setup'})", "currency"),
        ("stripe.elements({mode: 'payment', currency: 'usd'})", "amount"),
        ("stripe.elements({mode: 'setup', currency: 'usd', paymentMethodTypes: ['card']})", "was removed"),
        ("stripe.confirmSetup({elements, clientSecret: 'seti_1_secret_1'})", "submit"),
        ("stripe.confirmPayment({elements, clientSecret: 'pi_1_secret_1'})", "for setup"),
        ("stripe.retrieveSetupIntent('seti_1')", "_secret_"),
        ("elements.create('payment')", "only create one"),
        ("element.mount('#nowhere')", "no DOM elements"),
    ):
        said = page.evaluate(f"async () => {{ try {{ await {script} }} catch (e) {{ return String(e) }} }}")
        assert said.startswith("IntegrationError: ")
        assert message in said


def test_an_interrupted_authentication_can_be_taken_up_again(open_page: Open, shop: Shop, api: Any) -> None:
    secret = shop.new_secret("")
    api.setup_intents.confirm(shop.intents[0], {"payment_method": "pm_card_authenticationRequired"})
    page = open_page("")
    wait_until_ready(page)
    page.evaluate(f"void stripe.handleNextAction({{clientSecret: '{secret}'}}).then((r) => say('outcome', r))")
    page.frame_locator(BANK).get_by_role("button", name="Complete").click()
    assert outcome(page)["setupIntent"]["status"] == "succeeded"


def test_an_intent_that_exists_already_can_be_confirmed_without_a_first_submit(open_page: Open, shop: Shop) -> None:
    secret = shop.new_secret("")
    page = open_page("")
    wait_until_ready(page)
    page.evaluate(
        f"""async () => {{
            element.destroy();
            window.again = stripe.elements({{clientSecret: '{secret}'}});
            const ready = new Promise((resolve) => again.create('payment').on('ready', resolve));
            again.getElement().mount('#element');
            await ready;
        }}"""
    )
    fill(page, "4242424242424242")
    kept = page.evaluate("stripe.confirmSetup({elements: again, redirect: 'if_required'})")
    assert kept["setupIntent"]["id"] == shop.intents[0]
