from pathlib import Path

import pytest

from local.errors import LocalStackError
from local.firebase.install import require_node


def give_node(folder: Path, version: str) -> None:
    node = folder / "node"
    node.write_text(f"#!/bin/sh\necho {version}\n")
    node.chmod(0o755)


def test_a_missing_node_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LocalStackError, match=r"^Node\.js is missing: install version 20 or newer"):
        require_node()


@pytest.mark.parametrize("version", ["v18.20.4", "v8.0.0", "nonsense"])
def test_an_old_node_is_named(version: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    give_node(tmp_path, version)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LocalStackError, match=f"{version.removeprefix('v')} is too old"):
        require_node()


def test_a_new_node_will_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    give_node(tmp_path, "v22.1.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    require_node()
