"""The year that the tutorials tell is lived: every command, in order, through a real shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import messy
import pytest
from calling import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS: Final = Path(__file__).parent.parent / "docs"
BLOCK: Final = re.compile(r"^```bash\n(.*?)^```$", re.DOTALL | re.MULTILINE)
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


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize("name", ["the-year.md", "aaret.md"])
def test_the_year_can_be_lived_as_it_is_told(name: str, tmp_path: Path) -> None:
    shutil.copy(FORM, tmp_path)
    tool = tmp_path / "bin" / "innostrat"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m innostrat "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    who = {f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER")
           for what in ("NAME", "EMAIL")}  # fmt: skip
    place = surroundings() | who | {"HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}
    place["PATH"] = f"{tool.parent}{os.pathsep}{place['PATH']}"
    place |= {f"GIT_{role}_DATE": "2026-03-01T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
    for step in steps((DOCS / name).read_text("utf-8")):
        expected = 1 if step.endswith("# 1") else 0
        done = subprocess.run(
            ["bash", "-c", step], cwd=tmp_path, env=place, capture_output=True, check=False
        )
        assert done.returncode == expected, (step, done.stdout.decode(), done.stderr.decode())
    assert (tmp_path / "papers" / "innostrat.xlsx").exists()
    decision = (tmp_path / "kommune" / "decisions" / "hop-2027-2030.yaml").read_text("utf-8")
    assert "id: lanebank-for-sportsutstyr" in decision


def test_both_tell_the_same_year() -> None:
    names = ("the-year.md", "aaret.md")
    one, other = (list(steps((DOCS / name).read_text("utf-8"))) for name in names)
    assert one == other


def test_the_form_is_the_one_that_is_described() -> None:
    assert FORM.read_bytes() == messy.workbook()


def test_the_example_page_is_what_the_tool_makes_of_the_example() -> None:
    page = DOCS / "examples" / "gausdal.html"
    command = [sys.executable, "-m", "innostrat", "report", "gausdal", "--check", str(page)]
    done = subprocess.run(
        command, cwd=DOCS.parent, env=surroundings(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode() + "see docs/documents.md for its command"
