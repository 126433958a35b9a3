"""What chance tries each night works, and would find a fault."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import nightly
import pytest
import yaml
from calling import ROOT

if TYPE_CHECKING:
    import random
    from pathlib import Path


def test_files_changed_at_random_are_read_or_refused() -> None:
    assert nightly.tried(nightly.fuzz, 1, iter(range(40))) == (40, [])


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_killed_changes_are_whole() -> None:
    assert nightly.tried(nightly.kill, 1, iter(range(6))) == (6, [])


def test_what_goes_wrong_is_told_with_its_number() -> None:
    def fails(chance: random.Random, folder: Path) -> str | None:
        return "wrong" if chance.random() < 2 and folder.exists() else None

    assert nightly.tried(fails, 7, iter([0, 3])) == (2, ["7: wrong", "10: wrong"])


def test_the_workflow_starts_the_script() -> None:
    flow = yaml.safe_load((ROOT / ".github" / "workflows" / "nightly.yml").read_text("utf-8"))
    steps = flow["jobs"]["chance"]["steps"]
    assert steps[-1] == {"run": ".ci/nightly"}
    assert (ROOT / ".ci" / "nightly").stat().st_mode & 0o100
