"""The quick walk takes what the builder takes without a word, with the same value, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from innostrat.files.yaml.events import MAX_DEPTH, Builder
from innostrat.files.yaml.plain import plain_value

if TYPE_CHECKING:
    from innostrat.files.yaml.events import YamlValue

ROOT: Final = Path(__file__).parents[3]
REAL: Final = sorted((ROOT / "portfolios").rglob("*.yaml"))
CASES: Final = sorted((ROOT / "tests" / "cases").rglob("*.yaml"))
PIECES: Final = (
    *("a", "b", "0", "~", "null", "''", '"x"', "'~'", "\\", "é", "e\u0301", " ", "  ", "\n"),
    *(": ", ":\n  ", "- ", "- - ", "{", "}", "[", "]", ", ", "? ", "#", " # ", " #x", "|\n  "),
    *("&a ", "*a", "!!str ", "!", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "\t"),
    *(">-\n", "@", "\n- ", "\nb: "),
)  # fmt: skip


def built(text: str) -> tuple[YamlValue, bool]:
    """Return what the builder makes of a text, and whether it had nothing to say of it."""
    said: list[object] = []
    found = Builder(text, lambda *fault: said.append(fault)).build()
    return (None if found is None else found[0]), not said


def agrees(text: str) -> bool:
    """Return whether the quick walk took the text, after holding it against the builder."""
    quick = plain_value(text)
    if quick is None:
        return False
    assert (quick, True) == built(text)
    return True


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_what_people_write_is_read_quickly(path: Path) -> None:
    assert agrees(path.read_text("utf-8"))


def test_the_cases_are_read_as_the_builder_reads_them() -> None:
    taken = [agrees(path.read_bytes().decode("utf-8-sig", "replace")) for path in CASES]
    assert set(taken) == {True, False}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "- a",
        "a: b\na: c",
        "a: b\n a : c",
        "'': b",
        "~: b",
        "<<: {a: b}",
        "{a: b}: c",
        "[a]: c",
        "a: &x b",
        "a: *x",
        "a: !!str b",
        "a: b\n---\na: c",
        "~\n---\na: c",
        "a: b #c",
        'a: "\\u200b"',
        "a: e\u0301",
        "a: {",
        "a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH,
    ],
)
def test_what_is_odd_is_left_to_the_builder(text: str) -> None:
    assert plain_value(text) is None


def test_nesting_is_taken_as_deep_as_the_builder_takes_it() -> None:
    assert agrees("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1))


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("'~': b")
@example("a: ''")
@example("a:")
@example("a: {b: , c: ~}")
@example("? a\n: b\n")
def test_any_text_is_left_or_read_as_the_builder_reads_it(text: str) -> None:
    agrees(text)
    agrees(f"a: 1\n{text}")
