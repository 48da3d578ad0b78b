"""Node and the emulator's own packages: looked for, and installed once."""

import fcntl
import shutil
import subprocess
from pathlib import Path

from local.errors import LocalStackError

HOME = Path(__file__).parent
MODULES = HOME / "node_modules"
LOCK = HOME / "package-lock.json"
STAMP = MODULES / ".stamp"  # the Makefile's too, so that neither installs what the other has
COMMAND = MODULES / "firebase-tools" / "lib" / "bin" / "firebase.js"
OLDEST_NODE = 20
NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def require_node() -> None:
    """Refuse a machine whose `node` is missing or too old for the emulator and for the site's build."""
    node = shutil.which("node")
    if node is None:
        raise LocalStackError(f"Node.js is missing: install version {OLDEST_NODE} or newer, then run this again.")
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    version = said.strip().removeprefix("v")
    if not version.partition(".")[0].isdecimal() or int(version.partition(".")[0]) < OLDEST_NODE:
        raise LocalStackError(
            f"Node.js {version or 'of an unknown version'} is too old: install {OLDEST_NODE} or newer."
        )


def is_installed() -> bool:
    return STAMP.is_file() and STAMP.stat().st_mtime >= LOCK.stat().st_mtime


def require_installed() -> None:
    """Install the emulator on first use, which takes about 90 seconds and 250 MB."""
    with (HOME / "package.json").open() as claim:
        # Tests in parallel would otherwise install over each other.
        fcntl.flock(claim, fcntl.LOCK_EX)
        if not is_installed():
            _install()


def _install() -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise LocalStackError("npm is missing: it comes with Node.js, so install that again.")
    done = subprocess.run([npm, *NPM_CI], cwd=HOME, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        why = next((line for line in said if "error" in line), "npm gave no reason")
        raise LocalStackError(f"The Firebase emulator could not be installed: {why}")
    STAMP.touch()
