"""The product as tests call it: every function as the platform would, over a real Valkey, at a time of our choosing."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import redis

from common import clock, wiring
from common.actions.start_clinic import start_clinic
from common.domain.admission import Attempt
from common.integrations.firebase.identity import FirebaseIdentity
from common.security.root_keys import RootKeys
from common.store.clinics import ValkeyClinicRegister
from common.store.valkey import connect
from local.demo.people import TEAM
from local.demo.practice import CLINIC_ID, practice
from local.functions.loader import load

FUNCTIONS = Path(__file__).resolve().parent.parent / "functions"
ORIGIN = "https://site.test"
PROJECT = "demo-test"
MONDAY_MORNING = datetime(2027, 3, 1, 14, 0, tzinfo=UTC)  # 9:00 AM EST
ROOT_KEYS = "k1:" + base64.b64encode(bytes(range(32))).decode()
_CACHES = (
    wiring.core,
    wiring.door,
    wiring.identity,
    wiring.pseudonyms,
    wiring.processor,
    wiring.payment_links,
    wiring.stripe_events,
)


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in."""

    uid: str
    email: str
    email_verified: bool = True
    second_factor: bool = False


@dataclass(frozen=True)
class Reply:
    """What a function answered."""

    status: int
    headers: Mapping[str, str]
    text: str

    @cached_property
    def json(self) -> Any:
        return json.loads(self.text)

    def ok(self) -> Any:
        assert self.status == 200, self.text
        return self.json

    def refused(self, status: int, code: str) -> Any:
        assert (self.status, self.json["code"]) == (status, code), self.text
        return self.json


