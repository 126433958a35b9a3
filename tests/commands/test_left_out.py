"""What errors keep out is told in every form of every plan, so that no machine takes it for all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from repository import STRATEGY, Repository

from innostrat.cli import run

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = [
    ("prioritize",),
    ("why", "beta"),
    ("alternatives",),
    ("robust", "--draws", "100", "--checks", "1"),
    ("sensitivity",),
    ("uncertainty",),
]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path)
    made.write("strategy.yaml", STRATEGY + "weight_order: [[worth, reach]]\n")
    made.project("alpha", 4, 600_000)
    made.project("beta", 3, 400_000)
    made.write("projects/alpha.yaml", "title: [\n")
    made.commit()
    monkeypatch.chdir(tmp_path)
    return made


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: str(one[0]))
def test_every_form_names_what_errors_keep_out(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    said = {}
    for form in ("json", "csv", "terminal", "markdown"):
        assert run([*command, "--format", form, "--lang", "en"]) == 1
        said[form] = capsys.readouterr().out
    assert json.loads(said["json"])["left_out"] == ["alpha"]
    assert said["csv"].endswith("left_out\r\nalpha\r\n")
    assert all("Left out because of errors" in said[form] for form in ("terminal", "markdown"))
