"""`robust` from the command line: its forms, its refusals, and the same bytes every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Place

FEW = ("--draws", "300", "--checks", "5")
KEYS = {
    "id",
    "share",
    "standard_error",
    "core_index",
    "verdict",
    "proved",
    "tied",
    "rank_mean",
    "rank_first",
    "rank_top",
    "decided_by",
}


def strategy(place: Place, old: str, new: str) -> None:
    file = place.small / "strategy.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def open_weights(place: Place) -> Place:
    criteria = (place.small / "strategy.yaml").read_text("utf-8")
    assert criteria.count("weight_range") == 1
    ids = [
        line.split("id: ")[1]
        for line in criteria.split("criteria:")[1].split("\n")
        if "- id: " in line
    ]
    with (place.small / "strategy.yaml").open("a", encoding="utf-8") as file:
        file.write(f"weight_order: [[{ids[0]}, {ids[1]}]]\n")
    return place


def test_one_range_alone_is_refused(place: Place) -> None:
    called = place("robust")
    assert (called.code, called.out) == (2, "")
    assert "give two criteria or more a weight_range" in called.err


def test_json(open_weights: Place) -> None:
    told = open_weights.json("robust", *FEW)
    assert (told["format"], told["kind"], told["draws"], told["seed"]) == (1, "robust", 300, 0)
    assert told["probes"]["checked"] == 5
    assert told["projects"]
    assert all(set(one) == KEYS for one in told["projects"])
    assert all(one["verdict"] in {"core", "borderline", "exterior"} for one in told["projects"])
    assert sum(one["share"] for one in told["portfolios"]) == pytest.approx(1)
    for one in told["projects"]:
        held = sum(p["share"] for p in told["portfolios"] if one["id"] in p["projects"])
        assert one["share"] == pytest.approx(held)


@pytest.mark.parametrize("form", ["terminal", "markdown", "csv"])
def test_every_format_names_every_project(open_weights: Place, form: str) -> None:
    ranking = open_weights.json("score")
    titles = {one["id"]: one["title"] for one in (*ranking["ranking"], *ranking["outside"])}
    ids = [one["id"] for one in open_weights.json("robust", *FEW)["projects"]]
    called = open_weights("robust", *FEW, "--format", form)
    assert called.err == ""
    said = " ".join(called.out.split())
    assert all((id_ if form == "csv" else titles.get(id_, "")) in said for id_ in ids)


def test_the_hash_seed_changes_no_byte(open_weights: Place) -> None:
    here = open_weights("robust", *FEW, "--format", "json")  # with whatever seed the tests run
    there = open_weights.process("robust", *FEW, "--format", "json", PYTHONHASHSEED="1")
    assert here.out
    assert here == there


def test_weights_that_cannot_be(open_weights: Place) -> None:
    text = (open_weights.small / "strategy.yaml").read_text("utf-8")
    head, order = text.rsplit("weight_order: [[", 1)
    above, below = order.removesuffix("]]\n").split(", ")
    circle = f"weight_order: [[{above}, {below}, {above}]]\n"
    (open_weights.small / "strategy.yaml").write_text(head + circle, "utf-8")
    called = open_weights("robust")
    assert (called.code, called.out) == (2, "")
    assert "is both above and below" in called.err
