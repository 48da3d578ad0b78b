"""A canary's way through every function: what goes right, and all the ways in which it goes wrong."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from common.http.contracts.availability import AvailabilityChange
from local.demo.practice import JOHNSON as JOHNSONS_ID
from tests.canary.canaries import CARDHOLDER, EMAIL, NAME, NOTE, PHONE, REASON
from tests.canary.mishaps import go_wrong
from tests.canary.owing import owe
from tests.canary.telling import CANARY, DETAILS, Teller
from tests.product import JOHNSON, PRIYA

TYPE = {
    "name": "Patch test",
    "description": "Read after two days.",
    "category": "medical",
    "duration_minutes": 30,
    "price_minor": 9000,
    "provider_ids": [JOHNSONS_ID],
}


class Story(Teller):
    """Told once a run."""

    def tell(self) -> None:
        visit = self.book()
        self.run_the_clinic(visit)
        go_wrong(self, visit)
        owe(self)
        self.leave(visit)

    def book(self) -> str:
        profile = self.does(CANARY, "sign_up POST", {**DETAILS, "privacy_notice": True})
        self.does(CANARY, "profile GET")
        self.does(CANARY, "profile PUT", {**DETAILS, "version": profile["version"]})
        self.public_pages.append(json.dumps(self.does(None, "clinic GET", {"slug": "harbor-dermatology"})))
        held = self.hold()
        accepted = {
            "appointment_id": held["appointment_id"],
            "policy_version": 1,
            "policy_hash": held["receipt"]["policy_hash"],
        }
        waiting = self.does(CANARY, "book_slot PUT", accepted)
        self.confirm_and_hear(waiting["client_secret"], held["appointment_id"], profile["patient_id"])
        booked = self.does(CANARY, "book_slot PUT", accepted)
        assert booked["status"] == "booked"
        self.calendar_files.append(booked["calendar_file"])
        self.does(CANARY, "payment_method GET")
        started = self.does(CANARY, "payment_method POST", {})
        self.confirm(started["client_secret"])
        self.does(CANARY, "payment_method PUT", {"setup_intent_id": started["setup_intent_id"]})
        for visit in self.does(CANARY, "appointments GET")["appointments"]:
            self.calendar_files.append(visit["calendar_file"])
        return str(held["appointment_id"])

    def hold(self) -> Any:
        days = [(self.product.now + timedelta(days=ahead)).date().isoformat() for ahead in (7, 20)]
        wanted = {"provider_id": JOHNSONS_ID, "appointment_type_id": "typ_acnevisit"}
        page = self.does(None, "open_slots GET", {**wanted, "first_day": days[0], "last_day": days[1]})
        self.public_pages.append(json.dumps(page))
        free = next(slot for day in page["days"] for slot in day["slots"])
        return self.does(CANARY, "book_slot POST", {**wanted, "starts_at": free["starts_at"]})

    def confirm_and_hear(self, client_secret: str, appointment_id: str, patient_id: str) -> None:
        """Stripe's event comes as well, with more about the cardholder than we ever asked for."""
        intent = self.confirm(client_secret)
        ids = {
            "clinic_id": self.product.clinic_id,
            "patient_id": patient_id,
            "appointment_id": appointment_id,
        }
        about = {
            "object": "setup_intent",
            "id": intent,
            "metadata": ids,
            "billing_details": {"name": CARDHOLDER, "email": EMAIL, "phone": PHONE},
        }
        event = {
            "id": "evt_canary",
            "type": "setup_intent.succeeded",
            "created": self.product.epoch,
            "data": {"object": about},
        }
        self.does(None, "stripe_webhook POST", event, signature=True)

    def run_the_clinic(self, visit: str) -> None:
        note = {"appointment_id": visit, "text": NOTE}
        self.does(JOHNSON, "appointment_notes POST", note)
        assert self.does(PRIYA, "appointment_notes GET", {"appointment_id": visit})["notes"][0]["text"] == NOTE
        first, last = self.product.now + timedelta(days=7), self.product.now + timedelta(days=22)
        window = {"from_at": f"{first:%Y-%m-%d}T00:00:00Z", "until": f"{last:%Y-%m-%d}T00:00:00Z"}
        calendar = self.does(PRIYA, "appointments GET", {"provider_id": JOHNSONS_ID, **window})
        assert calendar["appointments"][0]["patient"]["full_name"] == NAME
        self.change_hours()
        types = self.does(JOHNSON, "appointment_types POST", TYPE)["appointment_types"]
        added = {**TYPE, "appointment_type_id": types[-1]["id"], "version": 1, "active": False}
        self.does(JOHNSON, "appointment_types PUT", added)
        self.does(JOHNSON, "appointment_types GET")
        self.does(JOHNSON, "policy GET")
        fee = {"kind": "amount", "value": 4000}
        policy = {"version": 1, "tiers": [{"hours_before": 48, "fee": fee}], "no_show_fee": fee, "grace_minutes": 0}
        visit_of = {"appointment_type_id": "typ_acnevisit", "starts_at": f"{last:%Y-%m-%d}T15:00:00Z"}
        self.does(JOHNSON, "policy PUT", {**policy, **visit_of, "payer_id": DETAILS["payer_id"]})
        self.does(JOHNSON, "policy POST", policy)

    def change_hours(self) -> None:
        provider = {"provider_id": JOHNSONS_ID}
        shown = self.does(JOHNSON, "availability GET", provider)
        day = f"{self.product.now + timedelta(days=40):%Y-%m-%d}"
        closed = {"kind": "closed", "first_day": day, "last_day": day, "hours": {"start": "00:00", "end": "24:00"}}
        edit = {**provider, "version": shown["version"]}
        shown = self.does(JOHNSON, "availability POST", {**edit, **closed})
        edit["version"] = shown["version"]
        gone = {**edit, "exception_id": shown["exceptions"][-1]["id"]}
        shown = self.does(JOHNSON, "availability DELETE", gone)
        kept = {name: shown[name] for name in AvailabilityChange.model_fields if name in shown}
        self.does(JOHNSON, "availability PUT", kept)

    def leave(self, visit: str) -> None:
        preview = self.does(CANARY, "cancel GET", {"appointment_id": visit})
        fee = preview["fee_minor"]
        self.does(CANARY, "cancel POST", {"appointment_id": visit, "expected_fee_minor": fee, "reason": REASON})
        self.hold()
        if self.clock_moves:
            self.product.now += timedelta(minutes=10)
        self.does(None, "reminders POST", {}, headers={"x-require-whisk-auth": self.tick_secret})
        self.hold()
