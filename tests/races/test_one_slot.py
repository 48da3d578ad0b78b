"""Two hundred at one slot, over HTTP: the race that the script decides, shown without it first."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from local.demo.practice import JOHNSON
from tests.product import Product
from tests.races.conftest import Serve
from tests.races.rush import PEOPLE, Answered, Rush, Wish
from tests.store.places import kept

LENGTHS = ("typ_fullbodyskincheck", "typ_moleevaluation", "typ_acnevisit", "typ_followup")  # 45, 30 + 10, 30, 15

pytestmark = pytest.mark.timeout(120)


def one_slot(rush: Rush) -> list[Wish]:
    return [Wish("typ_acnevisit", rush.free_starts("typ_acnevisit")[0])]


def overlapping_slots(rush: Rush) -> list[Wish]:
    """Visits of every length and buffer that all reach over one instant: any two of them meet."""
    middle = rush.free_starts("typ_acnevisit")[2]
    starts = {type_id: rush.free_starts(type_id) for type_id in LENGTHS}
    return [Wish(type_id, middle) for type_id in LENGTHS] + [
        Wish(type_id, found[found.index(middle) - 1]) for type_id, found in starts.items() if type_id in LENGTHS[:3]
    ]


WISHES = pytest.mark.parametrize("wishes_of", [one_slot, overlapping_slots])


def blocks(product: Product) -> list[tuple[int, int]]:
    """What the appointments themselves say is taken, by start: not the index that the script looks at."""
    found = []
    for key in product.raw.scan_iter(match="*:appointment:*"):
        record = product.raw.hgetall(key)
        assert (record[b"status"], record[b"provider_id"]) == (b"pending", JOHNSON.encode())
        found.append((int(record[b"blocked_from"]), int(record[b"blocked_until"])))
    return sorted(found)


def overlaps(taken: list[tuple[int, int]]) -> int:
    return sum(first[1] > second[0] for first, second in pairwise(taken))


@pytest.mark.parametrize("url", ["one server"], indirect=True)
@WISHES
def test_double_booking_happens_without_the_script(
    serve: Serve, library_without_the_check: Path, product: Product, wishes_of: Any
) -> None:
    with serve(library_without_the_check) as rush:
        answers = rush.hold(wishes_of(rush))
    won = sum(answer.status == 200 for answer in answers)
    assert won > 1
    assert len(blocks(product)) == won
    assert overlaps(blocks(product)) > 0


@WISHES
def test_double_booking_is_impossible_with_it(serve: Serve, product: Product, wishes_of: Any) -> None:
    with serve() as rush:
        wishes = wishes_of(rush)
        before, rows = kept(product.raw), product.audit_rows()
        answers = rush.hold(wishes)
    assert Counter(answer.status for answer in answers) == {200: 1, 409: PEOPLE - 1}
    (winner,) = [answer for answer in answers if answer.status == 200]
    appointment_id = winner.body["appointment_id"]
    assert len(blocks(product)) == 1
    new = product.audit_rows()[len(rows) :]
    assert [(row["action"], row["subject"], row["outcome"]) for row in new] == [
        ("appointment.hold", appointment_id, "done")
    ]
    for loser in answers:
        if loser is not winner:
            assert_clear_refusal(loser, winner)
    assert written_since(product, before) == expected_of(product, appointment_id)


def assert_clear_refusal(loser: Answered, winner: Answered) -> None:
    assert (loser.body["code"], loser.body["status"]) == ("slot_taken", 409)
    assert loser.body["title"]
    assert len(loser.body["nearest"]) == 3
    for slot in loser.body["nearest"]:
        assert slot["ends_at"] <= winner.body["starts_at"] or slot["starts_at"] >= winner.body["ends_at"]


def written_since(product: Product, before: dict[bytes, Any]) -> set[str]:
    """The kinds of keys that are new or hold something else now."""
    after = kept(product.raw)
    assert before.keys() <= after.keys()
    return {key.decode() for key, held in after.items() if before.get(key) != held}


def expected_of(product: Product, appointment_id: str) -> set[str]:
    """One appointment with its block, its patient's hold, its job, its audit row and its idempotency record."""
    prefix = f"c:{{{product.clinic_id}}}:"
    record = product.raw.hgetall(f"{prefix}appointment:{appointment_id}")
    replays = {key.decode() for key in product.raw.scan_iter(match="*:replay:*book_slot:hold_slot:*")}
    assert len(replays) == 1
    assert product.raw.zrange(f"{prefix}jobs:reminders", 0, -1) == [f"hold_expiry:{appointment_id}:once".encode()]
    assert not product.raw.exists(f"{prefix}jobs:enforce_policy")
    assert product.raw.zcard(f"{prefix}busy:{JOHNSON}") == 1
    return replays | {
        "jobs:clinics:enforce_policy",  # letting an earlier hold go might have left work at Stripe
        "jobs:clinics:reminders",
        f"{prefix}appointment:{appointment_id}",
        f"{prefix}audit",
        f"{prefix}busy:{JOHNSON}",
        f"{prefix}hold:{record[b'patient_id'].decode()}",
        f"{prefix}jobs:reminders",
    }
