"""The functions as somebody elsewhere calls them, and the mailbox: what happens outside of the window."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import requests

from local.demo.practice import CLINIC_ID
from local.stack import Stack
from tests.site.people import PASSWORD, Newcomer, Patient

SECONDS = 30
ZONE = ZoneInfo("America/New_York")


@dataclass(frozen=True, slots=True)
class ClinicApi:
    stack: Stack

    def call(
        self,
        function: str,
        method: str = "GET",
        *,
        token: str | None = None,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> requests.Response:
        headers = {"Idempotency-Key": uuid.uuid4().hex} if method != "GET" else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        asked = {"clinic": CLINIC_ID, **(query or {})}
        url = f"{self.stack.origin}/api/{function}"
        return requests.request(method, url, params=asked, json=body, headers=headers, timeout=SECONDS)

    def welcome(self, person: Newcomer) -> Patient:
        """Sign somebody up who has opened the mail's link, and take their details."""
        self.stack.auth.client.create_account(person.email, PASSWORD, name=person.name, is_verified=True)
        patient = Patient(person, self.token_of(person))
        details = {
            "full_name": person.name,
            "phone": "+16175550177",
            "date_of_birth": "1986-04-18",
            "payer_id": "pay_aetna",
            "texts": False,
            "privacy_notice": True,
        }
        joined = self.call("sign_up", "POST", token=patient.token, body=details)
        assert joined.ok, joined.text
        return patient

    def token_of(self, person: Newcomer) -> str:
        """As they would get it by signing in once more."""
        return self.stack.auth.client.sign_in(person.email, PASSWORD).id_token

    def open_link_in_mail(self, person: Newcomer) -> None:
        """The newest mail that asks to confirm the address."""
        links = [
            link
            for link in self.stack.auth.client.pending_links()
            if (link.kind, link.email) == ("VERIFY_EMAIL", person.email)
        ]
        self.stack.auth.client.open_link(links[-1])

    def visits(self, token: str) -> list[dict[str, Any]]:
        """Every appointment that the caller may see."""
        answer = self.call("appointments", token=token)
        assert answer.ok, answer.text
        return list(answer.json()["appointments"])

    def booked(self, token: str) -> list[dict[str, Any]]:
        return [visit for visit in self.visits(token) if visit["status"] == "booked"]

    def hold(self, patient: Patient, type_id: str, provider_id: str, starts_at: str) -> dict[str, Any]:
        wanted = {"provider_id": provider_id, "appointment_type_id": type_id, "starts_at": starts_at}
        held = self.call("book_slot", "POST", token=patient.token, body=wanted)
        assert held.ok, held.text
        return dict(held.json())

    def policy(self, token: str) -> dict[str, Any]:
        """The one in use, as it would be published again."""
        current = self.call("policy", token=token).json()["current"]
        return {name: current[name] for name in ("tiers", "no_show_fee", "grace_minutes")}

    def publish(self, token: str, policy: Mapping[str, Any]) -> None:
        version = self.call("policy", token=token).json()["current"]["version"]
        published = self.call("policy", "POST", token=token, body={**policy, "version": version})
        assert published.ok, published.text

    def open_times(self, type_id: str, provider_id: str, day: str) -> list[str]:
        """What anybody is offered on that day, as the functions write it."""
        asked = {"appointment_type_id": type_id, "provider_id": provider_id, "first_day": day, "last_day": day}
        (shown,) = self.call("open_slots", query=asked).json()["days"]
        return [slot["starts_at"] for slot in shown["slots"]]

    def is_open(self, type_id: str, provider_id: str, starts_at: str) -> bool:
        return starts_at in self.open_times(type_id, provider_id, day_of(instant(starts_at)))

    @staticmethod
    def at_clock(day: str, hour: int) -> str:
        """The instant at which the clinic's clocks show that hour, as the functions write it."""
        there = datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=ZONE)
        return f"{there.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def minutes_between(first: str, second: str) -> float:
    return abs((instant(second) - instant(first)).total_seconds()) / 60


def day_of(at: datetime) -> str:
    return at.astimezone(ZONE).date().isoformat()


def in_words(at: datetime) -> str:
    """As the site names an instant: "Tue, Mar 9, 3:00 PM EST"."""
    there = at.astimezone(ZONE)
    return f"{there:%a, %b} {there.day}, {clock_time(at)} {there:%Z}"


def clock_time(at: datetime) -> str:
    """As a clock in the clinic shows it: 3:00 PM."""
    there = at.astimezone(ZONE)
    return f"{there.hour % 12 or 12}:{there:%M %p}"


def a_day_before(at: datetime) -> datetime:
    """Where the demo clinic's free time ends: 24 hours, whatever the clocks do."""
    return at - timedelta(hours=24)
