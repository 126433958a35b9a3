"""From any state of a file to any other: the edits lead there, and keep what they do not touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import filling
import pytest
from hypothesis import given, settings

from innostrat.errors import CannotGoOnError
from innostrat.files.yaml.differences import edits_between
from innostrat.files.yaml.document import parse
from innostrat.files.yaml.editing import Add, Put, Remove, edited
from innostrat.loading.order import FieldOrder
from innostrat.model.project import Project

if TYPE_CHECKING:
    from innostrat.files.yaml.events import YamlValue

ORDER = FieldOrder(Project)


@given(filling.projects(), filling.projects())
@settings(max_examples=60)
def test_the_edits_lead_from_one_state_to_the_other(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    edits = tuple(edits_between({"id": "a", **before}, {"id": "a", **after}))
    changed = edited("a.yaml", filling.file("a", before).encode(), edits, ORDER)
    document, findings = parse("a.yaml", changed)
    assert document is not None
    assert findings == ()
    assert document.value == {"id": "a", **after}
    assert changed.startswith(b"# Kept\n")
    assert changed.endswith(b"# and this\n")


def test_nothing_is_edited_where_nothing_differs() -> None:
    assert tuple(edits_between({"a": ["b"]}, {"a": ["b"]})) == ()


def test_the_smallest_part_is_edited() -> None:
    before: YamlValue = {"a": "1", "list": [{"b": "1"}, {"b": "2", "c": "3"}], "gone": "x"}
    after: YamlValue = {
        "a": "1",
        "list": [{"b": "1"}, {"b": "4", "c": "3"}, {"b": "5"}],
        "new": ["y"],
    }
    assert tuple(edits_between(before, after)) == (
        Remove(("gone",)),
        Put(("list", 1, "b"), "4"),
        Add(("list",), {"b": "5"}),
        Put(("new",), ["y"]),
    )


FILE = """\
id: a
# about the title
title: b
need:
  problem: c
  # about the evidence
  evidence: d   # who says
team:
  - {role: e}
  - role: f
    share: 5 %
risks: [{title: g, likelihood: 1, impact: 1}, {title: h, likelihood: 1, impact: 1}]
"""


@pytest.mark.parametrize(
    ("where", "old", "new"),
    [
        (("team", 0), "  - {role: e}\n", ""),
        (("team", 1), "  - role: f\n    share: 5 %\n", ""),
        (("team", 1, "share"), "    share: 5 %\n", ""),
        (("need", "problem"), "  problem: c\n", ""),
        (("title",), "title: b\n", ""),
        (("risks", 0), "{title: g, likelihood: 1, impact: 1}, ", ""),
    ],
)
def test_what_is_removed_takes_its_lines_and_no_others(
    where: tuple[str | int, ...], old: str, new: str
) -> None:
    found = edited("a.yaml", FILE.encode(), [Remove(where)], ORDER).decode()
    if where == ("risks", 0):
        assert "g, likelihood" not in found
        assert found.count("\n") <= FILE.count("\n") + 1
    else:
        assert found == FILE.replace(old, new)


@pytest.mark.parametrize(
    ("block", "where", "left"),
    [
        ("costs:\n  drift:\n    2027: 1\n    2028: 2\n", ("costs", "drift"), "costs: {}\n"),
        ("team:\n  - role: f\n    share: 5 %\n", ("team", 0), "team: []\n"),
    ],
)
def test_of_the_only_one_that_is_removed_an_empty_one_is_left(
    block: str, where: tuple[str | int, ...], left: str
) -> None:
    found = edited("a.yaml", f"id: a\n{block}title: b  # c\n".encode(), [Remove(where)], ORDER)
    assert found.decode() == f"id: a\n{left}title: b  # c\n"


def test_a_comment_on_the_line_of_what_is_removed_stops_it() -> None:
    with pytest.raises(CannotGoOnError):
        edited("a.yaml", FILE.encode(), [Remove(("need", "evidence"))], ORDER)
