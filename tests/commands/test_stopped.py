"""Ctrl-C in what draws, looks back or writes documents: what is known by then, or one line."""

from __future__ import annotations

import json
import re
import signal
import sys
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

import pytest
from calling import call, stop, synthetic, system
from repository import Repository

from innostrat.cli import run
from innostrat.shell.progress import WISH
from innostrat.workspace import documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from calling import Place

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no signal that one process may send another so"
)


def _stopped_before(
    monkeypatch: pytest.MonkeyPatch, where: str, when: Callable[..., bool] = lambda *_: True
) -> None:
    """Let somebody have enough when this function is called with what `when` waits for."""
    module, _, name = where.rpartition(".")
    owner = resolve_name(module)
    whole = getattr(owner, name)

    def stopped(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        if when(*arguments):
            WISH.to_end = True
        return whole(*arguments, **options)

    monkeypatch.setattr(owner, name, stopped)


def test_a_stopped_uncertainty_is_that_of_a_smaller_sample(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    smaller = place.json("uncertainty", "--draws", "1000")
    where = "innostrat.analysis.uncertainty.simulation.Simulation.outlook"
    _stopped_before(monkeypatch, where, lambda one, *_: one.draws == 10_000)
    called = place("uncertainty", "-f", "json")
    assert called.code == 0
    told = json.loads(called.out)
    assert told["interrupted"] is True
    assert told["draws"] == 1_000
    for key in ("plan", "spreads", "uncertain_lines"):
        assert told[key] == smaller[key]
    assert not told["holding"]["proved"]  # nobody looked for the careful plan


def test_a_stopped_uncertainty_says_first_how_many_draws_it_has(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = "innostrat.analysis.uncertainty.simulation.Simulation.outlook"
    _stopped_before(monkeypatch, where, lambda one, *_: one.draws == 10_000)
    lines = place("uncertainty", "--lang", "en").out.splitlines()
    first = " ".join(" ".join(lines[:10]).split())
    assert "STOPPED ON REQUEST" in first
    assert "1000 of the 10,000 draws that were asked for: a smaller sample" in first


def test_uncertainty_keeps_all_draws_when_only_the_careful_plan_is_stopped(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = place.json("uncertainty")
    _stopped_before(
        monkeypatch, "innostrat.analysis.uncertainty.chance_constrained._Search._charge"
    )
    told = json.loads(place("uncertainty", "-f", "json").out)
    assert (told["interrupted"], told["draws"]) == (True, 10_000)
    assert told["plan"] == whole["plan"]
    holding = told["holding"]
    assert (holding["starts"], holding["proved"]) == (None, False)
    assert holding["bound"] >= whole["holding"]["value"]


def test_uncertainty_of_a_plan_that_is_stopped_is_none(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stopped_before(monkeypatch, "innostrat.analysis.plan.planning.make_plan")
    called = place("uncertainty", "--lang", "en")
    assert (called.code, called.out) == (130, "")
    assert "Stopped on request, before anything was known" in called.err


def test_a_stopped_history_is_that_of_the_newest_commits(tmp_path: Path) -> None:
    """What reads git hears the same Ctrl-C, and must not end in the midst of a commit."""
    folder = synthetic().write(tmp_path / "years", 30)
    synthetic().commit_history(folder, 40)
    called = stop(folder, b" of 40", 1, "history", "-f", "json", "-n", "40")
    assert called.code == 0, called.err
    told = json.loads(called.out)
    assert told["interrupted"] is True
    assert 0 < len(told["steps"]) < 40
    newest = call(("history", "-f", "json", "-n", str(len(told["steps"]))), folder, system())
    assert told["steps"] == json.loads(newest.out)["steps"]


def test_a_stopped_history_says_first_how_far_it_got(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Repository(tmp_path)
    for value in (3, 4, 5):
        made.project("alpha", value, 100_000)
        made.commit(f"Say {value}")
    monkeypatch.chdir(tmp_path)
    taken = iter(range(3))
    where = "innostrat.workspace.snapshots.Planner.take"
    _stopped_before(monkeypatch, where, lambda *_: next(taken) == 2)
    assert run(["history", "alpha", "--lang", "en"]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert words.index("STOPPED ON REQUEST") < words.index("Only the newest 2 commits were looked")
    assert "of 3" in words


def test_a_document_that_is_not_waited_for_is_named_and_not_there(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place.folder / "out").mkdir()
    whole = documents.content

    def stopped(made: Any, ending: str, *more: Any) -> bytes:  # noqa: ANN401
        if ending == "md":
            signal.raise_signal(signal.SIGINT)
        return whole(made, ending, *more)

    monkeypatch.setattr(documents, "content", stopped)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        called = place("report", "--all", "out", "--lang", "en")
    finally:
        signal.signal(signal.SIGINT, before)
    assert called.code == 130
    *wrote, last = called.err.splitlines()
    assert last == f"Stopped on request: {Path('out') / 'innostrat.md'} was not written"
    there = sorted(one.name for one in (place.folder / "out").iterdir())
    assert there == sorted(line.rpartition("/")[2] for line in wrote)
    assert "innostrat.md" not in there


def test_the_line_that_tells_how_far_it_is_is_cleared_before_what_was_not_written(
    tmp_path: Path,
) -> None:
    folder = synthetic().write(tmp_path / "some", 12)
    called = stop(folder, b"Writing", 1, "report", "-o", "paper.pdf")
    assert called.code == 130
    assert not (folder / "paper.pdf").exists()
    *_, last = called.err.rstrip().split("\r\x1b[K")
    assert last == "Stopped on request: paper.pdf was not written"


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a portfolio about which so many disagree that trying each takes seconds."""
    folder = synthetic().write(tmp_path_factory.mktemp("panel") / "panel", 60)
    return synthetic().assess(folder, 8)  # type: ignore[no-any-return]


def test_a_stopped_assessment_tells_of_those_tried(panel: Path) -> None:
    called = stop(panel, b" of 40", 1, "assess", "-f", "json")
    assert called.code == 0, called.err
    told = json.loads(called.out)
    assert told["interrupted"] is True
    assert told["questions"]


def test_draws_are_stopped_by_ctrl_c(tmp_path: Path) -> None:
    folder = synthetic().write(tmp_path / "unsure", 60)
    for path in (folder / "projects").iterdir():
        text = path.read_text(encoding="utf-8")
        unsure = re.sub(
            r"(20\d\d): (\d{5,6})", r"\1: {low: 1 000, likely: \2, high: 999 000}", text
        )
        path.write_text(unsure, encoding="utf-8")
    called = stop(folder, b" 1 s", 1, "uncertainty", "--draws", "100000", "-f", "json")
    if called.code == 130:
        assert (called.out, "before anything was known" in called.err) == ("", True)
        return
    assert called.code == 0, called.err
    told = json.loads(called.out)
    assert told["interrupted"] is True
    assert told["draws"] in {100, 1_000, 10_000, 100_000}
