"""Edits touch only what they are to touch, and what is written means what was given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innostrat.errors import CannotGoOnError
from innostrat.files.normal import composed
from innostrat.files.yaml.document import parse
from innostrat.files.yaml.editing import Add, Put, comments, edited
from innostrat.files.yaml.emitting import mapping
from innostrat.files.yaml.events import INVISIBLE
from innostrat.loading.order import FieldOrder
from innostrat.model.project import Project

if TYPE_CHECKING:
    from innostrat.files.yaml.editing import Edit
    from innostrat.files.yaml.events import YamlValue

ORDER = FieldOrder(Project)
GAUSDAL = Path(__file__).parents[3] / "portfolios" / "gausdal" / "projects"
FILE = """\
# About the whole file
id: a
title: Old   # a short title
need:
  problem: Something   # said by users
benefits:
  # The first
  - title: One
    kind: quality
    measured: []
  - {title: Two, kind: time}   # in flow

risks: []
# The end
"""


def after(*edits: Edit, text: str = FILE) -> str:
    return edited("a.yaml", text.encode(), edits, ORDER).decode()


def value(text: str) -> YamlValue:
    document, findings = parse("a.yaml", text.encode())
    assert not findings
    assert document is not None
    return document.value


def test_a_value_is_replaced_and_its_comment_stays() -> None:
    assert after(Put(("title",), "New: title")) == FILE.replace("Old", '"New: title"')


def test_a_new_key_stands_where_the_format_has_it() -> None:
    assert after(Put(("phase",), "concept")) == FILE.replace(
        "# a short title\n", "# a short title\nphase: concept\n"
    )


def test_keys_on_the_way_are_made() -> None:
    found = after(Put(("alignment", "owner"), "Kommunalsjef"))
    assert "alignment: {owner: Kommunalsjef}\n" in found


def test_a_key_of_an_item_is_replaced() -> None:
    found = after(Put(("benefits", 0, "kind"), "time"))
    assert found == FILE.replace("kind: quality", "kind: time")


def test_the_first_key_of_an_item_keeps_its_dash() -> None:
    assert after(Put(("benefits", 0, "title"), "1")) == FILE.replace("- title: One", "- title: 1")


def test_an_item_is_added_to_an_empty_list() -> None:
    point: YamlValue = {"date": "2027-01-01", "value": "3"}
    found = after(Add(("benefits", 0, "measured"), point))
    assert "    measured:\n      - {date: 2027-01-01, value: 3}\n" in found
    assert found.count("#") == FILE.count("#")


def test_an_item_is_added_below_the_last_one() -> None:
    found = after(Add(("benefits",), {"title": "Three", "kind": "time"}))
    expected = "  # in flow\n  - {title: Three, kind: time}\n\nrisks"
    assert expected in found


def test_an_item_in_flow_is_written_anew() -> None:
    text = FILE.replace("   # in flow", "")
    found = after(Add(("benefits", 1, "measured"), {"date": "2027-01-01", "value": "3"}), text=text)
    assert "  - {title: Two, kind: time, measured: [{date: 2027-01-01, value: 3}]}\n" in found


def test_line_ends_and_a_byte_order_mark_stay_what_they_are() -> None:
    text = "\ufeff" + FILE.replace("\n", "\r\n")
    assert after(Put(("id",), "b"), text=text) == text.replace("id: a", "id: b")
    assert after(text=text) == text


def test_a_file_whose_keys_are_not_in_order_keeps_its_own() -> None:
    text = "title: Old\nid: a\n"
    assert after(Put(("phase",), "concept"), text=text) == text + "phase: concept\n"


def test_a_comment_that_would_be_lost_stops_the_edit() -> None:
    text = "id: a\nneed:\n  # kept by somebody\n  problem: x\n"
    with pytest.raises(CannotGoOnError):
        after(Put(("need",), {"problem": "y"}), text=text)


def test_a_comment_is_lost_also_where_its_words_stand_elsewhere() -> None:
    text = "id: a\nneed: {problem: tilbud}\nsummary: The offer # tilbud\ntitle: b # tilbud\n"
    changed = after(Put(("title",), "c"), text=text)
    assert changed == text.replace("title: b", "title: c")
    lost = "need:\n  # tilbud\n  problem: x\nsummary: y # tilbud\ntitle: b\n"
    with pytest.raises(CannotGoOnError):
        after(Put(("need",), {"problem": "a # tilbud"}), text=lost)
    with pytest.raises(CannotGoOnError):
        after(Put(("need",), {"problem": "a\n# tilbud\n"}), text=lost)


def test_a_sign_within_a_text_is_no_comment() -> None:
    text = "title: \"no # comment\"\nneed: {problem: 'nor # this'}\nsummary: |\n  nor\n  # this\n"
    assert value(after(Put(("title",), "c"), text=text)) == value(text) | {"title": "c"}  # type: ignore[operator]
    assert value(after(Put(("summary",), "c"), text=text)) == value(text) | {"summary": "c"}  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# top\na: b # one\n  # two\nc: d#no\n#three\n", ["# top", "# one", "# two", "#three"]),
        ("a: \"x # y\" # one\nb: 'x # y' # two\n", ["# one", "# two"]),
        (
            "a: | # one\n  x # no\n  # no\n# two\nb: > # three\n  # no\n",
            [f"# {one}" for one in ("one", "two", "three")],
        ),
        (
            "a: [x, # one\n  y] # two\nb: {c: d, # three\n  # four\n  e: f}\n",
            [f"# {one}" for one in ("one", "two", "three", "four")],
        ),
        (
            "a: # one\n  - b # two\n  # three\n  - c: # four\n",
            [f"# {one}" for one in ("one", "two", "three", "four")],
        ),
        ('"a # no": b\n? c # one\n: d\n', ["# one"]),
        ('a: x\n  y # one\nb: "x\n  # no\n  y" # two\n', ["# one", "# two"]),
    ],
)
def test_comments_are_what_yaml_calls_comments(text: str, expected: list[str]) -> None:
    document, findings = parse("x.yaml", text.encode())
    assert document is not None
    assert {one.code for one in findings} <= {"Y010"}
    assert list(comments(document)) == expected


def test_what_is_put_is_written_in_composed_letters() -> None:
    apart = normalize("NFD", "Blåfjell")
    assert apart != "Blåfjell"
    assert after(Put(("title",), apart)) == FILE.replace("Old", "Blåfjell")
    found = after(Add(("risks",), {apart: [apart]}))
    assert value(found) == value(FILE) | {"risks": [{"Blåfjell": ["Blåfjell"]}]}  # type: ignore[operator]
    found = after(Put((apart,), "x"), text=f"{apart}: y\n")
    assert found == "Blåfjell: x\n"


def test_a_file_with_findings_is_not_touched() -> None:
    with pytest.raises(CannotGoOnError):
        after(Put(("id",), "b"), text="id: a\nid: b\n")


# Composed, since reading composes: two spellings of one key would be one key twice.
texts = (
    st.text(max_size=60)
    .map(composed)
    .filter(lambda text: not INVISIBLE.search(text) and "\r" not in text)
)
keys = st.text("abcdefgh", min_size=1, max_size=5)
values = st.recursive(
    st.none() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
)


@given(
    st.dictionaries(
        keys | texts.filter(lambda text: text.strip() == text and text != ""), values, min_size=1
    )
)
def test_what_is_written_is_read_again(wanted: dict[str, YamlValue]) -> None:
    wanted.pop("<<", None)
    if wanted:
        assert value("\n".join(mapping(wanted)) + "\n") == wanted


@pytest.mark.parametrize("path", sorted(GAUSDAL.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_key_of_a_real_file_can_be_changed(path: Path) -> None:
    text = path.read_text("utf-8")
    wanted = value(text)
    assert isinstance(wanted, dict)
    for key in wanted:
        if isinstance(wanted[key], str):
            changed = after(Put((key,), "x"), text=text)
            assert value(changed) == {**wanted, key: "x"}
            assert changed.count("#") == text.count("#")
    for number in range(len(wanted["benefits"] or [])):
        changed = after(
            Add(("benefits", number, "measured"), {"date": "2030-01-01", "value": "1"}), text=text
        )
        assert changed.count("2030-01-01") == text.count("2030-01-01") + 1
