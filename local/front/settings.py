"""What the front's process is told, in one environment variable, because functions own all the others."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from local.site_headers import NOWHERE, Hosts

VARIABLE = "LOCAL_FRONT"
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class FrontSettings:
    """`site` is the built site's folder, and `config` what it reads from /config.json."""

    auth_origin: str
    auth_project: str
    functions: str = str(ROOT / "functions")
    project: str = str(ROOT / "project.yml")
    site: str = str(ROOT / "web" / "dist")
    config: Mapping[str, Any] = field(default_factory=dict)
    hosts: Hosts = NOWHERE

    def to_environment(self) -> dict[str, str]:
        return {VARIABLE: json.dumps(asdict(self))}

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        told = json.loads(environment[VARIABLE])
        hosts = {name: tuple(origins) for name, origins in told.pop("hosts").items()}
        return cls(**told, hosts=Hosts(**hosts))
