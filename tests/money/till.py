"""What is done with money, a call of a function each, and what is to be seen of it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from local.stripe.cards import BY_NICKNAME
from tests.functions.bank import Bank
from tests.functions.steps import CHENS_ID, JOHNSONS_ID, accept, cancel, go_to, hold, preview, visits
from tests.product import JOHNSON, MAYA, Person, Product, Reply, details

BOTOX: Final = "typ_botoxconsultation"  # $100, a deposit of $50
FILLER: Final = "typ_filler"  # $650, a deposit of $100
TUESDAY: Final = "2027-03-09T15:00:00Z"  # 10:00 AM EST, eight days after the tests begin
TOO_LATE: Final = "2027-03-09T10:00:00Z"  # five hours before it: $50 by the demo's policy
OVER: Final = "2027-03-09T15:31:00Z"


@dataclass
class Till:
    """One clinic's money, from all sides. The patient is Maya, the clinic Dr. Johnson, unless it says otherwise."""

    product: Product
    bank: Bank

    def keep_card(self, card: str = "pm_card_visa", by: Person = MAYA) -> str:
        """A card put on file; Stripe's id of it."""
        started = self.product.call("payment_method", "POST", by=by, body={}).ok()
        if self.bank.confirm(started["client_secret"], card) == "requires_action":
            self.bank.authenticate(started["client_secret"], "complete")
        kept = self.product.call("payment_method", "PUT", by=by, body={"setup_intent_id": started["setup_intent_id"]})
        return str(kept.ok()["cards"][0]["id"])

    def turn_bad(self, nickname: str) -> None:
        """The card on file is one of Stripe's bad ones from now on: it expired, it was stolen."""
        objects = self.bank.server.account.objects
        (method,) = [one for one in objects.values() if one["object"] == "payment_method" and one["customer"]]
        method["_number"] = BY_NICKNAME[nickname].number

    def book(self, starts_at: str = TUESDAY, by: Person = MAYA, **wanted: str) -> str:
        """With the card on file, and whatever is to be paid in advance; the appointment's id."""
        held = hold(self.product, by, starts_at, **wanted).ok()
        booking = accept(self.product, by, held).ok()
        assert booking["status"] == "booked", booking
        return str(held["appointment_id"])

    def cancel(self, visit: str, by: Person = MAYA, **more: Any) -> Any:
        """For what is shown."""
        fee = preview(self.product, by, visit).ok()["fee_minor"]
        return cancel(self.product, by, visit, fee, **more).ok()

    def cancel_late(self, card: str = "pm_card_visa") -> str:
        """A visit called off five hours before it, with this card on file: $50 are due. The charge's id."""
        self.keep_card(card)
        visit = self.book()
        go_to(self.product, TOO_LATE)
        return str(self.cancel(visit)["charge_id"])

    def attend(self, visit: str, status: str, by: Person = JOHNSON) -> Reply:
        (row,) = [one for one in self.calendar() if one["id"] == visit]
        body = {"appointment_id": visit, "status": status, "version": row["version"]}
        return self.product.call("attendance", "POST", by=by, body=body)

    def miss(self, card: str = "pm_card_visa") -> str:
        """A visit that nobody came to, marked so a minute after its end; its id."""
        self.keep_card(card)
        visit = self.book()
        go_to(self.product, OVER)
        self.attend(visit, "noshow").ok()
        return visit

    def calendar(self) -> list[Any]:
        found: list[Any] = []
        for provider in (JOHNSONS_ID, CHENS_ID):
            window = {"provider_id": provider, "from_at": "2027-03-01T00:00:00Z", "until": "2027-04-30T00:00:00Z"}
            found += self.product.call("appointments", by=JOHNSON, query=window).ok()["appointments"]
        return found

    def visit(self, visit: str, by: Person = MAYA) -> Any:
        (found,) = [one for one in visits(self.product, by) if one["id"] == visit]
        return found

    def charges(self, by: Person = MAYA) -> list[Any]:
        """The patient's own, newest first."""
        found: list[Any] = self.product.call("charges", by=by, query={"as": "patient"}).ok()["charges"]
        return found

    def charge(self, charge_id: str) -> Any:
        """As the clinic sees it."""
        listed = self.product.call("charges", by=JOHNSON).ok()["charges"]
        patients = {one["patient_id"] for one in listed} | {self.patient_id()}
        for patient_id in patients:
            query = {"patient_id": patient_id, "as": "owner"}
            listed += self.product.call("charges", by=JOHNSON, query=query).ok()["charges"]
        return next(one for one in listed if one["id"] == charge_id)

    def change(self, charge_id: str, action: str, by: Person = JOHNSON, **more: Any) -> Reply:
        body = {"charge_id": charge_id, "action": action, **more}
        return self.product.call("charges", "POST", by=by, body=body)

    def change_payer(self, payer_id: str) -> None:
        """Maya's, from now on."""
        profile = self.product.call("profile", by=MAYA).ok()
        body = {name: value for name, value in details(payer_id=payer_id).items() if name != "privacy_notice"}
        self.product.call("profile", "PUT", by=MAYA, body=body | {"version": profile["version"]}).ok()

    def compare(self, day: str) -> None:
        """What is due by one o'clock that night, the comparison of the day before among it."""
        go_to(self.product, f"{day}T01:05:00Z")
        self.product.enforce()

    def differing(self) -> list[str]:
        """What the clinic is told of as not matching Stripe's books."""
        return list(self.product.call("charges", by=JOHNSON).ok()["comparison"]["differing"])

    def patient_id(self, by: Person = MAYA) -> str:
        key = f"c:{{{self.product.clinic_id}}}:members"
        member = self.product.raw.hget(key, by.uid).decode()
        return str(member.split('"patient_id":"')[1].split('"')[0]) if '"patient_id":"' in member else ""

    def taken(self) -> int:
        """What Stripe has of ours: paid, less what went back."""
        return sum(one["amount_captured"] - one["amount_refunded"] for one in self.bank.made("charge"))

    def payments(self) -> list[tuple[int, str]]:
        """Amount and status of every payment that was ever made, newest first."""
        return [(one["amount"], one["status"]) for one in self.bank.made("payment_intent")]
