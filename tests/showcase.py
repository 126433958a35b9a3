"""A municipality's repository in a temporary folder, where the documents' commands are run.

It holds the project's own portfolios, three commits with fixed days, and the branch `familieteam`
that proposes a change, so that what is printed depends on the portfolios and the tool alone.
"""

from __future__ import annotations

import atexit
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from calling import Called, call
from documents import ROOT

COLUMNS: Final = 80
HEADING: Final = re.compile(r"^(?P<title>\S.*)\n[─━]+\n\n", re.MULTILINE)


# A project is assessed anew; on the branch it gets its grant, shares its leader and is surer.
PROJECT: Final = "portfolios/gausdal/projects/familieteam.yaml"
ASSESSED: Final = {"people: 100, change: helt": "people: 100, change: tydelig"}
GRANTED: Final = {
    "gjennomforing: {value: 2": "gjennomforing: {value: 4",
    "status: idea": "status: granted",
    "{2028: 0.5, 2029: 0.5}": "{2028: 0.3, 2029: 0.3}",
}


FORM: Final = "skjema.xlsx"


@cache
def folder() -> Path:
    """Return the repository, made once a process and removed at its end."""
    place = Path(tempfile.mkdtemp(prefix="innostrat-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    leave_out = shutil.ignore_patterns("schemas", ".gitignore")  # they say nothing of a portfolio
    shutil.copytree(ROOT / "portfolios", place / "portfolios", ignore=leave_out)
    _git(place, "init", "-q", "-b", "main")
    as_it_is = (place / PROJECT).read_text("utf-8")
    _write(place, _edited(as_it_is, ASSESSED))
    _commit(place, "Ta inn prosjektene til høstens runde", "2026-09-01")
    _write(place, as_it_is)
    _commit(place, "Vurder nytten av familieteamet på nytt", "2026-10-01")
    _git(place, "switch", "-q", "-c", "familieteam")
    _write(place, _edited(as_it_is, GRANTED))
    _commit(place, "Skriv inn tilsagnet til familieteamet", "2026-11-02")
    _git(place, "switch", "-q", "main")
    _form(place)
    return place


@cache
def run(command: str, *, color: bool = False, columns: int = COLUMNS) -> Called:
    """Run a command line that begins with `innostrat` in the repository, within this process."""
    name, *arguments = shlex.split(command)
    assert name == "innostrat", command
    wishes = {"FORCE_COLOR" if color else "NO_COLOR": "1", "COLUMNS": str(columns), "LANG": "en"}
    return call(arguments, folder(), _environment() | wishes)


def excerpt(wish: str) -> str:
    """Return what a command prints; after `: ` stands the title of the only part wanted."""
    command, _, title = wish.partition(": ")
    printed = run(command)
    assert printed.code == 0, printed.err
    return part(printed.out, title) if title else printed.out


def part(output: str, title: str) -> str:
    """Return the part of an output under the heading `title`, with the heading."""
    found = list(HEADING.finditer(output))
    starts = [one.start() for one in found] + [len(output)]
    for number, one in enumerate(found):
        if one["title"] == title:
            return output[starts[number] : starts[number + 1]].rstrip("\n") + "\n"
    raise KeyError(title)


def _environment() -> dict[str, str]:
    kept = ("PATH", "SYSTEMROOT", "TMPDIR")
    own = {key: os.environ[key] for key in kept if key in os.environ}
    return own | {"HOME": tempfile.gettempdir()}


def _edited(text: str, changes: dict[str, str]) -> str:
    for before, after in changes.items():
        assert before in text, f"{PROJECT} no longer holds {before!r}"
        text = text.replace(before, after)
    return text


def _write(place: Path, text: str) -> None:
    (place / PROJECT).write_text(text, "utf-8")


def _form(place: Path) -> None:
    """Write the form that the documents read back."""
    arguments = ("form", "gausdal", "-o", FORM, "--project", "bygdetransport", "--project", "new")
    assert call(arguments, place, _environment() | {"NO_COLOR": "1", "LANG": "en"}).code == 0


def _commit(place: Path, subject: str, day: str) -> None:
    _git(place, "add", ".")
    when = f"{day}T12:00:00+00:00"
    _git(place, "commit", "-q", "-m", subject, when=when)


def _git(place: Path, *arguments: str, when: str = "") -> None:
    who = ("-c", "user.name=Eksempel", "-c", "user.email=eksempel@invalid")
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when} if when else {}
    subprocess.run(
        ["git", *who, *arguments], cwd=place, env=_environment() | alone | dates, check=True
    )
