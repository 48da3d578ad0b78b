"""Made-up health information goes through every function; afterwards it is nowhere but in sealed fields."""

from __future__ import annotations

import pytest

from common.http import registry
from tests.access.asked import EVERY, Asked
from tests.canary.canaries import found
from tests.canary.evidence import Evidence
from tests.canary.telling import CANARY, DETAILS

# A place, and something that is there for certain: an empty place would be clean by mistake.
PLACES = {
    "log": b'"function": "stripe_webhook"',
    "commands": b"EVALSHA",
    "key names": b":patient:pat_",
    "job ids": b":apt_",
    "audit": b"patient.sign_up",
    "stripe": b"appointment_id",
    "calendar files": b"Harbor Dermatology",
    "refusals": b"request_id",
    "public pages": b"harbor-dermatology",
    "append-only log": b"full_name",
    "snapshot": b"full_name",
}


def test_every_function_takes_part(evidence: Evidence) -> None:
    names = {f"{contract.name} {op.method}" for contract in registry.load().values() for op in contract.operations}
    assert evidence.called == names


@pytest.mark.parametrize("place", PLACES)
def test_a_canary_is_in_no_place_that_others_read(evidence: Evidence, place: str) -> None:
    content = evidence.places[place]
    assert PLACES[place].lower() in content.lower()
    assert found(content) == {}


def test_no_place_goes_unlooked_at(evidence: Evidence) -> None:
    assert set(evidence.places) == set(PLACES)


def test_a_patients_payer_is_in_no_record_in_clear(evidence: Evidence) -> None:
    """The clinic lists its payers to everybody; who has which is nobody's business."""
    commands = evidence.places["commands"].decode(errors="replace").splitlines()
    about_patients = [line for line in commands if ":patient:" in line or ":appointment:" in line]
    assert len(about_patients) > 10
    assert not [line for line in about_patients if DETAILS["payer_id"] in line and ":practice" not in line]


def test_a_payment_links_token_is_kept_nowhere(evidence: Evidence) -> None:
    """Whoever finds it could open the payment."""
    signatures = [token.rpartition(".")[2].encode() for token in evidence.tokens]
    assert signatures
    assert all(len(signature) > 40 for signature in signatures)
    for place, content in evidence.places.items():
        assert not [signature for signature in signatures if signature in content], place


def test_the_calendar_file_says_nothing_of_why(evidence: Evidence) -> None:
    files = evidence.places["calendar files"].decode()
    assert files.count("BEGIN:VEVENT") == 3
    for private in ("Acne", "Johnson", "Dermatologist", CANARY.uid, "$"):
        assert private not in files


@pytest.mark.parametrize("asked", [a for a in EVERY if a.operation.method in {"GET", "DELETE"}], ids=lambda a: a.name)
def test_no_query_has_room_for_health_information(asked: Asked) -> None:
    """Queries end up in the logs of whoever stands between; ids, days and choices are all that they may hold."""
    schema = asked.operation.request.model_json_schema()
    assert set(schema.get("properties", {})).isdisjoint({*DETAILS, "email", "text", "reason", "note"})
    for name, described in schema.get("properties", {}).items():
        for choice in described.get("anyOf", [described]):
            closed = {"pattern", "format", "enum", "const"}.intersection(choice)
            assert closed or choice["type"] in {"integer", "null"}, name
