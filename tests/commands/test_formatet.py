"""The Norwegian guide to the format: its examples are read, ranked, and explained key by key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import documents
import pytest

from innostrat.model.project import Project

if TYPE_CHECKING:
    from calling import Place

PAGE: Final = documents.text(documents.ROOT / "docs" / "formatet.md")
EXAMPLE: Final = re.compile(
    r"<!-- example: (?P<name>\w+) -->\n```yaml\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
EXAMPLES: Final = {one["name"]: one["text"] for one in EXAMPLE.finditer(PAGE)}
BEGIN: Final = (
    *("--organisation", "Solvik kommune", "--title", "Strategi", "--focus-area", "Trygg hverdag"),
    *("--service-area", "Helse", "--years", "2027-2030", "--plan", "HØP 2027-2030"),
    *("--frame", "Drift: 1,5 mill", "--frame", "Prosjektledere: 1,5 årsverk", "--lang", "nb"),
)


def test_the_examples_are_ranked_and_only_the_short_one_lacks_anything(place: Place) -> None:
    assert place("init", "p", *BEGIN).code == 0
    (place.folder / "p" / "projects").mkdir()
    for text in EXAMPLES.values():
        name = re.match(r"id: (\S+)\n", text)
        assert name is not None
        path = place.folder / "p" / "projects" / f"{name[1]}.yaml"
        path.write_text(text, encoding="utf-8")
    assert place("fmt", "--check", "p").code == 0
    found = place.json("validate", "p")["findings"]
    assert {(one["item"], one["severity"]) for one in found} == {("lys-i-lysloypa", "info")}
    ranked = {one["id"] for one in place.json("score", "p")["ranking"]}
    assert ranked == {"trygg-hjemme", "lys-i-lysloypa"}


def test_the_shortest_example_has_a_dozen_lines_at_most() -> None:
    assert len(EXAMPLES["shortest"].splitlines()) <= 12


@pytest.mark.parametrize("key", Project.model_fields)
def test_every_key_of_a_project_is_explained(key: str) -> None:
    section = PAGE.partition("## Nøkkel for nøkkel")[2].partition("\n## ")[0]
    rows = [line.split(" | ")[0] for line in section.splitlines() if line.startswith("| `")]
    assert any(f"`{key}`" in row for row in rows)


def test_the_whole_example_shows_every_key_that_a_proposal_fills_in() -> None:
    shown = set(re.findall(r"^([a-z_]+):", EXAMPLES["whole"], re.MULTILINE))
    later = {
        "codes",
        "commitment",
        "requires",
        "excludes",
        "replaces",
        "stopped",
        "in_use",
        "accept",
    }
    assert shown == set(Project.model_fields) - later
