"""A command that writes several files does all or nothing, also when it is killed between two."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from calling import surroundings

from innostrat.files.journal import JOURNAL, begin_change, step
from innostrat.files.staged import stage

if TYPE_CHECKING:
    from calling import Place

# Calls the tool again and again in copies of a folder, killed as it is about to carry out its n-th
# change of a name; then says what readers say of that, and what the next command makes of it.
KILLED = """
import contextlib, io, json, os, shutil, sys, tempfile
from pathlib import Path
from innostrat.cli import run
from innostrat.files import staged

def told(root):
    return {one.relative_to(root).as_posix(): one.read_text("utf-8")
            for one in sorted(root.rglob("*")) if one.is_file()}

def called(arguments):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    return code, out.getvalue() + err.getvalue()

def dies_at(number):
    count = iter(range(1, 10_000))
    for name in ("replace", "link", "unlink"):
        def call(*given, _call=getattr(os, name), **more):
            if next(count) == number:
                os._exit(9)
            return _call(*given, **more)
        setattr(os, name, call)

base = Path.cwd()
mine, readers, again = json.loads(sys.argv[1])
called(["list"])
for number in range(1, 10_000):
    place = Path(tempfile.mkdtemp()) / "place"
    shutil.copytree(base, place)
    os.chdir(place)
    child = os.fork()
    if not child:
        dies_at(number)
        os._exit(called(mine)[0])
    died = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    half = told(place)
    left = any(path.endswith("-journal.tmp") for path in half)
    said = [called(one) for one in readers] if left else []
    assert told(place) == half, "a reader or a dry run has written"
    code, text = called(again)
    print(json.dumps([half, said, code, text, told(place)]))
    shutil.rmtree(place.parent)
    if not died:
        break
"""
TOWN = (
    *("init", "town", "--organisation", "A", "--title", "B", "--focus-area", "C"),
    *("--service-area", "D", "--years", "2027-2028", "--plan", "E", "--frame", "F: 100", "-y"),
)
DECIDE = ("decide", "-y", "--body", "Council", "--date", "2026-12-17", "--lang", "en")
PROMOTE = (
    "promote",
    "felles-verksted",
    "-y",
    "--by",
    "Leader",
    "--because",
    "x",
    "--date",
    "2026-12-01",
)
READERS = (
    ("validate", "--lang", "en"),
    ("status", "--lang", "en"),
    ("decide", "--check", "--lang", "en"),
    ("new", "idea", "--title", "x", "--need", "n", "--dry-run", "--lang", "en"),
    ("carry-over", "--dry-run", "--price-growth", "0", "--lang", "en"),
)
NEXT = ("fmt", "--upgrade")  # which finds nothing of its own to write


def killed(place: Place, mine: tuple[str, ...], again: tuple[str, ...]) -> list[Any]:
    given = json.dumps([mine, READERS, again])
    done = subprocess.run(
        [sys.executable, "-c", KILLED, given],
        cwd=place.folder,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
@pytest.mark.parametrize("mine", [DECIDE, PROMOTE], ids=["decide", "promote"])
def test_a_change_killed_anywhere_is_told_and_finished(place: Place, mine: tuple[str, ...]) -> None:
    rows = killed(place, mine, NEXT)
    before, after = files(rows[0][0]), files(rows[-1][0])
    assert before != after
    halves = 0
    for half, said, code, _, then in rows:
        assert code == 0
        assert then in (before, after)
        if files(half) not in (before, after):
            halves += 1
            checked, *others = said
            assert checked[0] == 1
            assert "F016" in checked[1]
            for answer in others:
                assert answer[0] == 2
                assert "broken off" in answer[1]
                assert answer[1].count("\n") == 1
    assert halves


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_a_promotion_killed_anywhere_is_done_by_the_same_call(place: Place) -> None:
    rows = killed(place, PROMOTE, PROMOTE)
    whole = files(rows[-1][0])
    assert len(rows) > 4
    for _, _, code, text, then in rows:
        assert code == 0, text
        assert then == whole


@pytest.mark.parametrize("name", ["gausdal", "fjord-libraries"])
def test_git_takes_nothing_along_that_a_killed_run_left(name: str, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    ours = Path(__file__).parents[2] / "portfolios" / name / ".gitignore"
    (tmp_path / ".gitignore").write_bytes(ours.read_bytes())
    (tmp_path / "projects").mkdir()
    left = [stage(tmp_path / "projects" / "a.yaml", b"a"), str(tmp_path / JOURNAL)]
    found = subprocess.run(
        ["git", "check-ignore", *left, "strategy.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.splitlines() == left


def files(found: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in found.items() if ".innostrat-" not in path}


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_a_new_portfolio_killed_anywhere_is_gone_on_with(place: Place) -> None:
    rows = killed(place, TOWN, TOWN)
    whole = files(rows[-1][0])
    assert len(rows) > 4
    for half, _, code, text, then in rows:
        assert files(then) == whole
        assert (code == 0 and then == whole) or files(half) == whole, text


def test_what_was_finished_is_said(place: Place) -> None:
    idea = place.small / "ideas" / "gratis-is.yaml"
    old = idea.read_bytes()
    steps = [
        step(place.small, "ideas/gratis-is.yaml", old, old + b"# one\n"),
        step(place.small, "ideas/ny.yaml", None, old.replace(b"gratis-is", b"ny")),
    ]
    begin_change(place.small, steps)
    assert (place.small / JOURNAL).exists()
    new = ("new", "idea", "--title", "Mer", "--need", "n", "--date", "2026-12-01", "--lang", "en")
    done = place(*new)
    assert done.code == 0
    told = "A change that was broken off is finished now: portfolios/small/ideas/gratis-is.yaml, "
    assert told + "portfolios/small/ideas/ny.yaml" in done.err.replace("\n", " ")
    assert idea.read_bytes() == old + b"# one\n"
