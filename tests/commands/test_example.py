"""Every command that only reads answers on the example, which is what people try first."""

from __future__ import annotations

from typing import Final

import pytest
from calling import ROOT

from innostrat.cli import run

EXAMPLE: Final = str(ROOT / "portfolios" / "gausdal")
COMMANDS: Final = (
    ("validate", EXAMPLE),
    ("score", EXAMPLE, "--explain", "klart-sprak"),
    ("trial", EXAMPLE),
    ("ideas", EXAMPLE),
    ("list", EXAMPLE),
    ("show", "klart-sprak", EXAMPLE),
    ("goals", EXAMPLE),
    ("why", "klart-sprak", EXAMPLE),
    ("what-if", EXAMPLE, "--exclude", "klart-sprak"),
    ("alternatives", EXAMPLE),
    ("robust", EXAMPLE, "--draws", "100", "--checks", "1"),
    ("sensitivity", EXAMPLE),
    ("uncertainty", EXAMPLE, "--draws", "1000"),
    ("assess", EXAMPLE),
    ("benefits", EXAMPLE),
    ("fund", EXAMPLE),
    ("status", EXAMPLE),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: str(one[0]))
def test_the_example_is_answered(
    command: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    code = run([*command, "--lang", "en"])
    said = capsys.readouterr()
    assert (code in {0, 1}, said.err) == (True, "")
    assert said.out.strip()
