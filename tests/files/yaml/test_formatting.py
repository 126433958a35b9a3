"""Files are put in order by moving lines: nothing changes but the order of keys and white space."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.files.kinds import kind_of
from innostrat.files.yaml.document import parse
from innostrat.files.yaml.formatting import Formatted, formatted
from innostrat.loading.kinds import model_of
from innostrat.loading.order import FieldOrder
from innostrat.model.project import Project
from innostrat.model.strategy import Strategy

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from innostrat.files.yaml.events import YamlValue

PORTFOLIOS = Path(__file__).parents[3] / "portfolios"
FILES = sorted(PORTFOLIOS.rglob("*.yaml"))
ORDER = FieldOrder(Project)


def put(text: str, model: type = Project) -> str:
    done = formatted("x.yaml", text.encode(), FieldOrder(model))
    assert done.after is not None
    return done.after.decode()


def value(text: str) -> YamlValue:
    document, _ = parse("x.yaml", text.encode())
    assert document is not None
    return document.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_portfolios_are_in_order(path: Path) -> None:
    stands_in = "" if path.name == "strategy.yaml" else f"{path.parent.name}/"
    kind = kind_of(f"{stands_in}{path.name}")
    assert kind is not None
    order = FieldOrder(model_of(kind))
    assert not formatted(str(path), path.read_bytes(), order).changed


def test_keys_come_in_the_order_of_the_model() -> None:
    assert put("phase: concept\nsummary: c\ntitle: b\nid: a\n") == (
        "id: a\ntitle: b\nphase: concept\nsummary: c\n"
    )


def test_unknown_keys_come_last_in_the_order_of_the_file() -> None:
    assert put("zebra: 1\ntitle: b\nape: 2\nid: a\n") == "id: a\ntitle: b\nzebra: 1\nape: 2\n"


def test_years_and_criteria_keep_the_order_of_the_file() -> None:
    text = "scores:\n  nytte: {because: a, value: 3}\n  behov:\n    value: 1\n    because: b\n"
    assert put(text) == text


def test_mappings_are_sorted_at_every_depth() -> None:
    text = (
        "start:\n  latest: 2028\n  earliest: 2027\n"
        "scores:\n  behov:\n    because: b\n    value: 1\n"
        "costs:\n- amounts:\n    2027:\n      high: 3\n      low: 1\n      likely: 2\n  title: t\n"
    )
    assert put(text) == (
        "scores:\n  behov:\n    value: 1\n    because: b\n"
        "costs:\n- title: t\n  amounts:\n    2027:\n      low: 1\n      likely: 2\n      high: 3\n"
        "start:\n  earliest: 2027\n  latest: 2028\n"
    )


def test_goals_within_goals_and_the_kinds_of_scale_have_their_order() -> None:
    text = "goals:\n  - goals:\n      - title: b\n        id: b1\n    id: b\n"
    assert (
        put(text, Strategy) == "goals:\n  - id: b\n    goals:\n      - id: b1\n        title: b\n"
    )
    scale = "criteria:\n  - scale:\n      best: 1\n      kind: number\n      worst: 0\n    id: a\n"
    assert put(scale, Strategy) == (
        "criteria:\n  - id: a\n    scale:\n      kind: number\n      worst: 0\n      best: 1\n"
    )


def test_a_comment_goes_with_the_key_below_it() -> None:
    text = "id: a\n\n# when\nphase: concept # now\n\n# what\ntitle: b\n"
    assert put(text) == "id: a\n\n# what\ntitle: b\n\n# when\nphase: concept # now\n"


def test_a_comment_further_in_goes_with_the_key_above_it() -> None:
    text = "need:\n  problem: p\n  # more need\ntitle: b\n"
    assert put(text) == "title: b\nneed:\n  problem: p\n  # more need\n"


def test_the_comments_at_the_top_and_at_the_end_stay() -> None:
    text = "# yaml-language-server: $schema=x\n# About this file.\ntitle: b\nid: a\n# end\n"
    assert put(text) == (
        "# yaml-language-server: $schema=x\n# About this file.\nid: a\ntitle: b\n# end\n"
    )


def test_the_first_keys_comment_goes_with_it_inside_a_mapping() -> None:
    text = "need:\n  # how we know\n  evidence: e\n  problem: p\n"
    assert put(text) == "need:\n  problem: p\n  # how we know\n  evidence: e\n"


def test_dashes_change_hands_and_comments_go_above_them() -> None:
    text = "risks:\n  - impact: 3\n    # what\n    title: t\n  -\n    impact: 4\n    title: u\n"
    assert put(text) == (
        "risks:\n  # what\n  - title: t\n    impact: 3\n  -\n    title: u\n    impact: 4\n"
    )


def test_empty_lines_stay_between_keys() -> None:
    assert put("title: b\n\nid: a\n") == "id: a\n\ntitle: b\n"


@pytest.mark.parametrize(
    "scalar",
    [
        "450 000",
        "04 %",
        "~",
        "null",
        "2026-02-03",
        "'single ''quoted'''",
        '"double \\u00e6 \\\n    # not a comment"',
        ">-\n  folded\n  # not a comment\n\n  more",
        "|2\n    literal\n  # not a comment",
        "{a: [1,\n  # a comment\n  2],\n  b: c}",
        "x" * 400,
    ],
)
def test_scalars_and_flow_mappings_keep_their_bytes(scalar: str) -> None:
    assert put(f"title: {scalar}\nid: a\n") == f"id: a\ntitle: {scalar}\n"


def test_white_space_at_the_ends_goes_but_not_inside_a_text() -> None:
    text = 'id: a \t\nsummary: |\n  kept  \n\napproach: "b  \n  c"  \n\n\n'
    assert put(text) == 'id: a\nsummary: |\n  kept  \n\napproach: "b  \n  c"\n'
    assert put("\ufeffid: a") == "id: a\n"


def test_line_ends_that_git_writes_on_this_machine_stay() -> None:
    text = 'summary: |\n  kept  \n\nid: a\napproach: "b  \n  c"\n'
    assert put(text.replace("\n", "\r\n")) == put(text).replace("\n", "\r\n") != put(text)
    assert put("id: a\r\nsummary: b\n") == "id: a\nsummary: b\n"


def test_a_text_that_keeps_its_empty_lines_is_not_moved() -> None:
    text = "summary: |+\n  text\n\n\ntitle: b\n"
    assert put(text) == text


def test_a_file_is_left_alone_when_a_value_would_change() -> None:
    done = formatted("x.yaml", b"title: |\n  no line break", ORDER)
    assert done == Formatted("x.yaml", b"title: |\n  no line break", None)
    assert not done.changed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"title: a\ntitle: b\n", "Y002"),
        (b"title: *a\n", "Y003"),
        (b"title: Prosjekt #2\nid: a\n", "Y010"),
        (b"", "Y006"),
        (b"\xff", "F001"),
    ],
)
def test_a_file_with_findings_is_left_alone(text: bytes, code: str) -> None:
    done = formatted("x.yaml", text, ORDER)
    assert done.after is None
    assert [finding.code for finding in done.findings] == [code]


@pytest.mark.parametrize(
    "text", ["? title\n: b\n? id\n: a\n", "- b\n- a\n", "b\n", "{b: 1, a: 2}\n"]
)
def test_other_shapes_stay_as_they_are(text: str) -> None:
    assert put(text) == text


def test_the_end_of_a_document_stays_at_the_end() -> None:
    assert put("---\ntitle: b\nid: a\n...\n# after\n") == "---\nid: a\ntitle: b\n...\n# after\n"


SCALARS = st.sampled_from(
    [
        "plain",
        "450 000",
        "~",
        "",
        "'q  '",
        '"a\n\n  # b"',
        "plain\n  over # lines",
        "|\n  a\n\n    # b\n",
        ">-\n  a\n  b\n\n",
        "|+\n  a\n\n",
        "{x: 1,\n  # c\n  y: [2, 3]}",
        "[a, b] # why",
    ]
)


LINES = ["", "", "\n", "# c1\n", "# c2\n", "  # in\n", "      # further\n", "# c3  \n", "  \n"]
LOOSE = st.lists(st.sampled_from(LINES), max_size=2).map("".join)
SHAPES = st.sampled_from(["scalar", "scalar", "mapping", "list"])
AFTER_KEY = st.sampled_from(["", "  ", " # c"])
STEPS = st.sampled_from(["", "  "])


@st.composite
def mappings(draw: DrawFn, order: FieldOrder = ORDER, depth: int = 0) -> str:
    """Return the lines of a block mapping: keys of the model and others, comments, empty lines."""
    names = st.sampled_from([*order.names(), "other", "unknown"])
    keys = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    parts = []
    for key in keys:
        parts.append(draw(LOOSE))
        below = order.below(key)
        kind = draw(SHAPES) if depth < 2 else ""
        if kind == "mapping":
            body = draw(mappings(below, depth + 1))
            parts.append(f"{key}:{draw(AFTER_KEY)}\n{indent(body, '  ')}")
        elif kind == "list":
            items = draw(st.lists(mappings(below.below(0), depth + 1), min_size=1, max_size=2))
            step = draw(STEPS)
            parts.append(f"{key}:\n" + "".join(indent(dashed(item), step) for item in items))
        else:
            parts.append(f"{key}: {draw(SCALARS)}\n")
    return "".join(parts) + draw(LOOSE)


def dashed(item: str) -> str:
    head = item.lstrip("\n")
    if head.lstrip(" ").startswith("#"):
        return "-\n" + indent(item, "  ")
    return "- " + indent(head, "  ")[2:]


def comments(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.split("\n") if line.strip().startswith("#"))


def in_order(data: YamlValue, order: FieldOrder) -> bool:
    if isinstance(data, list):
        return all(in_order(one, order.below(i)) for i, one in enumerate(data))
    if not isinstance(data, dict):
        return True
    ranks = {name: rank for rank, name in enumerate(order.names())}
    found = [ranks.get(key, len(ranks)) for key in data]
    return found == sorted(found) and all(in_order(v, order.below(k)) for k, v in data.items())


@settings(max_examples=150, deadline=None)
@given(mappings())
def test_order_comments_and_values_hold_for_any_file(text: str) -> None:
    done = formatted("x.yaml", text.encode(), ORDER)
    if done.findings:
        return  # a draw that is not YAML
    assert done.after is not None, "the proof failed"
    after = done.after.decode()
    assert value(after) == value(text)
    assert comments(after) == comments(text)
    assert put(after) == after
    if "|+" not in text:
        assert in_order(value(after), ORDER)
        assert Counter(after.split()) == Counter(text.split())
