"""The browser script in Chromium: payments, with a new card or a saved one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from local.stripe.server import StripeServer
from tests.local.stripe.browser.conftest import Open
from tests.local.stripe.browser.shop import Shop
from tests.local.stripe.browser.steps import BANK, FRAME, answer_bank, fill, outcome, save, wait_until_ready

pytestmark = pytest.mark.browser

HARBOR = {"stripe_account": "acct_harbor"}


@pytest.mark.parametrize("query", ["mode=payment", "mode=payment&intentFirst"])
def test_a_fee_is_paid_with_a_new_card(open_page: Open, shop: Shop, api: Any, query: str) -> None:
    page = open_page(query)
    fill(page, "4242424242424242")
    paid = save(page)["paymentIntent"]
    assert (paid["id"], paid["status"]) == (shop.intents[0], "succeeded")
    assert not {"customer", "metadata", "latest_charge"} & paid.keys()
    assert api.payment_intents.retrieve(paid["id"]).amount_received == 5000


@pytest.mark.parametrize(
    ("number", "codes", "field", "message"),
    [
        ("4000000000000002", ("card_declined", "generic_decline"), "number", "Your card was declined."),
        ("4000000000009995", ("card_declined", "insufficient_funds"), "number", "Your card has insufficient funds."),
        ("4000000000000069", ("expired_card", None), "expiry", "Your card has expired."),
        ("4000000000000127", ("incorrect_cvc", None), "cvc", "Your card's security code is incorrect."),
    ],
)
def test_a_decline_is_told_to_the_page_and_beside_the_field(
    open_page: Open, number: str, codes: tuple[str, str | None], field: str, message: str
) -> None:
    page = open_page("mode=payment&intentFirst")
    frame = fill(page, number)
    error = save(page)["error"]
    assert (error["type"], error["message"]) == ("card_error", message)
    assert (error["code"], error.get("decline_code")) == codes
    assert error["payment_intent"]["status"] == "requires_payment_method"
    expect(frame.locator(f"#{field}-error")).to_have_text(message)
    expect(frame.locator(f"#{field}")).to_have_attribute("aria-invalid", "true")
    fill(page, "4242424242424242")
    expect(frame.locator(f"#{field}-error")).to_be_empty()
    assert save(page)["paymentIntent"]["id"] == error["payment_intent"]["id"]


def test_a_decline_is_told_in_spanish(open_page: Open) -> None:
    page = open_page("mode=payment&intentFirst&locale=es")
    frame = page.frame_locator(FRAME)
    for label, text in (
        ("Número de tarjeta", "4000000000000002"), ("Fecha de vencimiento", "12 / 34"),
        ("Código de seguridad", "123"), ("Código postal", "02116"),
    ):  # fmt: skip
        frame.get_by_label(label).fill(text)
    save(page)
    expect(frame.locator("#number-error")).to_have_text("Su tarjeta fue rechazada.")


def test_fields_are_checked_where_nobody_submitted_them_first(open_page: Open, api: Any) -> None:
    page = open_page("mode=payment&intentFirst")
    frame = fill(page, "4242")
    assert save(page)["error"]["type"] == "validation_error"
    expect(frame.locator("#number-error")).to_have_text("Your card number is incomplete.")
    assert api.charges.list().data == []


@pytest.mark.parametrize("button", ["Complete", "Fail"])
def test_the_bank_asks_who_pays(open_page: Open, button: str) -> None:
    page = open_page("mode=payment")
    fill(page, "4000002760003184")
    answer = answer_bank(page, button)
    if button == "Complete":
        assert answer["paymentIntent"]["status"] == "succeeded"
    else:
        assert answer["error"]["code"] == "payment_intent_authentication_failure"
        assert answer["error"]["payment_intent"]["status"] == "requires_payment_method"


def pay_with(page: Page, secret: str, method: str) -> None:
    """A saved card, without any Element."""
    wait_until_ready(page)
    options = {"clientSecret": secret, "confirmParams": {"payment_method": method}, "redirect": "if_required"}
    page.evaluate(f"void stripe.confirmPayment({json.dumps(options)}).then((r) => say('outcome', r))")


def save_card(shop: Shop, api: Any, card: str) -> tuple[str, str]:
    """The secret of a new payment, and a card of the same customer."""
    secret = shop.new_secret("mode=payment")
    customer = api.payment_intents.retrieve(shop.intents[-1]).customer
    return secret, str(api.payment_methods.attach(f"pm_card_{card}", {"customer": customer}).id)


def test_a_saved_card_pays(open_page: Open, shop: Shop, api: Any) -> None:
    secret, method = save_card(shop, api, "visa")
    page = open_page("mode=payment")
    pay_with(page, secret, method)
    assert outcome(page)["paymentIntent"]["status"] == "succeeded"
    assert api.payment_intents.retrieve(shop.intents[0]).payment_method == method
    seen = page.evaluate(f"stripe.retrievePaymentIntent('{secret}')")
    assert (seen["paymentIntent"]["id"], seen["paymentIntent"]["status"]) == (shop.intents[0], "succeeded")


def test_a_saved_card_is_declined(open_page: Open, shop: Shop, api: Any) -> None:
    secret, method = save_card(shop, api, "chargeCustomerFail")
    page = open_page("mode=payment")
    pay_with(page, secret, method)
    assert outcome(page)["error"]["decline_code"] == "generic_decline"


def test_a_fee_that_failed_while_away_is_paid_with_the_same_card_once_the_patient_is_back(
    open_page: Open, shop: Shop, api: Any
) -> None:
    secret, method = save_card(shop, api, "authenticationRequired")
    away = {"payment_method": method, "off_session": True}
    with pytest.raises(Exception, match="requires authentication"):
        api.payment_intents.confirm(shop.intents[0], away)
    page = open_page("mode=payment")
    pay_with(page, secret, method)
    dialog = page.frame_locator(BANK)
    expect(dialog.get_by_text("is it you who pays")).to_be_visible()
    dialog.get_by_role("button", name="Complete").click()
    assert outcome(page)["paymentIntent"]["status"] == "succeeded"
    assert api.payment_intents.retrieve(shop.intents[0]).amount_received == 5000


def test_what_the_server_confirmed_is_finished_in_the_browser(open_page: Open, shop: Shop, api: Any) -> None:
    secret, method = save_card(shop, api, "authenticationRequired")
    waiting = api.payment_intents.confirm(shop.intents[0], {"payment_method": method})
    assert (waiting.status, waiting.next_action.type) == ("requires_action", "use_stripe_sdk")
    page = open_page("mode=payment")
    wait_until_ready(page)
    page.evaluate(f"void stripe.handleNextAction({{clientSecret: '{secret}'}}).then((r) => say('outcome', r))")
    page.frame_locator(BANK).get_by_role("button", name="Complete").click()
    assert outcome(page)["paymentIntent"]["status"] == "succeeded"


@pytest.mark.parametrize("mode", ["payment", "setup"])
@pytest.mark.parametrize("first", ["", "&intentFirst"])
def test_everything_happens_in_the_account_that_the_page_names(
    open_page: Open, api: Any, server: StripeServer, mode: str, first: str
) -> None:
    page = open_page(f"mode={mode}&account=acct_harbor{first}")
    fill(page, "4000002760003184")
    kept = answer_bank(page, "Complete")[f"{mode}Intent"]
    assert kept["status"] == "succeeded"
    theirs = server.account.connected("acct_harbor")
    assert next(theirs.newest(f"{mode}_intent"))["id"] == kept["id"]
    assert api.payment_methods.retrieve(kept["payment_method"], {}, HARBOR).card.last4 == "3184"
    assert not server.account.objects


def test_a_mistake_of_the_page_is_an_integration_error(open_page: Open) -> None:
    page = open_page("mode=payment")
    wait_until_ready(page)
    secret = "clientSecret: 'pi_1_secret_1', redirect: 'if_required'"
    for script, message in (
        (f"confirmPayment({{{secret}}})", "either an Elements instance"),
        (f"confirmPayment({{{secret}, elements, confirmParams: {{payment_method: 'pm_1'}}}})", "together with"),
        (f"confirmPayment({{{secret}, confirmParams: {{shipping: {{}}}}}})", "shipping is not in the local"),
        ("confirmPayment({clientSecret: 'pi_1_secret_1', confirmParams: {payment_method: 'pm_1'}})", "return_url"),
        ("confirmPayment({clientSecret: 'seti_1_secret_1', confirmParams: {payment_method: 'pm_1'}})", "_secret_"),
        ("handleNextAction({clientSecret: 'pi_1'})", "_secret_"),
        ("retrievePaymentIntent('seti_1_secret_1')", "_secret_"),
    ):
        said = page.evaluate(f"async () => {{ try {{ await stripe.{script} }} catch (e) {{ return String(e) }} }}")
        assert said.startswith("IntegrationError: ")
        assert message in said
