"""Two hundred people at one provider's door, over HTTP."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from threading import Barrier
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from local.demo.practice import JOHNSON
from tests.product import ORIGIN, Person, Product, details

PEOPLE: Final = 200
SECONDS: Final = 60


@dataclass(frozen=True)
class Wish:
    """A visit that somebody wants."""

    type_id: str
    starts_at: str


@dataclass(frozen=True)
class Answered:
    status: int
    body: Any


@dataclass(frozen=True)
class Rush:
    """Everybody is signed up and has nothing yet."""

    product: Product
    origin: str
    people: Sequence[Person]

    def free_starts(self, type_id: str) -> list[str]:
        """The times of one provider that a type could have, in the coming three weeks."""
        first, last = self.product.now.date(), self.product.now.date().toordinal() + 21
        query = {
            "appointment_type_id": type_id,
            "provider_id": JOHNSON,
            "first_day": first.isoformat(),
            "last_day": first.fromordinal(last).isoformat(),
        }
        days = self.product.call("open_slots", query=query).ok()["days"]
        return [slot["starts_at"] for day in days for slot in day["slots"]]

    def hold(self, wishes: Sequence[Wish]) -> list[Answered]:
        """Each person asks for the wish of their turn, all at the same instant."""
        line = Barrier(len(self.people))
        asks = [(person, wishes[turn % len(wishes)]) for turn, person in enumerate(self.people)]

        def ask(asked: tuple[Person, Wish]) -> Answered:
            connection = HTTPConnection(urlsplit(self.origin).netloc, timeout=SECONDS)
            connection.connect()
            key = uuid.uuid4().hex
            line.wait(SECONDS)
            answered = self._post(connection, *asked, key)
            deadline = time.monotonic() + SECONDS
            # On a machine with other work a call may not get its turn in time; people ask again then, as browsers do.
            while answered.status == HTTPStatus.SERVICE_UNAVAILABLE and time.monotonic() < deadline:
                answered = self._post(connection, *asked, key)
            return answered

        with ThreadPoolExecutor(len(asks)) as pool:
            return list(pool.map(ask, asks))

    def _post(self, connection: HTTPConnection, person: Person, wish: Wish, key: str) -> Answered:
        body = {"provider_id": JOHNSON, "appointment_type_id": wish.type_id, "starts_at": wish.starts_at}
        headers = {
            "Authorization": f"Bearer {self.product.token(person)}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
            "Origin": ORIGIN,
        }
        try:
            path = f"/api/book_slot?{urlencode({'clinic': self.product.clinic_id})}"
            connection.request("POST", path, json.dumps(body), headers)
            answer = connection.getresponse()
            return Answered(answer.status, json.loads(answer.read()))
        finally:
            connection.close()


def sign_everybody_up(product: Product) -> list[Person]:
    people = [Person(f"uid-{number:03}", f"person{number}@example.com") for number in range(PEOPLE)]
    for person in people:
        product.call("sign_up", "POST", by=person, body=details(person)).ok()
    return people
