"""The made-up portfolios of the benchmarks are whole: what is timed must be what people do."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from calling import ROOT

from innostrat.cli import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_made_up_portfolio_has_no_findings_and_a_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT / "benchmarks"), *sys.path])
    synthetic = import_module("synthetic")
    place = synthetic.assess(synthetic.write(tmp_path / "made", 40), 2)
    assert run(["validate", str(place), "--fail-on", "info", "--lang", "en"]) == 0
    assert "no findings" in capsys.readouterr().out
    assert run(["prioritize", str(place), "--method", "ranking", "-f", "json"]) == 0
    assert '"funded": []' not in capsys.readouterr().out
