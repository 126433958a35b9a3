"""The year that the tutorials tell is lived: every command, in order."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import messy
import pytest
from calling import Called, call, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS: Final = Path(__file__).parent.parent / "docs"
BLOCK: Final = re.compile(r"^```bash\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# What a shell would read as more than words and quotes.
SHELL: Final = re.compile(r"[$`\\!*?~|&;<>(){}\[\]#]")
FORM: Final = DOCS / "examples" / "form.xlsx"


def steps(text: str) -> Iterator[str]:
    """Yield each command; one with a text of several lines (`<<'END'`) is one step."""
    for block in BLOCK.findall(text):
        rows = iter(block.splitlines())
        for row in rows:
            if "<<'END'" in row:
                lines = [row]
                for more in rows:
                    lines.append(more)
                    if more == "END":
                        break
                yield "\n".join(lines) + "\n"
            else:
                yield row


class Machine:
    """A folder of one's own with the form in it, an environment, and the tool on the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copy(FORM, folder)
        tool = folder / "bin" / "innostrat"
        tool.parent.mkdir()
        tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m innostrat "$@"\n', "utf-8")
        tool.chmod(0o755)
        self.environment = surroundings() | {"HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
        self.environment["PATH"] = f"{tool.parent}{os.pathsep}{self.environment['PATH']}"
        for role in ("GIT_AUTHOR", "GIT_COMMITTER"):
            who = {f"{role}_NAME": "x@example.org", f"{role}_EMAIL": "x@example.org"}
            self.environment |= who | {f"{role}_DATE": "2026-03-01T12:00:00Z"}

    def __call__(self, step: str) -> Called:
        """Do a step: the tool's alone in this process, whatever a shell would touch in a shell."""
        words = shlex.split(step, comments=True)
        if words[0] == "innostrat" and not SHELL.search(step.partition("  #")[0]):
            return call(words[1:], self.folder, self.environment)
        done = subprocess.run(
            ["bash", "-c", step],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            check=False,
        )
        return Called(done.returncode, done.stdout.decode(), done.stderr.decode())


def live(folder: Path, page: str) -> None:
    """Do what a page tells, in its order."""
    machine = Machine(folder)
    for step in steps((DOCS / page).read_text("utf-8")):
        called = machine(step)
        assert called.code == (1 if step.endswith("# 1") else 0), (step, called)


@pytest.mark.needs("bash")
def test_who_follows_the_norwegian_guide_has_papers_at_its_end(tmp_path: Path) -> None:
    live(tmp_path, "kom-i-gang.md")
    page = (tmp_path / "papirer" / "innostrat.html").read_text("utf-8")
    assert "Trygg hjemme" in page
    assert "Lys i lysløypa" in page


@pytest.mark.needs("bash")
def test_the_year_can_be_lived_as_it_is_told(tmp_path: Path) -> None:
    live(tmp_path, "the-year.md")
    assert (tmp_path / "papers" / "innostrat.xlsx").exists()
    decision = (tmp_path / "kommune" / "decisions" / "hop-2027-2030.yaml").read_text("utf-8")
    assert "id: lanebank-for-sportsutstyr" in decision


def test_both_tell_the_same_year() -> None:
    """So that one life tries both."""
    names = ("the-year.md", "aaret.md")
    one, other = (list(steps((DOCS / name).read_text("utf-8"))) for name in names)
    assert one == other


def test_the_form_is_the_one_that_is_described() -> None:
    assert FORM.read_bytes() == messy.workbook()


def test_the_example_page_is_what_the_tool_makes_of_the_example() -> None:
    page = DOCS / "examples" / "gausdal.html"
    called = call(["report", "gausdal", "--check", str(page)], DOCS.parent, surroundings())
    assert called.code == 0, called.err + "see docs/documents.md for its command"
