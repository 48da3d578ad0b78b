"""A group's dependencies: installed for the platform, pruned and compiled, once for each lock."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from deploy.bytecode import compile_away
from deploy.paths import CACHE, REQUIREMENTS, SITE_PACKAGES

_PLATFORM: Final = (
    "--only-binary=:all:",
    "--platform=manylinux2014_x86_64",
    "--python-version=3.11",
    "--implementation=cp",
)
# Nothing imports these while a function runs. Licences and METADATA stay: they say what is shipped.
_NEEDLESS: Final = (
    "bin",
    "cffi",  # cryptography needs only its compiled backend, which lies beside it
    "pycparser",  # cffi's, for building
    "stripe/params",  # typed dictionaries for a type checker
    "*.dist-info/INSTALLER",
    "*.dist-info/RECORD",
    "*.dist-info/REQUESTED",
    "*.dist-info/WHEEL",
    "**/tests",
    "**/*.pyi",
    "**/*.pyx",
    "**/*.[ch]",
    "**/py.typed",
)


def prepare(group: str) -> Path:
    """The folder with the group's packages, made where this lock and this recipe have made none yet."""
    lock = REQUIREMENTS / f"{group}.txt"
    ready = CACHE / f"{group}-{_recipe(lock)}"
    if not ready.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        for outdated in CACHE.glob(f"{group}-*"):
            shutil.rmtree(outdated)
        fresh = Path(tempfile.mkdtemp(dir=CACHE))
        _install(lock, fresh)
        _prune(fresh)
        compile_away(fresh, str(SITE_PACKAGES))
        # Only a whole folder gets the name, so an interrupted build is simply begun again.
        fresh.rename(ready)
    return ready


def _recipe(lock: Path) -> str:
    ours = (Path(__file__), Path(compile_away.__code__.co_filename))
    return hashlib.sha256(b"".join(file.read_bytes() for file in (lock, *ours))).hexdigest()[:16]


def _install(lock: Path, target: Path) -> None:
    pip = (sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    locked = ("--no-deps", "--no-compile", "--require-hashes", "--requirement", str(lock))
    subprocess.run((*pip, *_PLATFORM, *locked, "--target", str(target)), check=True)


def _prune(folder: Path) -> None:
    for path in list(_needless(folder)):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _needless(folder: Path) -> Iterator[Path]:
    for pattern in _NEEDLESS:
        yield from folder.glob(pattern)
