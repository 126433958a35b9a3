"""Files named from inside the portfolio, a faulty strategy, a full disk, a broken project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from repository import STRATEGY, Repository

from innostrat.cli import run

FULL = Path("/dev/full")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path)
    made.project("alpha", 4, 600_000)
    made.project("beta", 3, 400_000)
    made.project("gamma", 2, 400_000)
    made.commit()
    monkeypatch.chdir(tmp_path)
    return made


@pytest.mark.parametrize("path", ["alpha.yaml", "./alpha.yaml", "../projects/alpha.yaml"])
def test_a_file_named_from_its_own_folder_is_checked(
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    path: str,
) -> None:
    repository.write("projects/alpha.yaml", "title: [\n")
    monkeypatch.chdir(repository.place / "projects")
    assert run(["validate", path, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["files"], [one["code"] for one in told["findings"]]) == (1, ["Y001"])


def test_a_faulty_strategy_keeps_its_language(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = STRATEGY.replace("language: en", "language: nb").replace("weight: 3", "weight: -3")
    repository.write("strategy.yaml", faulty)
    assert run(["validate"]) == 1
    assert "feil[S005]" in capsys.readouterr().out


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_full_disk_is_one_line(repository: Repository) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "innostrat", "list"],
            cwd=repository.folder,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


def test_a_plan_without_a_broken_project_says_that_it_is_not_whole(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("projects/alpha.yaml", "title: [\n")
    assert run(["prioritize"]) == 1
    assert "THIS PLAN IS NOT COMPLETE" in capsys.readouterr().out


def test_a_broken_project_was_not_pushed_out_by_another(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("projects/alpha.yaml", "title: [\n")
    assert run(["diff", "HEAD"]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "funded before, and removed or unreadable now: Alpha" in words
    assert "now funded, and nothing has to give way: Gamma" in words
