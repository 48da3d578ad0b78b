"""Assembles `build/`, which the deployer sends as it is: project.yml and one bundle a function.

`python -m deploy.build` prints what each bundle weighs and fails where one weighs too much. All is done
here, because what makes the deployer build remotely (a build.sh, a package.json) makes it drop triggers.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from common.http import registry
from common.http.contract import Contract
from deploy import bundle, project_yml
from deploy.bytecode import compile_beside
from deploy.paths import BUILD, FUNCTIONS, LIBRARY


class UnevenError(Exception):
    """A contract without its function, or a function without its contract."""


def build(contracts: Mapping[str, Contract], target: Path) -> dict[str, bundle.Weight]:
    """Make `target` anew. Raises UnevenError."""
    _require_functions(set(contracts))
    shutil.rmtree(target, ignore_errors=True)
    packages = target / "packages" / project_yml.PACKAGE
    packages.mkdir(parents=True)
    (target / "project.yml").write_text(project_yml.render(contracts), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        library = _compiled_library(Path(folder))
        return {name: bundle.assemble(c, library, packages / name) for name, c in contracts.items()}


def main() -> int:
    try:
        weights = build(registry.load(), BUILD)
    except UnevenError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{'bundle':<24}{'zipped MB':>12}{'unzipped MB':>14}")
    for name, weight in weights.items():
        megabytes = (weight.zipped / bundle.MEGABYTE, weight.unzipped / bundle.MEGABYTE)
        print(f"{name:<24}{megabytes[0]:>12.1f}{megabytes[1]:>14.1f}")
    heavy = [name for name, weight in weights.items() if weight.is_too_heavy]
    if heavy:
        print(f"Too heavy (20 MB zipped, 48 MB unzipped at most): {', '.join(heavy)}", file=sys.stderr)
    return 1 if heavy else 0


def _compiled_library(folder: Path) -> Path:
    library = folder / "common"
    shutil.copytree(LIBRARY, library, ignore=shutil.ignore_patterns("__pycache__"))
    compile_beside(library, "common")
    return library


def _require_functions(contracted: set[str]) -> None:
    there = {path.parent.name for path in FUNCTIONS.glob("*/__main__.py")}
    if there != contracted:
        functions = [f"functions/{name}/__main__.py" for name in sorted(contracted - there)]
        contracts = [f"a contract for functions/{name}" for name in sorted(there - contracted)]
        raise UnevenError(f"Nothing is built without {', '.join(functions + contracts)}.")


if __name__ == "__main__":
    sys.exit(main())
