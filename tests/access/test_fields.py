"""Which fields each role reads, held to a list that somebody looked at.

To change it on purpose, put the content that the failing test prints into `fields_by_role.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.access.asked import MACHINES, PEOPLES, PUBLIC
from tests.access.people import HARBOR_PEOPLE
from tests.access.world import World
from tests.product import MAYA

LOOKED_AT = Path(__file__).parent / "fields_by_role.json"


def test_each_role_reads_the_fields_that_were_looked_at_and_no_other(world: World) -> None:
    seen: dict[str, dict[str, list[str]]] = {}
    for asked in PUBLIC:
        seen[asked.name] = {"anyone": sorted(set(fields(asked.send(world, None, MAYA).ok())))}
    for asked in MACHINES:
        if asked.is_by_link:  # whoever has it needn't have signed in
            seen[asked.name] = {"link": sorted(set(fields(asked.send(world, None, MAYA).ok())))}
    for asked in PEOPLES:
        for caller in HARBOR_PEOPLE:
            if caller.role in asked.operation.roles:
                reply = asked.send(world, caller.person, MAYA).ok()
                seen.setdefault(asked.name, {})[caller.name] = sorted(set(fields(reply)))
                world.put_back()
    looked_at = json.loads(LOOKED_AT.read_text())
    assert seen == looked_at, json.dumps(seen, indent=1, sort_keys=True)


def test_a_patient_is_not_shown_the_clinics_notes_nor_how_many_there_are(world: World) -> None:
    visit = world.product.call("appointments", by=MAYA).ok()["appointments"][0]
    assert (visit["note_count"], visit["patient"]) == (0, None)


def fields(content: Any, path: str = "") -> Iterator[str]:
    """Each path that holds a value; what is null tells nothing."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield from fields(value, f"{path}.{name}" if path else name)
    elif isinstance(content, list):
        for value in content:
            yield from fields(value, f"{path}[]")
    elif content is not None:
        yield path
