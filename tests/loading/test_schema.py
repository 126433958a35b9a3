"""The schemas take what the models take: every valid file, and single changes to good ones.

The schemas are judged by jsonschema, an independent validator, on files that are typed as YAML 1.2
core does; the models by the loader that the tool itself uses.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from innostrat.files.kinds import KINDS
from innostrat.files.yaml.document import parse
from innostrat.language import LANGUAGES, language
from innostrat.loading.kinds import model_of
from innostrat.loading.load import validate
from innostrat.loading.schema import as_text, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parent.parent.parent
FILES = sorted(
    path
    for folder in ("portfolios", "tests/portfolios")
    for path in (ROOT / folder).rglob("*.yaml")
)
NAMED = {kind.name: kind for kind in KINDS}
FOLDERS = {kind.folder: kind.name for kind in KINDS}


class Core(yaml.SafeLoader):
    """Types plain scalars as the core schema of YAML 1.2 does, and keeps keys as text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (PyYAML's own)

    def construct_mapping(self, node: yaml.MappingNode, *_: bool, **__: bool) -> dict[Any, Any]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def typed(kind: str, pattern: str, first: Sequence[str], make: Callable[[str], object]) -> None:
    tag = f"tag:yaml.org,2002:{kind}"
    Core.add_implicit_resolver(tag, re.compile(f"^(?:{pattern})$"), list(first))
    Core.add_constructor(tag, lambda _, node: make(node.value))


typed("bool", "true|True|TRUE|false|False|FALSE", "tTfF", lambda text: text.lower() == "true")
typed("int", r"[-+]?[0-9]+", "-+0123456789", int)
typed("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789", float)
typed("null", "null|Null|NULL|~|", ["n", "N", "~", ""], lambda _: None)


def test_the_independent_loader_types_as_yaml_1_2_does() -> None:
    text = "{a: 010, b: no, c: 12:30, d: 450 000, e: 2.5, f: true, g: , h: 2026-01-01, 2027: '1'}"
    assert yaml.load(text, Core) == {  # noqa: S506  (a safe loader)
        "a": 10, "b": "no", "c": "12:30", "d": "450 000", "e": 2.5, "f": True, "g": None,
        "h": "2026-01-01", "2027": "1",
    }  # fmt: skip


@cache
def validator(kind: str) -> Draft202012Validator:
    made = schema(NAMED[kind], language("en"))
    Draft202012Validator.check_schema(made)
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(made, format_checker=checker)


def schema_takes(kind: str, text: str) -> bool:
    return bool(validator(kind).is_valid(yaml.load(text, Core)))  # noqa: S506


def model_takes(kind: str, text: str) -> bool:
    document, found = parse("file.yaml", text.encode())
    assert document is not None, found
    return validate(document, model_of(NAMED[kind]))[0] is not None


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_of_the_portfolios_is_taken(path: Path) -> None:
    kind = FOLDERS["" if path.name == "strategy.yaml" else path.parent.name]
    text = path.read_text("utf-8")
    assert model_takes(kind, text)
    assert list(validator(kind).iter_errors(yaml.load(text, Core))) == []  # noqa: S506


GOOD = {
    "strategy": """\
format: 2
organisation: Kommune
title: Strategi
language: nb
goals:
  - {id: a, title: A, kind: focus_area, goals: [{id: b, title: B}]}
service_areas: [{id: x, title: X}]
criteria:
  - id: need
    title: Need
    weight: 25
    weight_range: [15, 35]
    scale: {kind: levels, levels: {1: a, 2: b}}
  - id: npv
    title: NPV
    weight: 2.5
    scale: {kind: number, source: net_present_value, worst: -1, best: 500 000}
discount_rate: 4 %
""",
    "round": """\
id: plan
title: Plan
years: [2027, 2028]
frames:
  - {id: drift, title: Drift, kind: operating, amounts: {2027: 1 500 000, 2028: 100}}
balance:
  - {focus_area: a, min_projects: 1}
delay_penalty: 5 %
committed_savings_refill: true
""",
    "idea": """\
id: idea
title: Idea
need: A need
received: 2026-02-03
source: employee
verdict: {outcome: merged, because: No}
""",
    "project": """\
id: one
title: One
phase: concept
team: [{role: Lead, share: 50 %}]
goals: [{goal: b, contribution: 2}]
scores: {need: {value: 4}}
costs:
  - {title: Lead, frame: drift, amounts: {2027: 400 000, 2028: {low: 1, likely: 2, high: 3.5}}}
risks: [{title: R, likelihood: 3, impact: 4}]
start: {earliest: 2027}
requires: [two]
""",
    "assessment": """\
assessor: Lead
round: plan
scores: {one: {need: {value: 4, because: So}}}
""",
    "decision": """\
round: plan
date: 2026-12-10
body: Kommunestyret
revision: abc
digest: def
projects:
  - {id: one, recommended: funded, decided: reduced, amounts: {drift: {2027: 100 000}}, because: So}
""",
}

COSTS = """\
costs:
  - {title: Lead, frame: drift, amounts: {2027: 400 000, 2028: {low: 1, likely: 2, high: 3.5}}}"""
TAKEN = [
    ("strategy", "language: nb", "language: en"),
    ("strategy", "weight: 25", "weight: '25'"),
    ("strategy", "weight: 25", "weight: 20.5"),
    ("strategy", "organisation: Kommune", "organisation: 2027"),
    ("strategy", "kind: focus_area, ", ""),
    ("strategy", "worst: -1", "worst: −1"),
    ("strategy", "worst: -1, best: 500 000", "points: {0: 0, 500 000: 60, 1000000: 100}"),
    ("strategy", "weight: 25\n    weight_range: [15, 35]", "role: gate\n    at_least: 2"),
    (
        "strategy",
        "kind: levels, levels: {1: a, 2: b}",
        "kind: reach, changes: {some: 1}, full: 1 000",
    ),
    (
        "strategy",
        "weight: 25\n    weight_range: [15, 35]\n    scale: {kind: levels, levels: {1: a, 2: b}}",
        "role: factor\n    scale: {kind: levels, levels: {1: a, 2: b}, values: {1: 8 %, 2: 9 %}}",
    ),
    ("strategy", "4 %", "100 %"),
    ("strategy", "4 %", "4.5%"),
    ("strategy", "discount_rate: 4 %", "version: 2026-01-01"),
    ("round", "title: Plan", "title: no"),
    ("round", "1 500 000", "1500000"),
    ("round", "1 500 000", "0"),
    ("round", "committed_savings_refill: true", "committed_savings_refill: false"),
    ("round", "years: [2027, 2028]", "years: ['2027', 2028]"),
    ("round", "min_projects: 1", "min_projects: 0"),
    ("round", "balance:\n  - {focus_area: a, min_projects: 1}", "balance: []"),
    ("idea", "need: A need", "need: 12:30"),
    ("idea", "source: employee", "source:"),
    ("idea", "source: employee\n", ""),
    ("idea", "id: idea", "id: 2027"),
    ("project", "phase: concept", "phase: realisation"),
    ("project", "400 000", "400\u00a0000"),
    ("project", "{value: 4}", "{value: -4.5}"),
    ("project", "{value: 4}", "4"),
    ("project", "{value: 4}", "{people: 1 200, change: some}"),
    ("project", "{value: 4}", "[{people: 12, change: some}, {people: 0.5, change: more}]"),
    ("project", "{value: 4}", "{groups: [{people: 12, change: some}], because: So}"),
    ("project", "contribution: 2", "contribution: 0.5"),
    ("project", "start: {earliest: 2027}", "start: {}"),
    ("project", "requires: [two]", "requires: []"),
    ("project", "phase: concept\n", ""),
    ("project", "title: Lead, frame: drift", "frame: drift"),
    ("project", COSTS, "costs: {drift: {2027: 400 000, 2028: {low: 1, likely: 2, high: 3.5}}}"),
    ("project", "requires: [two]", "summary:"),
    ("assessment", "{one: {need: {value: 4, because: So}}}", "{}"),
    ("decision", "reduced", "rejected"),
]
REFUSED = [
    ("strategy", "format: 2", "format: 3"),
    ("strategy", "format: 2\n", ""),
    ("project", COSTS, "costs: {drift: 400 000}"),
    ("project", COSTS, "costs: {drift: {}}"),
    ("project", COSTS, "costs: {Drift: {2027: 1}}"),
    ("strategy", "language: nb", "language: no"),
    ("strategy", "title: Strategi", "tittel: Strategi"),
    ("strategy", "weight: 25", "weight: -1"),
    ("strategy", "weight: 25", "weight: 1.000,5"),
    ("strategy", "[15, 35]", "[15]"),
    ("strategy", "[15, 35]", "[15, 20, 35]"),
    ("strategy", "[15, 35]", "15"),
    ("strategy", "{1: a, 2: b}", "{0: a, 2: b}"),
    ("strategy", "{1: a, 2: b}", "{1: a}"),
    ("strategy", "{1: a, 2: b}", "[a, b]"),
    ("strategy", "kind: levels", "kind: level"),
    ("strategy", "kind: levels, ", ""),
    ("strategy", "source: net_present_value", "source: npv"),
    ("strategy", "weight: 25", "role: demand"),
    ("strategy", "{1: a, 2: b}", "{1: a, 2: b}, values: {1: 0 %, 2: 104 %}"),
    ("strategy", "4 %", "4"),
    ("strategy", "4 %", "104 %"),
    ("strategy", "service_areas: [{id: x, title: X}]", "service_areas: []"),
    ("round", "2027: 1 500 000", "202: 1 500 000"),
    ("round", "2027: 1 500 000", "2127: 1 500 000"),
    ("round", "1 500 000", "1,5"),
    ("round", "1 500 000", "1.500.000"),
    ("round", "1 500 000", "15 00"),
    ("round", "1 500 000", "1 500 000 kr"),
    ("round", "1 500 000", "007 000"),
    ("round", "1 500 000", "9000000000000"),
    ("round", "1 500 000", ""),
    ("round", "kind: operating", "kind: drift"),
    ("round", "min_projects: 1", "min_projects: -1"),
    ("round", "min_projects: 1", "min_projects: 1.5"),
    ("round", "min_projects: 1", "min_projects: 1000"),
    ("round", "refill: true", "refill: ja"),
    ("round", "{2027: 1 500 000, 2028: 100}", "{}"),
    ("idea", "title: Idea", "title:"),
    ("idea", "title: Idea", "title: ' '"),
    ("idea", "title: Idea", "title: [Idea]"),
    ("idea", "title: Idea\n", ""),
    ("idea", "id: idea", "id: Idea"),
    ("idea", "id: idea", "id: an--idea"),
    ("idea", "id: idea", "id: " + "a" * 81),
    ("idea", "2026-02-03", "3.2.2026"),
    ("idea", "2026-02-03", "2026-02-30"),
    ("idea", "2026-02-03", "2026"),
    ("idea", "outcome: merged", "outcome: maybe"),
    ("idea", "need: A need", "need: " + "a" * 20_001),
    ("project", "phase: concept", "phase:"),
    ("project", "phase: concept", "phase: pilot"),
    ("project", "50 %", "half"),
    ("project", "contribution: 2", "contribution: 4"),
    ("project", "contribution: 2", "contribution: 0"),
    ("project", "goals: [{goal: b, contribution: 2}]", "goals: {goal: b, contribution: 2}"),
    ("project", "scores: {need: {value: 4}}", "scores: {Need: {value: 4}}"),
    ("project", "scores: {need: {value: 4}}", "scores: {need: many}"),
    ("project", "scores: {need: {value: 4}}", "scores: {need: {people: 4}}"),
    ("project", "scores: {need: {value: 4}}", "scores: {need: []}"),
    ("project", "{value: 4}", "{}"),
    ("project", "low: 1, ", ""),
    ("project", "high: 3.5", "high: 3.5, highest: 4"),
    ("project", "likelihood: 3", "likelihood: 6"),
    ("project", "earliest: 2027", "earliest: 27"),
    ("project", "requires: [two]", "requires: two"),
    ("project", "requires: [two]", "requires: [Two]"),
    ("assessment", "value: 4", "value: four"),
    ("assessment", "assessor: Lead\n", ""),
    ("decision", "recommended: funded", "recommended: yes"),
    ("decision", "100 000", "-100 000"),
]
# What a schema cannot see or should not say; the models decide (see innostrat/loading/schema.py).
ONLY_THE_MODEL = {
    "a number is typed before the schema sees it": ("project", "likelihood: 3", "likelihood: 03"),
    "decimals of a float are not countable": ("round", "2028: 100", "2028: 100.125"),
    "amounts out of order": ("project", "likely: 2", "likely: 20"),
    "no ends, no points": ("strategy", "worst: -1, ", ""),
    "a rule about no group": ("round", "focus_area: a, ", ""),
    "years with a gap": ("round", "[2027, 2028]", "[2027, 2029]"),
}
ONLY_THE_SCHEMA = {
    "editors would offer true and false for every text": ("idea", "title: Idea", "title: true"),
    "a quoted true": ("round", "refill: true", "refill: 'true'"),
}


def changed(kind: str, old: str, new: str) -> str:
    assert GOOD[kind].count(old) == 1, old
    return GOOD[kind].replace(old, new)


@pytest.mark.parametrize("kind", GOOD)
def test_good_files_are_taken(kind: str) -> None:
    assert model_takes(kind, GOOD[kind])
    assert schema_takes(kind, GOOD[kind])


@pytest.mark.parametrize(("kind", "old", "new"), TAKEN)
def test_what_both_take(kind: str, old: str, new: str) -> None:
    text = changed(kind, old, new)
    assert (model_takes(kind, text), schema_takes(kind, text)) == (True, True)


@pytest.mark.parametrize(("kind", "old", "new"), REFUSED)
def test_what_both_refuse(kind: str, old: str, new: str) -> None:
    text = changed(kind, old, new)
    assert (model_takes(kind, text), schema_takes(kind, text)) == (False, False)


@pytest.mark.parametrize("why", ONLY_THE_MODEL)
def test_what_only_the_model_refuses(why: str) -> None:
    kind, old, new = ONLY_THE_MODEL[why]
    text = changed(kind, old, new)
    assert (model_takes(kind, text), schema_takes(kind, text)) == (False, True)


@pytest.mark.parametrize("why", ONLY_THE_SCHEMA)
def test_what_only_the_schema_refuses(why: str) -> None:
    kind, old, new = ONLY_THE_SCHEMA[why]
    text = changed(kind, old, new)
    assert (model_takes(kind, text), schema_takes(kind, text)) == (True, False)


def keys(part: object) -> list[dict[str, Any]]:
    """Return the schema of every key, however deep."""
    found: list[dict[str, Any]] = []
    if isinstance(part, dict):
        found += part.get("properties", {}).values()
        for one in part.values():
            found += keys(one)
    elif isinstance(part, list):
        for one in part:
            found += keys(one)
    return found


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_key_is_explained(kind: str, code: str) -> None:
    every = keys(schema(NAMED[kind], language(code)))
    silent = [key for key in every if "description" not in key and "const" not in key]
    # The three ends of an uncertain amount stand inside a list of alternatives, unexplained.
    assert all(key.get("minimum") == 0 for key in silent)
    assert len(every) > len(silent)


@pytest.mark.parametrize("kind", NAMED)
def test_no_mapping_takes_any_key(kind: str) -> None:
    def objects(part: object) -> list[dict[str, Any]]:
        if isinstance(part, list):
            return [found for one in part for found in objects(one)]
        if not isinstance(part, dict):
            return []
        mine = [part] if part.get("type") in ("object", ["object", "null"]) else []
        return mine + [found for one in part.values() for found in objects(one)]

    made = objects(schema(NAMED[kind], language("en")))
    assert made
    assert all(one["additionalProperties"] is False for one in made)


def test_labels_of_words_are_in_the_language() -> None:
    made = schema(NAMED["project"], language("nb"))["$defs"]["Commitment"]
    assert made["enum"] == ["none", "decided", "mandatory"]
    assert made["enumDescriptions"] == ["konkurrerer", "vedtatt", "lovpålagt"]


def test_the_text_is_the_same_every_time() -> None:
    made = [as_text(schema(NAMED["strategy"], language("nb"))) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0].endswith("}\n")
