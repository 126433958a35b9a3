"""`innostrat fmt` writes, checks and shows, and tells of what it leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from innostrat.cli import run

if TYPE_CHECKING:
    from pathlib import Path

WRONG = "title: B\nid: a\nreceived: 2026-01-01\nneed: n\n"
RIGHT = "id: a\ntitle: B\nreceived: 2026-01-01\nneed: n\n"


@pytest.fixture
def idea(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "town" / "ideas" / "a.yaml"
    file.parent.mkdir(parents=True)
    (tmp_path / "town" / "strategy.yaml").write_text("language: en\n")
    file.write_text(WRONG)
    return file


def test_it_writes_and_says_what(idea: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fmt", "--yes", "town", "--lang", "en"]) == 0
    assert idea.read_text() == RIGHT
    assert capsys.readouterr().out == "town/ideas/a.yaml was put in order\n"
    assert run(["fmt", "--yes", "town", "--lang", "en"]) == 0
    assert capsys.readouterr().out == ""


def test_check_names_files_and_writes_nothing(
    idea: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["fmt", "--check", "town", "--lang", "en"]) == 1
    assert idea.read_text() == WRONG
    assert capsys.readouterr().out == "town/ideas/a.yaml would be put in order\n"
    idea.write_text(RIGHT)
    assert run(["fmt", "--check", "town"]) == 0


def test_diff_shows_and_writes_nothing(idea: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fmt", "--diff", "town/ideas/a.yaml"]) == 1
    assert idea.read_text() == WRONG
    assert capsys.readouterr().out == (
        "--- a/town/ideas/a.yaml\n+++ b/town/ideas/a.yaml\n@@ -1,4 +1,4 @@\n"
        "+id: a\n title: B\n-id: a\n received: 2026-01-01\n need: n\n"
    )


def test_diff_shows_ends_of_lines_only_where_they_change(
    idea: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    idea.write_bytes(WRONG.replace("\n", "\r\n").encode())
    assert run(["fmt", "--diff", "town/ideas/a.yaml"]) == 1
    windows = capsys.readouterr().out
    idea.write_bytes(WRONG.encode())
    assert run(["fmt", "--diff", "town/ideas/a.yaml"]) == 1
    assert windows == capsys.readouterr().out
    idea.write_bytes(WRONG.replace("\n", "\r\n", 1).encode())
    assert run(["fmt", "--diff", "town/ideas/a.yaml"]) == 1
    assert "B‹U+000D›\n" in capsys.readouterr().out


def test_diff_gives_no_orders(idea: Path, capsys: pytest.CaptureFixture[str]) -> None:
    idea.write_text("title: '\t::error::x ##[error]y'\nid: a\n# \x1b[2J\n".replace("\x1b", "\t"))
    assert run(["fmt", "--diff", "town"]) == 1
    shown = capsys.readouterr().out
    assert "\t" not in shown
    assert "::" not in shown
    assert "##[" not in shown


def test_only_the_files_named_are_touched(idea: Path) -> None:
    other = idea.with_name("b.yaml")
    other.write_text(WRONG)
    assert run(["fmt", "--yes", "town/ideas/b.yaml"]) == 0
    assert idea.read_text() == WRONG
    assert other.read_text() == RIGHT


@pytest.mark.posix
def test_findings_are_shown_and_the_file_left_alone(
    idea: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    idea.write_text("title: B\nid: a\ntitle: C\n")
    idea.with_name("link.yaml").symlink_to(idea)
    assert run(["fmt", "--yes", "town", "--lang", "en"]) == 1
    shown = capsys.readouterr().out
    assert "Y002" in shown
    assert "F004" in shown
    assert idea.read_text() == "title: B\nid: a\ntitle: C\n"


def test_a_value_that_would_change_is_told(idea: Path, capsys: pytest.CaptureFixture[str]) -> None:
    idea.write_text("title: |\n  B")
    assert run(["fmt", "--yes", "town", "--lang", "en"]) == 1
    assert "a value would change" in capsys.readouterr().out
    assert idea.read_text() == "title: |\n  B"
