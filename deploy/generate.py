"""Writes what derives from the contracts; `--check` refuses where a file on disk has drifted from them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from common.http import registry
from deploy import project_yml
from deploy.openapi import document
from deploy.paths import ROOT
from deploy.readme_table import with_table


def rendered() -> dict[Path, str]:
    """Each derived file with the text it should have."""
    contracts = registry.load()
    return {
        ROOT / "openapi.json": json.dumps(document(contracts), indent=2, ensure_ascii=False) + "\n",
        ROOT / "project.yml": project_yml.render(contracts),
        ROOT / "README.md": with_table((ROOT / "README.md").read_text(), contracts),
    }


def main() -> int:
    """0, or 1 where `--check` finds a file that differs."""
    stale = [path for path, text in rendered().items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} differs from the contracts; run `make generate` and commit it.")
        return 1 if stale else 0
    for path in stale:
        path.write_text(rendered()[path])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
