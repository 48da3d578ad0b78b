"""A clinic's developer starts the clinic from a file."""

from __future__ import annotations

from pathlib import Path

import pytest
import redis

from common.domain.errors import ConflictError
from deploy.start_clinic import main
from local.valkey import Valkey
from tests.product import Person, running_product

EXAMPLE = Path(__file__).resolve().parents[2] / "deploy" / "clinic.example.toml"
OWNER = Person("the uid that Firebase shows for this person's account", "owner@example.com")


def test_the_example_file_starts_a_clinic_that_its_owner_runs_and_anyone_sees(valkey: Valkey) -> None:
    redis.Redis.from_url(valkey.url).flushall()
    with running_product(valkey.url) as product:
        product.clinic_id = main(str(EXAMPLE))
        clinic = product.call("clinic", query={"slug": "harbor-dermatology"}).ok()
        provider_id = clinic["providers"][0]["id"]
        hours = product.call("availability", by=OWNER, query={"provider_id": provider_id}).ok()

    assert clinic["id"] == product.clinic_id
    assert [kind["name"] for kind in clinic["appointment_types"]] == ["Full-body skin check"]
    assert [payer["bars_fees"] for payer in clinic["payers"]] == [False, True, False]
    assert len(hours["weekly"][0]) == 1


def test_the_same_file_twice_is_refused_and_changes_nothing(valkey: Valkey) -> None:
    redis.Redis.from_url(valkey.url).flushall()
    with running_product(valkey.url) as product:
        product.clinic_id = main(str(EXAMPLE))
        before = product.call("clinic", query={"slug": "harbor-dermatology"}).ok()
        with pytest.raises(ConflictError):
            main(str(EXAMPLE))
        assert product.call("clinic", query={"slug": "harbor-dermatology"}).ok() == before
