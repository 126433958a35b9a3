"""Who answered what, which patterns are disagreement, and who answers to one side."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from assessing import assessed, assessment
from building import project
from hypothesis import given
from hypothesis import strategies as st
from weighing import pot, rated

from innostrat.analysis.assessors.panel import (
    Leaning,
    Panel,
    Pattern,
    agreements,
    leanings,
    panel,
    pattern,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([70], None),
        ([30, 69], None),
        ([30, 70], Pattern.APART),
        ([0, 40, 60], Pattern.ODD),
        ([0, 20, 60], Pattern.ODD),
        ([0, 40, 61], Pattern.APART),
        ([0, 20, 39], None),
        ([0, 0, 40, 40], Pattern.SPLIT),
        ([0, 10, 49, 60], None),
        ([0, 40, 50, 60], Pattern.ODD),
        ([0, 60, 70, 100], Pattern.APART),  # a gap of 60 is not hidden by how the others lie
        ([0, 25, 25, 100], Pattern.APART),
        ([0, 30, 60, 90], None),
        ([0, 20, 60, 100], Pattern.SPLIT),
        ([0, 30, 30, 70, 100, 100, 100], Pattern.SPLIT),
        ([60, 60, 60, 60, 60, 60, 100], Pattern.ODD),
        ([0, 10, 35, 60, 100], Pattern.APART),
    ],
)
def test_patterns(values: list[int], expected: Pattern | None) -> None:
    assert pattern([Fraction(one) for one in values]) is expected


levels = st.lists(st.integers(0, 100), min_size=0, max_size=7)


@given(levels)
def test_a_mirrored_question_has_the_same_pattern(values: list[int]) -> None:
    rising = [Fraction(one) for one in sorted(values)]
    assert pattern(rising) is pattern([100 - one for one in reversed(rising)])


@given(levels, st.integers(0, 100))
def test_one_more_answer_does_not_disturb_those_who_agree(values: list[int], more: int) -> None:
    """Where all of three others lie within 20, one answer is odd or nothing.

    With two others, 0, 20 and 40 are far apart with nobody alone.
    """
    if len(values) > 2 and max(values) - min(values) <= 20:
        assert pattern([Fraction(one) for one in sorted([*values, more])]) in {None, Pattern.ODD}


def test_coverage_counts_competing_projects_and_criteria_only() -> None:
    projects = [
        rated("a", 10, 10),
        rated("b", 10, 10),
        rated("bound", 10, 10, commitment="decided"),
        project("done", phase="realisation"),
    ]
    content = assessed(
        pot(100),
        projects,
        assessment("One", {"a": [50, 60], "bound": [1, 2], "nobody": [3, 4]}),
        assessment("Two", {"a": [None, 70]}),
        assessment("one", {"b": [20, None]}),
        assessment("Three", {"b": [20, 20]}, "last-year"),
    )
    found = panel(content, content.rounds["plan"])
    assert found.assessors == ("One", "Two")
    assert [one.key for one in found.questions] == [
        ("a", "c0"), ("a", "c1"), ("b", "c0"), ("b", "c1"),
    ]  # fmt: skip
    assert [one.key for one in found.answered("One")] == [("a", "c0"), ("a", "c1"), ("b", "c0")]
    assert [len(one.given) for one in found.questions] == [1, 2, 1, 0]
    assert found.begun == ("a", "b")


def leaning_panel(first: Sequence[int], second: Sequence[int]) -> Panel:
    ids = [f"p{n}" for n in range(len(first))]
    content = assessed(
        pot(100),
        [rated(id_, 10, 10) for id_ in ids],
        assessment("High", {id_: [one] for id_, one in zip(ids, first, strict=True)}),
        assessment("Low", {id_: [one] for id_, one in zip(ids, second, strict=True)}),
    )
    return panel(content, content.rounds["plan"])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([50] * 6, [40] * 6, (10, 6, 0)),
        ([50] * 6, [40] * 5 + [41], None),  # 9.8 points
        ([50] * 5, [20] * 5, None),  # five of five is chance in 1 of 16
        ([60] * 12, [20] * 6 + [60] * 6, (20, 6, 0)),  # alike is on no side
        ([60] * 9, [20] * 8 + [70], (Fraction(310, 9), 8, 1)),
        ([60] * 8, [20] * 7 + [70], None),  # seven of eight is chance in 9 of 128
        ([60] * 30, [0] * 21 + [70] * 9, None),  # seven of ten, however many
    ],
)
def test_leanings(
    first: list[int], second: list[int], expected: tuple[Fraction, int, int] | None
) -> None:
    found = leanings(leaning_panel(first, second))
    if expected is None:
        assert found == ()
    else:
        mean, same, other = expected
        assert found == (
            Leaning("High", len(first), Fraction(mean), same, other),
            Leaning("Low", len(first), -Fraction(mean), same, other),
        )


def test_chance_is_the_sign_test() -> None:
    """By hand: 2 × (1 + 9) / 2⁹ for eight of nine, and certain where the sides are even."""
    assert Leaning("x", 9, Fraction(20), 8, 1).chance == Fraction(20, 512)
    assert Leaning("x", 9, Fraction(20), 2, 2).chance == 1


def test_the_others_are_compared_without_the_assessor() -> None:
    content = assessed(
        pot(100),
        [rated("a", 10, 10)],
        *(assessment(role, {"a": [one]}) for role, one in (("x", 0), ("y", 40), ("z", 100))),
    )
    question = panel(content, content.rounds["plan"]).questions[0]
    assert question.median == 40
    assert [question.others[role] for role in "xyz"] == [70, 50, 20]


def test_agreement_is_of_each_criterion() -> None:
    found = agreements(leaning_panel([10, 20, 30, 40, 50], [10, 20, 30, 40, 50]))
    assert [(one.criterion.id, one.questions, one.answers, one.alpha) for one in found] == [
        ("c0", 5, 10, 1),
        ("c1", 0, 0, None),
    ]
