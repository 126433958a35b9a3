"""`innostrat validate`: which files, which findings, which exit code."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Place

PROJECTS = "portfolios/small/projects"


def codes(place: Place, *arguments: str) -> list[str]:
    said = place.json("validate", *arguments)
    return [one["code"] for one in said["findings"] if one["waived"] is None]


def test_a_clean_portfolio(place: Place) -> None:
    assert place("validate").code == 0
    said = place.json("validate")
    assert (said["format"], said["kind"], said["files"]) == (1, "findings", 15)
    assert codes(place, PROJECTS) == ["A004"]
    # Its value model is of the old kind: what is easy and well anchored adds up.
    assert codes(place) == ["A004", "B013", "A013", "A014", "A014", "A014", "A017", "A014"]


@pytest.mark.parametrize(
    ("limit", "on_error", "on_remark"),
    [("error", 1, 0), ("warning", 1, 0), ("info", 1, 1), ("never", 0, 0)],
)
def test_the_limit_decides_the_exit_code(
    place: Place, limit: str, on_error: int, on_remark: int
) -> None:
    assert place("validate", "--fail-on", limit, PROJECTS).code == on_remark
    place.change("projects/robothund.yaml", "phase: planning", "phase: plan")
    assert place("validate", "--fail-on", limit, PROJECTS).code == on_error


def test_what_is_accepted_does_not_fail(place: Place) -> None:
    place.change("projects/lette-skjema.yaml", "G013", "W999")
    assert place("validate", "--fail-on", "warning", PROJECTS).code == 1
    place.change("projects/lette-skjema.yaml", "W999", "G013")
    assert place("validate", "--fail-on", "warning", PROJECTS).code == 0


def test_broken_files_do_not_hide_others(place: Place) -> None:
    place.write("projects/robothund.yaml", "id: [\n")
    place.write("ideas/gratis-is.yaml", "id: gratis-is\ntitle: Is\nneed: Is\n")
    place.change("projects/bestillingsbat.yaml", "phase: planning", "fase: planning")
    assert {"Y001", "S002", "S001"} <= set(codes(place))


def test_a_file_shows_and_counts_its_own_findings_only(place: Place) -> None:
    place.change("projects/robothund.yaml", "phase: planning", "phase: plan")
    clean = "portfolios/small/ideas/gratis-is.yaml"
    assert place("validate", clean).code == 0
    assert place.json("validate", clean)["files"] == 1
    assert codes(place, "portfolios/small/projects/robothund.yaml") == ["S004"]
    assert codes(place, "portfolios/small/projects") == ["S004", "A004"]
    assert codes(place, clean, "portfolios/small/projects/robothund.yaml") == ["S004"]


def test_each_portfolio_is_read_once_however_it_is_named(place: Place) -> None:
    every = place.json("validate")
    for paths in (
        ["portfolios/small", "small"],
        ["portfolios", "portfolios/small"],
        ["portfolios/small/ideas/gratis-is.yaml", "small"],
        [str(place.small), "portfolios/../portfolios/small"],
    ):
        assert place.json("validate", *paths) == every


def test_every_portfolio_is_read_when_none_is_named(place: Place) -> None:
    shutil.copytree(place.small, place.folder / "portfolios" / "second")
    assert place.json("validate")["files"] == 30
    assert place.json("validate", "second")["files"] == 15


def test_each_portfolio_speaks_its_own_language(place: Place) -> None:
    shutil.copytree(place.small, place.folder / "portfolios" / "english")
    strategy = place.folder / "portfolios" / "english" / "strategy.yaml"
    strategy.write_text(strategy.read_text("utf-8").replace("language: nb", "language: en"))
    messages = [
        one["message"] for one in place.json("validate")["findings"] if one["code"] == "A004"
    ]
    assert messages[0] == "1 criterion has no answer: Rekkevidde"
    assert messages[1] != messages[0]
    same = place.json("validate", "--lang", "en")["findings"]
    assert {one["message"] for one in same if one["code"] == "A004"} == {messages[0]}


def test_findings_go_to_a_file(place: Place) -> None:
    called = place("validate", "--format", "json", "-o", "found.json")
    assert (called.code, called.out) == (0, "")
    assert '"kind": "findings"' in (place.folder / "found.json").read_text("utf-8")


def test_the_place_of_a_finding_is_shown(place: Place) -> None:
    place.change("projects/robothund.yaml", "phase: planning", "phase: plan")
    out = place("validate", "--lang", "en").out
    assert "portfolios/small/projects/robothund.yaml:3:8: error[S004]" in out
    assert "  3 | phase: plan\n    |        ^^^^\n" in out
