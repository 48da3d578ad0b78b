"""One function as the platform wants it: its handler, the library, and its group's packages."""

from __future__ import annotations

import os
import shutil
import zipfile
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from common.http.contract import Contract
from deploy import site_packages
from deploy.paths import ACTIVATE, FUNCTIONS, SITE_PACKAGES

MEGABYTE: Final = 1_000_000
MAX_ZIPPED: Final = 20 * MEGABYTE
# The platform's limit on a built function. It isn't said whether zipped or not, so it is kept unzipped.
MAX_UNZIPPED: Final = 48 * MEGABYTE

_ACTIVATE_SOURCE: Final = Path(__file__).with_name("activate_this.py")


@dataclass(frozen=True, slots=True)
class Weight:
    """In bytes."""

    zipped: int
    unzipped: int

    def __add__(self, other: Weight) -> Weight:
        return Weight(self.zipped + other.zipped, self.unzipped + other.unzipped)

    @property
    def is_too_heavy(self) -> bool:
        return self.zipped > MAX_ZIPPED or self.unzipped > MAX_UNZIPPED


def assemble(contract: Contract, library: Path, target: Path) -> Weight:
    """Lay the bundle out in `target` with the compiled `library`, and weigh it."""
    packages = site_packages.prepare(contract.bundle)
    handler = FUNCTIONS / contract.name / "__main__.py"
    shutil.copytree(library, target / "common")
    # Fourteen copies of the same packages would be half a gigabyte; links are one.
    shutil.copytree(packages, target / SITE_PACKAGES, copy_function=os.link)
    (target / ACTIVATE).parent.mkdir(parents=True)
    shutil.copyfile(_ACTIVATE_SOURCE, target / ACTIVATE)
    shutil.copyfile(handler, target / "__main__.py")
    return _weigh(packages) + _weigh(library) + _weigh_file(handler) + _weigh_file(_ACTIVATE_SOURCE)


def pack(bundle: Path, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The bundle as a zip archive, like the one that the deployer sends."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for path in sorted(bundle.rglob("*")):
            archive.write(path, path.relative_to(bundle))
    return packed.getvalue()


@cache
def _weigh(folder: Path) -> Weight:
    """Members are compressed one by one, so a whole weighs what its parts do; each part is taken once."""
    return Weight(len(pack(folder)), sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()))


def _weigh_file(path: Path) -> Weight:
    return Weight(path.stat().st_size, path.stat().st_size)