@dataclass
class Product:
    """`now` is what every clock says. Names of the clinic's team: johnson, chen, priya."""

    url: str
    now: datetime = MONDAY_MORNING
    clinic_id: str = CLINIC_ID
    signed_in_at: dict[str, int] = field(default_factory=dict)

    @property
    def epoch(self) -> int:
        return int(self.now.timestamp())

    @cached_property
    def raw(self) -> Any:
        """For looking at what is stored, never for putting it there."""
        return redis.Redis.from_url(self.url)

    def call(
        self,
        function: str,
        method: str = "GET",
        *,
        by: Person | None = None,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """As the platform calls: base64 body, headers in lower case, JSON both ways."""
        asked = {"clinic": self.clinic_id, **(query or {})}
        sent = {"origin": ORIGIN, "x-forwarded-for": "203.0.113.7", **(headers or {})}
        if by is not None:
            sent["authorization"] = f"Bearer {self.token(by)}"
        if method != "GET":
            sent["idempotency-key"] = key or uuid.uuid4().hex
        http: dict[str, Any] = {"method": method, "path": "", "headers": sent, "queryString": urlencode(asked)}
        http |= {"body": "", "isBase64Encoded": False}
        if body is not None:
            sent["content-type"] = "application/json"
            http |= {"body": base64.b64encode(json.dumps(body).encode()).decode(), "isBase64Encoded": True}
        return self.send(function, {"http": http})

    def send(self, function: str, event: Mapping[str, Any]) -> Reply:
        """An event as it stands."""
        answer = json.loads(json.dumps(_main(function)(json.loads(json.dumps(event)), None)))
        return Reply(answer.get("statusCode", 200), answer.get("headers", {}), answer["body"])

    def tick(self) -> dict[str, int]:
        """The schedule's call of `reminders`."""
        body: dict[str, int] = _main("reminders")({}, None)["body"]
        return body

    def enforce(self) -> dict[str, int]:
        """The schedule's call of `enforce_policy`."""
        body: dict[str, int] = _main("enforce_policy")({}, None)["body"]
        return body

    def token(self, person: Person) -> str:
        """Unsigned, as the emulator makes them; signed in when it was first asked for."""
        signed_in_at = self.signed_in_at.setdefault(person.uid, self.epoch)
        claims = {
            "iss": f"https://securetoken.google.com/{PROJECT}",
            "aud": PROJECT,
            "auth_time": signed_in_at,
            "sub": person.uid,
            "iat": self.epoch,
            "exp": self.epoch + 3600,
            "email": person.email,
            "email_verified": person.email_verified,
            "firebase": {
                "identities": {},
                "sign_in_provider": "password",
                **({"sign_in_second_factor": "phone"} if person.second_factor else {}),
            },
        }
        return ".".join((_part({"alg": "none", "typ": "JWT"}), _part(claims), ""))

    def start_demo_clinic(self) -> None:
        """Harbor Dermatology with its team and no patients."""
        keys = RootKeys.parse(ROOT_KEYS)
        register = ValkeyClinicRegister(
            connect(self.url), keys, "uid-johnson", uuid.uuid4().hex, Attempt("demo", "0" * 64), self.epoch
        )
        members = {f"uid-{one.email.partition('@')[0]}": one.membership for one in TEAM}
        start_clinic(register, practice(self.epoch), members)

    def audit_rows(self, clinic_id: str | None = None) -> list[dict[str, Any]]:
        """The audit trail, oldest first."""
        rows = self.raw.xrange(f"c:{{{clinic_id or self.clinic_id}}}:audit")
        return [
            {
                **json.loads(row[b"entry"]),
                **{name: row[name.encode()].decode() for name in ("role", "subject", "outcome")},
            }
            for _, row in rows
        ]


JOHNSON = Person("uid-johnson", "johnson@harborderm.example")
CHEN = Person("uid-chen", "chen@harborderm.example")
PRIYA = Person("uid-priya", "priya@harborderm.example")
MAYA = Person("uid-maya", "maya.ortiz@example.com")
DANIEL = Person("uid-daniel", "daniel.kim@example.com")
RUTH = Person("uid-ruth", "ruth.adeyemi@example.com")


def details(person: Person = MAYA, **changed: Any) -> dict[str, Any]:
    """What someone gives to sign up."""
    names = {MAYA.uid: "Maya Ortiz", DANIEL.uid: "Daniel Kim", RUTH.uid: "Ruth Adeyemi"}
    payer = "pay_masshealth" if person == RUTH else "pay_aetna"
    return {
        "full_name": names.get(person.uid, "Pat Example"),
        "phone": "+16175550168",
        "date_of_birth": "1992-06-14",
        "payer_id": payer,
        "texts": True,
        "privacy_notice": True,
        **changed,
    }


@contextmanager
def running_product(url: str, stripe_url: str | None = None) -> Iterator[Product]:
    """Wires the functions to a store and nothing else of this machine."""
    product = Product(url)
    environment = {
        "ENVIRONMENT": "test",
        "VALKEY_URL": url,
        "ROOT_KEYS": ROOT_KEYS,
        "FIREBASE_PROJECT_ID": PROJECT,
        "FIREBASE_AUTH_EMULATOR_HOST": "127.0.0.1:1",  # never called: unsigned tokens need nobody's word
        "STRIPE_SECRET_KEY": "sk_test_0000000000000000",
        "STRIPE_WEBHOOK_SECRET": "whsec_0000000000000000",
        "STRIPE_API_BASE": stripe_url or "http://127.0.0.1:1",
        "ALLOWED_ORIGINS": ORIGIN,
        "REQUIRE_SECOND_FACTOR": "false",
        "TICK_SECRET": "tick-secret-of-a-test",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.setattr(clock, "now", lambda: product.now)
        patch.setattr(
            wiring, "identity", cache(lambda: FirebaseIdentity(PROJECT, emulated=True, now=lambda: product.now))
        )
        _forget()
        yield product
    _forget()


def _forget() -> None:
    for cached in _CACHES:
        cached.cache_clear()


@cache
def _main(function: str) -> Any:
    return load(FUNCTIONS, function)


def _part(content: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
