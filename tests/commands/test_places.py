"""Files named from inside the portfolio, a faulty strategy, a full disk, a broken project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from repository import STRATEGY, Repository

from innostrat.cli import COMMANDS, command, run
from innostrat.shell.helping import parameters

if TYPE_CHECKING:
    from calling import Place

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


@pytest.mark.parametrize("command", [["validate"], ["fmt", "--check"]])
@pytest.mark.parametrize("path", ["empty", "README.md"])
def test_where_no_file_was_looked_at_it_is_said(
    repository: Repository, capsys: pytest.CaptureFixture[str], command: list[str], path: str
) -> None:
    (repository.place / "empty").mkdir()
    repository.write("README.md", "About")
    assert run([*command, f"portfolios/test/{path}"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("innostrat: Nothing was looked at: ")
    assert err.endswith(f"in portfolios/test/{path}\n")


@pytest.mark.parametrize("command", ["validate", "fmt"])
def test_a_folder_without_a_portfolio_cannot_be_checked(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    (tmp_path / "portfolios" / "empty").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert run([command]) == 2
    assert run([command, "portfolios"]) == 2
    assert run([command, "portfolios/empty"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "innostrat: No portfolio here: no strategy.yaml, and none under portfolios/",
        "innostrat: portfolios is no portfolio",
        "innostrat: portfolios/empty is no portfolio",
    ]


@pytest.mark.parametrize("name", ["strategi.yaml", "prosjekter/a.yaml", "grants/a.yaml"])
def test_a_folder_that_is_likely_meant_as_a_portfolio_is_checked_as_one(
    repository: Repository, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    place = repository.folder / "portfolios" / "new" / name
    place.parent.mkdir(parents=True)
    place.write_text("id: a\n", "utf-8")
    for path in ([], ["portfolios"], ["portfolios/new"], ["new"]):
        assert run(["validate", *path]) == 1
        assert "portfolios/new/strategy.yaml:1:1: error[F007]" in capsys.readouterr().out


def test_what_lies_beside_portfolios_is_no_portfolio(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["validate"]) == 0
    before = capsys.readouterr().out
    for folder in ("schemas", "docs", "forms"):
        (repository.folder / "portfolios" / folder).mkdir()
        (repository.folder / "portfolios" / folder / "a.txt").write_text("x")
    (repository.folder / "portfolios" / "README.md").write_text("x")
    (repository.folder / "portfolios" / "docs" / "projects").mkdir()
    assert run(["validate"]) == 0
    assert capsys.readouterr().out == before


def test_a_foreign_file_keeps_no_file_from_being_put_in_order(repository: Repository) -> None:
    assert run(["fmt", "--yes"]) == 0
    repository.write("projects/map.pdf", "x")
    assert run(["fmt", "--check"]) == 0
    repository.write("projects/map.yml", "x")
    assert run(["fmt", "--check"]) == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_the_portfolio_may_be_given_as_an_option_too(name: str) -> None:
    every = parameters(command(name))
    places = [one for one in every if one.metavar in {"PORTFOLIO", "PATH…"}]
    arguments = [one for one in places if one.param_type_name == "argument"]
    options = {option for one in every for option in one.opts}
    assert "--portfolio" in options or not arguments


@pytest.mark.parametrize(
    "call", [["list"], ["validate"], ["fmt", "--check"], ["show", "gratis-is"]]
)
def test_the_option_means_the_same_as_the_place(place: Place, call: list[str]) -> None:
    assert place(*call, "-p", "small") == place(*call, "small")
    assert place(*call, "small", "--portfolio", "small").code == 2
    assert place(*call, "--portfolio", "none").err == place(*call, "none").err
