"""Every command that writes shows the change first, and writes it only where somebody agrees."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
from calling import ROOT, Called, Place, answered

from innostrat.cli import COMMANDS, command, run
from innostrat.shell import asking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BY: Final = ("--by", "Council", "--because", "Good", "--date", "2026-12-01")
POT: Final = "fund: {title: Pot, rule: Small trials, amounts: {2027: 100 000}}\n"
INBOX: Final = "Title,Need\nA bench,Old legs get tired\n"
DECIDE: Final = ("decide", "--body", "Council", "--date", "2026-12-17", "--yes")
NEW: Final = (
    "new", "idea", "--title", "A bench", "--need", "Old legs", "--suggestion", "x", "--source",
    "union", "--service-area", "helse",
    "--focus-area", "hverdag", "--date", "2026-11-01",
)  # fmt: skip
INIT: Final = (
    "init", "fresh", "--organisation", "Vik", "--title", "Strategy", "--focus-area", "Homes",
    "--service-area", "Health", "--years", "2027-2030", "--plan", "Plan", "--frame", "Fund: 1 000",
)  # fmt: skip
GRANT: Final = (
    "new", "grant", "--title", "Quiet", "--applicant", "Care", "--amount", "60 000", "--need", "x",
    "--date", "2027-01-02", "--yes",
)  # fmt: skip


class Case(NamedTuple):
    """A call that writes, what must have been called before it."""

    call: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()


CASES: Final = {
    one.call[0]: one
    for one in (
        Case(INIT),
        Case(NEW),
        Case(("fill", "robothund", "--set", "summary=A dog of steel")),
        Case(("import", "inbox.csv", "--date", "2026-11-01")),
        Case(("judge", "gratis-is", "--outcome", "develop_idea", "--replace", *BY)),
        Case(("promote", "gratis-is", "--replace", *BY)),
        Case(("merge", "gratis-is", "bestillingsbat", "--replace", *BY)),
        Case(DECIDE[:-1]),
        Case(("carry-over", "--price-growth", "0"), (DECIDE,)),
        Case(("move", "robothund", "--start", "2028")),
        Case(("measure", "bestillingsbat", "--benefit", "1", "--value", "9", *BY[-2:])),
        Case(("fund", "--grant", "quiet", *BY), (GRANT,)),
        Case(("fmt",)),
    )
}


def options(name: str) -> set[str]:
    return {option for one in command(name).params for option in one.opts}


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def files(place: Place) -> Mapping[str, bytes]:
    return {
        one.relative_to(place.folder).as_posix(): one.read_bytes()
        for one in sorted(place.folder.rglob("*"))
        if one.is_file() and ".git" not in one.parts
    }


def alone(capsys: pytest.CaptureFixture[str], *arguments: str) -> Called:
    """Call the tool as a script does, in English, with nobody there to ask."""
    capsys.readouterr()
    return Called(run([*arguments, "--lang", "en"]), *capsys.readouterr())


@pytest.fixture(params=sorted(CASES))
def case(request: pytest.FixtureRequest, place: Place) -> Case:
    found = CASES[request.param]
    strategy = place.small / "strategy.yaml"
    place.write("strategy.yaml", strategy.read_text("utf-8") + POT)
    (place.folder / "inbox.csv").write_text(INBOX)
    for call in found.before:
        assert run(call) == 0
    git(place.folder, "init", "-q")
    git(place.folder, "add", "-A")
    git(place.folder, "commit", "-q", "-m", "x")
    return found


def test_what_changes_a_portfolio_is_agreed_to_first() -> None:
    """A command that can reach the door for writing takes the options and has a case here."""
    doors = {"carry_out", "finish", "propose", "write_all"}
    writing = set()
    for name in COMMANDS:
        path = ROOT / "innostrat" / "commands" / f"{name.replace('-', '_')}.py"
        path = path if path.exists() else path.with_name(f"{path.stem}_.py")
        taken = {
            alias.name
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        if doors & taken:
            writing.add(name)
    assert writing == {name for name in COMMANDS if "--yes" in options(name)}
    assert writing == {name for name in COMMANDS if "--dry-run" in options(name)}
    assert writing == CASES.keys()


def test_a_dry_run_shows_the_change_and_goes_well(
    place: Place, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(place)
    called = alone(capsys, *case.call, "--dry-run")
    assert called.code == 0, called.err
    assert called.out
    assert files(place) == before


def test_where_nobody_can_be_asked_it_is_shown_and_not_written(
    place: Place, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(place)
    shown = alone(capsys, *case.call, "--dry-run").out
    called = alone(capsys, *case.call)
    assert called.code == 1
    assert called.out == shown
    assert "Nothing was written: --yes writes it, --dry-run only shows it" in called.err
    assert files(place) == before


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_is_asked_after_the_change_was_shown(
    place: Place,
    case: Case,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    answer: bool,  # noqa: FBT001  (a parameter of the test)
) -> None:
    before = files(place)
    shown = alone(capsys, *case.call, "--dry-run").out
    asked = []

    def confirmed(*_: object) -> bool:
        asked.append(capsys.readouterr().out)
        return answer

    monkeypatch.setattr(asking, "interactive", lambda: True)
    monkeypatch.setattr(asking, "confirmed", confirmed)
    called = alone(capsys, *case.call)
    assert asked == [shown]
    assert called.code == (0 if answer else 1), called.err
    assert (files(place) != before) == answer


def test_what_was_written_is_undone_by_what_it_says(
    place: Place, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(place)
    called = alone(capsys, *case.call, "--yes")
    assert called.code == 0, called.err
    assert files(place) != before
    (line,) = re.findall(r"^To undo it: (git .*)$", called.err, re.MULTILINE)
    for one in line.split(" && "):
        git(place.folder, *shlex.split(one)[1:])
    assert files(place) == before


def test_what_git_would_not_bring_back_is_named(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    git(place.folder, "init", "-q")
    git(place.folder, "add", "-A")
    git(place.folder, "commit", "-q", "-m", "x")
    idea = place.small / "ideas" / "gratis-is.yaml"
    idea.write_bytes(idea.read_bytes() + b"# mine\n")
    called = alone(capsys, *CASES["judge"].call, "--yes")
    path = "portfolios/small/ideas/gratis-is.yaml"
    assert f"Git keeps nothing of what {path} held before" in called.err
    assert "To undo" not in called.err


@pytest.mark.usefixtures("place")
def test_without_git_new_files_are_to_be_deleted(capsys: pytest.CaptureFixture[str]) -> None:
    called = alone(capsys, *NEW, "--yes")
    assert called.err.endswith("To undo it: delete portfolios/small/ideas/a-bench.yaml\n")


@pytest.mark.posix
@pytest.mark.parametrize(("answer", "code"), [("maybe\nja", 0), ("", 1), ("n", 1)])
def test_a_terminal_takes_yes_in_any_language_and_silence_as_no(
    place: Place, answer: str, code: int
) -> None:
    idea = place.small / "ideas" / "gratis-is.yaml"
    called = answered(place.folder, [*CASES["judge"].call, "--lang", "en"], answer.split("\n"))
    assert called.code == code, called.out
    assert "Write this? (y/n)" in called.out
    assert ("develop_idea" in idea.read_text("utf-8")) == (code == 0)
