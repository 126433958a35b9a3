"""New and solved findings are told apart by what they say, not by where their lines are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from innostrat.checks.compare import compare_findings, identity
from innostrat.findings import Finding, Location, Rule, Severity
from innostrat.messages import msg

RULE = Rule("X001", "x", Severity.WARNING, msg("x"), why=msg("x"), fix=msg("x"))


def finding(word: str = "a", line: int = 1, path: str = "p.yaml") -> Finding:
    message = msg("The key {key} is unknown", key=word)
    return Finding(RULE, RULE.severity, message, Location(path, line), "p")


def test_a_finding_whose_line_moved_is_neither_new_nor_solved() -> None:
    change = compare_findings([finding(line=3)], [finding(line=9)])
    assert change.new == change.solved == ()


def test_other_words_another_file_or_another_rule_make_another_finding() -> None:
    other_rule = replace(finding(), rule=replace(RULE, code="X002"))
    for other in (finding("b"), finding(path="q.yaml"), other_rule, replace(finding(), item="q")):
        change = compare_findings([finding()], [other])
        assert (change.new, change.solved) == ((other,), (finding(),))


def test_of_equal_findings_the_surplus_is_new_and_it_is_the_last() -> None:
    change = compare_findings([finding(line=1)], [finding(line=1), finding(line=2)])
    assert change.new == (finding(line=2),)
    assert change.solved == ()


def test_accepting_a_finding_solves_the_open_one() -> None:
    accepted = replace(finding(), waived="Because.")
    change = compare_findings([finding()], [accepted])
    assert (change.new, change.solved) == ((accepted,), (finding(),))


findings = st.lists(st.builds(finding, st.sampled_from("ab"), st.integers(1, 3)), max_size=6)


@given(findings, findings)
def test_before_without_the_solved_and_with_the_new_is_after(
    before: list[Finding], after: list[Finding]
) -> None:
    change = compare_findings(before, after)

    def count(those: object) -> Counter[object]:
        return Counter(map(identity, those))  # type: ignore[call-overload]

    assert count(before) - count(change.solved) + count(change.new) == count(after)
    assert not count(change.solved) & count(change.new)
