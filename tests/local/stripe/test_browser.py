"""The browser script in Chromium, on a page of another origin with a strict content security policy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect, sync_playwright
from typing_extensions import override

from local.stripe.faults import Fault
from local.stripe.server import StripeServer

pytestmark = pytest.mark.browser

SHOP = Path(__file__).parent / "shop"
BANK = '[role="dialog"] iframe[title="Secure authentication"]'
FRAME = 'iframe[title="Secure payment input frame"]'


class Shop(ThreadingHTTPServer):
    """Serves the page, what it should use (from its own query) and an intent's client secret."""

    def __init__(self, stripe_server: StripeServer, api: Any) -> None:
        self.stripe, self.api = stripe_server, api
        self.intents: list[str] = []
        super().__init__(("127.0.0.1", 0), Desk)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def settings(self, query: str) -> dict[str, Any]:
        asked = dict(parse_qsl(query))
        return {
            "scriptUrl": self.stripe.script_url,
            "key": "pk_test_1",
            "mode": asked.get("mode", "setup"),
            "locale": asked.get("locale", "en"),
            "redirect": asked.get("redirect", "if_required"),
            "options": {},
        }

    def new_secret(self, query: str) -> str:
        choice = {"automatic_payment_methods": {"enabled": True, "allow_redirects": "never"}}
        customer = self.api.customers.create().id
        if self.settings(query)["mode"] == "setup":
            intent = self.api.setup_intents.create({"customer": customer, **choice})
        else:
            payment = {"amount": 5000, "currency": "usd", "customer": customer, **choice}
            intent = self.api.payment_intents.create(payment)
        self.intents.append(intent.id)
        return str(intent.client_secret)


class Desk(BaseHTTPRequestHandler):
    @property
    def shop(self) -> Shop:
        return cast("Shop", self.server)

    def do_GET(self) -> None:
        path, query = urlsplit(self.path).path, urlsplit(self.path).query
        if path == "/settings":
            self.answer("application/json", json.dumps(self.shop.settings(query)).encode())
        elif path == "/page.js":
            self.answer("text/javascript", (SHOP / "page.js").read_bytes())
        else:
            self.answer("text/html", (SHOP / "page.html").read_bytes())

    def do_POST(self) -> None:
        secret = self.shop.new_secret(urlsplit(self.path).query)
        self.answer("application/json", json.dumps(secret).encode())

    def answer(self, kind: str, body: bytes) -> None:
        stripe_origin = self.shop.stripe.url
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header(
            "Content-Security-Policy",
            f"default-src 'none'; script-src 'self' {stripe_origin}; frame-src {stripe_origin}; "
            f"connect-src 'self' {stripe_origin}",
        )
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def shop(server: StripeServer, api: Any) -> Iterator[Shop]:
    with Shop(server, api) as web:
        Thread(target=web.serve_forever, args=(0.01,), daemon=True).start()
        yield web
        web.shutdown()


Open = Callable[[str], Page]


@pytest.fixture
def open_page(browser: Browser, shop: Shop) -> Iterator[Open]:
    """Opens the page and fails the test where its policy was violated or a script broke."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="en-US")
    complaints: list[str] = []

    def opened(query: str) -> Page:
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Policy" in said.text else None)
        page.goto(f"{shop.url}/?{query}")
        return page

    yield opened
    context.close()
    assert complaints == []


def fill(page: Page, number: str, **other: str) -> FrameLocator:
    frame = page.frame_locator(FRAME)
    frame.get_by_label("Card number").fill(number)
    frame.get_by_label("Expiration date").fill(other.get("expiry", "12 / 34"))
    frame.get_by_label("Security code").fill(other.get("cvc", "123"))
    frame.get_by_label("ZIP code").fill(other.get("zip", "02116"))
    return frame


def wait_until_ready(page: Page) -> None:
    expect(page.locator("#events")).not_to_be_empty()


def save(page: Page) -> Any:
    page.get_by_role("button", name="Save card").click()
    return outcome(page)


def outcome(page: Page) -> Any:
    expect(page.locator("#outcome")).not_to_be_empty(timeout=30_000)
    return json.loads(page.locator("#outcome").inner_text())


def answer_bank(page: Page, button: str) -> Any:
    page.get_by_role("button", name="Save card").click()
    page.frame_locator(BANK).get_by_role("button", name=button).click()
    answer = outcome(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    return answer


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
