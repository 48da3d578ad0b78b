"""The operations of the registry, ready to be asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from common.http import registry
from common.http.contract import Contract, Operation
from common.http.fields import Request
from local.demo.practice import CLINIC_ID
from tests.access.cases import CASES, Case
from tests.access.world import World
from tests.product import Person, Reply


@dataclass(frozen=True)
class Asked:
    """One operation of the registry with its case."""

    contract: Contract
    operation: Operation[Request]

    @property
    def name(self) -> str:
        return f"{self.contract.name} {self.operation.method}"

    @property
    def case(self) -> Case:
        """A missing one is told by a test of its own, so that it says what to do."""
        return CASES.get(self.name, Case())

    @property
    def is_for_people(self) -> bool:
        return self.contract.authentication == "firebase"

    @property
    def is_by_link(self) -> bool:
        return self.contract.authentication == "link"

    @property
    def is_about_a_visit(self) -> bool:
        return self.operation.appointment is not None

    def send(  # every seam that some test needs
        self,
        world: World,
        by: Person | None,
        about: Person,
        *,
        clinic: str = CLINIC_ID,
        changed: Mapping[str, Any] | None = None,
        key: str | None = None,
    ) -> Reply:
        """`changed` replaces fields of the request."""
        content = {**self.case.build(world, about), **(changed or {})}
        if self.operation.method in {"GET", "DELETE"}:
            texts = {name: str(value) for name, value in content.items()}
            query = {"clinic": clinic, **texts}
            return world.product.call(self.contract.name, self.operation.method, by=by, query=query, key=key)
        headers = self.case.headers(world, json.dumps(content).encode())
        query = {} if self.contract.authentication != "firebase" else {"clinic": clinic}
        return world.product.call(
            self.contract.name, self.operation.method, by=by, query=query, body=content, key=key, headers=headers
        )


EVERY = tuple(Asked(contract, op) for contract in registry.load().values() for op in contract.operations)
PEOPLES = tuple(asked for asked in EVERY if asked.is_for_people and not asked.operation.is_public)
PUBLIC = tuple(asked for asked in EVERY if asked.operation.is_public)
MACHINES = tuple(asked for asked in EVERY if not asked.is_for_people)
