"""The checks run over all that could be read, whatever the order, and waivers have their say."""

from __future__ import annotations

import random

import pytest
from reading import BASE, CASES, case, findings_of, shown

from innostrat.checks import catalogue
from innostrat.checks.rules.registry import rule
from innostrat.checks.run import unfit
from innostrat.findings import Severity
from innostrat.messages import msg

ACCEPT = b"accept: [{rule: %s, because: It is part of a larger building.}]\n"


def project(*changes: tuple[str, str], more: bytes = b"") -> dict[str, bytes]:
    """Return the base with its project changed."""
    files = case(BASE)
    text = files["projects/home-care.yaml"].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return files | {"projects/home-care.yaml": text.encode() + more}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_files_does_not_matter(seed: int) -> None:
    everything: dict[str, bytes] = {}
    for start in ("A005", "B007", "I002", "I006", "I007", "L002", "L003", "L006"):
        for name in sorted(path.name for path in CASES.glob(f"{start}-*")):
            everything |= case(name)
    shuffled = list(everything.items())
    random.Random(seed).shuffle(shuffled)  # noqa: S311  (a test)
    expected = [shown(one) for one in findings_of(everything)[1]]
    assert [shown(one) for one in findings_of(dict(shuffled))[1]] == expected
    assert len(expected) == 6


def test_a_broken_file_hides_no_other_finding() -> None:
    files = project(("champion: Head nurse\n", "")) | {
        "projects/broken.yaml": b"id: broken\ntitle: [",
        "ideas/bytes.yaml": b"\xff\xfe",
        "rounds/other.yaml": b"a: b: c",
    }
    codes = [finding.code for finding in findings_of(files)[1]]
    assert codes == ["F001", "Y001", "G007", "Y001"]


def test_a_reference_to_a_broken_file_is_not_called_unknown() -> None:
    files = project(("scores:", "requires: [broken]\nscores:"))
    assert [f.code for f in findings_of(files)[1]] == ["R006"]
    broken = files | {"projects/broken.yaml": b"title: ["}
    assert [f.code for f in findings_of(broken)[1]] == ["Y001"]


def test_frames_and_years_are_not_judged_while_a_round_is_broken() -> None:
    files = project(("frame: running, amounts: {2027", "frame: other, amounts: {2044"))
    assert {f.code for f in findings_of(files)[1]} == {"R005", "T001"}
    broken = files | {"rounds/next.yaml": b"["}
    assert {f.code for f in findings_of(broken)[1]} == {"Y001"}


def test_without_a_readable_strategy_nothing_is_measured_against_it() -> None:
    files = project(("goal: technology", "goal: unheard-of")) | {"strategy.yaml": b"["}
    assert [f.code for f in findings_of(files)[1]] == ["Y001"]


def test_an_error_makes_a_project_unfit_and_what_a_draft_lacks_does_not() -> None:
    contents, found = findings_of(project(("champion: Head nurse\n", "")))
    assert unfit(found, contents) == {"home-care"}
    contents, found = findings_of(
        project(("champion: Head nurse\n", ""), ("phase: planning", "phase: concept"))
    )
    assert [finding.severity for finding in found] == [Severity.INFO]
    assert unfit(found, contents) == frozenset()


def test_a_project_under_a_wrong_name_is_unfit_by_both_names() -> None:
    contents, found = findings_of(case("I001-id-is-not-file-name"))
    assert unfit(found, contents) == {"home-care", "home-cure"}


def test_an_accepted_error_keeps_nobody_out_and_is_still_told() -> None:
    without = (("champion: Head nurse\n", ""),)
    contents, found = findings_of(project(*without, more=ACCEPT % b"G007"))
    assert [(f.code, f.waived) for f in found] == [("G007", "It is part of a larger building.")]
    assert unfit(found, contents) == frozenset()


def test_a_waiver_may_name_the_rule_by_its_slug() -> None:
    _, found = findings_of(project(("champion: Head nurse\n", ""), more=ACCEPT % b"no-champion"))
    assert [f.waived is None for f in found] == [False]


def test_a_waiver_in_one_project_accepts_nothing_in_another() -> None:
    files = project(more=ACCEPT % b"G007")
    twin = project(
        ("champion: Head nurse\n", ""), ("id: home-care", "id: x"), ("Measure at home", "X")
    )
    files["projects/x.yaml"] = twin["projects/home-care.yaml"]
    found = {f.code: f for f in findings_of(files)[1]}
    assert set(found) == {"G007", "W002"}
    assert found["G007"].waived is None


def test_a_waiver_without_a_reason_is_refused() -> None:
    _, found = findings_of(project(more=b"accept: [{rule: M402}]\n"))
    assert [f.code for f in found] == ["S002"]


def test_a_misspelt_waiver_says_what_was_meant() -> None:
    _, found = findings_of(project(more=ACCEPT % b"no-champon"))
    assert [(f.code, str(f.hint and f.hint.values["word"])) for f in found] == [
        ("W001", "no-champion")
    ]


def test_every_finding_says_what_to_do() -> None:
    for path in CASES.iterdir():
        for finding in findings_of(case(path.name))[1]:
            assert finding.hint is not None or finding.code[0] in "FYSW", finding


def test_rules_have_codes_names_and_pages_of_their_own() -> None:
    rules = catalogue.rules()
    assert list(rules) == sorted(rules)
    assert len({one.slug for one in rules.values()}) == len(rules)
    for code, one in rules.items():
        assert code[0].isupper()
        assert code[1:].isdigit()
        assert one.title.template
        assert one.why.template.endswith(".")
        assert one.fix.template.endswith(".")


def test_two_rules_cannot_share_a_code() -> None:
    again = rule(
        "M402", "again", Severity.ERROR, title=msg("Again"), why=msg("Again"), fix=msg("Again")
    )
    with pytest.raises(ValueError, match="M402"):
        again(lambda project: iter([project]))


def test_a_rule_can_only_ask_for_what_there_is() -> None:
    wrong = rule("Z999", "wrong", Severity.ERROR, title=msg("No"), why=msg("No"), fix=msg("No"))
    with pytest.raises(ValueError, match="weather"):
        wrong(lambda weather: iter([weather]))
    assert "Z999" not in catalogue.rules()
