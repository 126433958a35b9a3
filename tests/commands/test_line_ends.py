"""A clone in which git writes other line ends than it keeps says what the original says."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from repository import Repository

from innostrat.cli import run
from innostrat.files.places import find_one
from innostrat.formats.registry.documents import PAPERS
from innostrat.workspace.workspace import read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Clone a portfolio as Git for Windows does."""
    made = Repository(tmp_path / "original")
    made.project("alpha", 4, 600_000)
    made.project("beta", 3, 400_000)
    monkeypatch.chdir(made.folder)
    assert run(["fmt", "--yes"]) == 0
    assert run(["schema", "-o", "schemas"]) == 0
    made.commit()
    assert run(["report", "--all", "papers", "--section", "summary"]) == 0
    made.commit()
    place = tmp_path / "clone"
    call = ["git", "clone", "-q", "-c", "core.autocrlf=true", str(made.folder), str(place)]
    subprocess.run(call, check=True)
    monkeypatch.chdir(place)
    assert b"\r\n" in (place / "portfolios" / "test" / "strategy.yaml").read_bytes()
    assert b"\r\n" in (place / "papers" / "innostrat.md").read_bytes()
    return place


def is_changed() -> bool:
    revision = read(find_one(None)).revision
    assert revision is not None
    return revision.changed


def test_it_is_committed_and_can_be_decided_and_proved(clone: Path) -> None:
    assert not is_changed()
    assert run(["decide", "--body", "Council", "--date", "2026-12-01", "--yes"]) == 0
    assert run(["decide", "--check"]) == 0
    assert b"\r\n" in (clone / "portfolios" / "test" / "projects" / "alpha.yaml").read_bytes()


def test_nothing_is_called_changed(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del clone
    assert run(["fmt", "--check"]) == 0
    assert run(["fmt", "--yes"]) == 0
    assert run(["schema", "-o", "schemas", "--check"]) == 0
    assert capsys.readouterr().out == ""
    assert run(["diff", "HEAD"]) == 0
    assert "No portfolio changes" in capsys.readouterr().out
    assert run(["validate", "--changed", "--base", "HEAD", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == 0


def test_what_a_file_says_is_still_compared(
    clone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = clone / "portfolios" / "test" / "projects" / "alpha.yaml"
    path.write_bytes(path.read_bytes().replace(b"600000", b"600001"))
    assert is_changed()
    assert run(["validate", "--changed", "--base", "HEAD", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == 1


@pytest.mark.parametrize("ending", PAPERS)
def test_a_document_agrees(clone: Path, ending: str) -> None:
    assert run(["report", "--check", str(clone / "papers" / f"innostrat.{ending}")]) == 0


def test_a_document_with_other_lines_does_not(clone: Path) -> None:
    path = clone / "papers" / "innostrat.md"
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n\n", 1))
    assert run(["report", "--check", str(path)]) == 1
