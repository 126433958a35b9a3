"""The terminal answers first, prints the tables asked for, and proves nothing of nothing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Place

PROOF = "No other selection within the frames and rules gives more points"


def words(text: str) -> str:
    return " ".join(text.split())


def test_twenty_lines_answer_and_tables_are_printed_when_asked_for(place: Place) -> None:
    said = place("prioritize", "--lang", "en").out
    first = words("\n".join(said.split("\n")[:20]))
    for asked in ("• In, 5: from 2027 ", "• Operating 2027", "• Investment 2027", "• Capacity: "):
        assert asked in first
    assert f"• How sure: {PROOF}" in first
    assert "Organisation" not in said
    listed = place("prioritize", "--show", "list", "--lang", "en").out
    assert "The prioritised list" in listed
    assert "The frames: levels each year" not in listed
    whole = place("prioritize", "--all", "--lang", "en").out
    assert "The prioritised list" in whole
    assert "The frames: levels each year" in whole
    assert whole.index("The frames") < whole.index("Organisation")


def test_least_left_is_the_year_with_the_fewest_kroner(place: Place) -> None:
    """Of 1 500 000 kr 900 000 are used in 2027, and none of 500 000 in 2028: 600 and 500 left."""
    said = words(place("prioritize", "--lang", "en").out)
    assert "least left in Investeringer in 2028: 500,000 kr" in said


def test_an_assumed_capacity_has_its_unit(place: Place) -> None:
    said = words(place("what-if", "--frame", "folk=-0.5", "--lang", "nb").out)
    assert "Prosjektledere, hvert år: 0,50 årsverk mindre" in said


def test_counts_are_grouped_and_seeds_are_not(place: Place) -> None:
    """A count is read, a seed is typed again."""
    said = words(place("uncertainty", "--draws", "12000", "--seed", "123456", "--lang", "en").out)
    assert "drawn 12,000 times (seed 123456," in said


def test_several_parts_are_asked_for_with_commas(place: Place) -> None:
    said = place("prioritize", "--show", "frames, balance", "--lang", "en").out
    assert "The frames: levels each year" in said
    assert "Balance rules of the round" in said
    assert "The prioritised list" not in said


def test_other_forms_are_whole_unless_parts_are_asked_for(place: Place) -> None:
    whole = place("prioritize", "--format", "markdown", "--lang", "en").out
    assert "## The prioritised list" in whole
    assert "## The frames: levels each year" in whole
    part = place("prioritize", "--format", "markdown", "--show", "frames", "--lang", "en").out
    assert "## The frames: levels each year" in part
    assert "## The prioritised list" not in part


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--show", "everything"), "--show cannot be everything. There are: list, tables"),
        (("--show", "list", "--all"), "--show chooses parts, and --all is the whole"),
        (("--show", "list", "-f", "json"), "--show chooses parts, and --format json is the whole"),
    ],
)
def test_a_part_that_is_none_is_refused(
    place: Place, options: tuple[str, ...], problem: str
) -> None:
    called = place("prioritize", *options, "--lang", "en")
    assert (called.code, called.out) == (2, "")
    assert problem in called.err
    assert called.err.count("\n") == 1


def test_an_empty_portfolio_says_what_is_missing_and_proves_nothing(place: Place) -> None:
    for file in (place.small / "projects").iterdir():
        file.unlink()
    for form in ("terminal", "markdown"):
        said = words(place("prioritize", "--all", "--format", form, "--lang", "en").out)
        assert "Nothing competes yet" in said
        assert PROOF not in said


# What is only true of a choice, or says so little of none that it must not be said.
CHOSEN = (PROOF, "tried keep", "best portfolio", "Every project that competes", "Proved", "no rank")


@pytest.mark.parametrize("bound", [False, True])
@pytest.mark.parametrize("reader", ["council", "economist", "archive"])
def test_a_paper_of_a_round_without_a_choice_says_so_and_proves_nothing(
    place: Place, reader: str, *, bound: bool
) -> None:
    plan = "rounds/plan-2027-2028.yaml"
    text = (place.small / plan).read_text("utf-8")
    place.write(plan, text.partition("balance:")[0] + "committed_savings_refill: true\n")
    place.change(
        "strategy.yaml", "    weight: 30\n", "    weight: 30\n    weight_range: [20, 40]\n"
    )
    for file in (place.small / "projects").iterdir():
        if not bound or "commitment:" not in file.read_text("utf-8"):
            file.unlink()
    for file in (place.small / "assessments").iterdir():
        file.unlink()
    for form in ("md", "html"):
        assert place("report", "--for", reader, "-o", f"paper.{form}", "--lang", "en").code == 0
    paper = words((place.folder / "paper.md").read_text("utf-8"))
    page = (place.folder / "paper.html").read_text("utf-8")
    page = words(re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))
    assert [one for one in CHOSEN if one in paper] == []
    assert "Proved: " not in page
    none = "Nothing competes yet" if reader == "economist" else "there is nothing to propose"
    assert ("there was nothing to choose among" if bound else none) in paper
    if bound:
        said = words(place("prioritize", "--all", "--lang", "en").out)
        assert [one for one in CHOSEN if one in said] == []
        assert "there was nothing to choose among" in said


@pytest.mark.parametrize("command", ["robust", "alternatives", "uncertainty", "sensitivity"])
def test_nothing_is_analysed_where_nothing_competes(place: Place, command: str) -> None:
    for file in (place.small / "projects").iterdir():
        file.unlink()
    called = place(command, "--lang", "en")
    assert (called.code, called.out) == (2, "")
    assert "Nothing competes yet" in called.err
    assert called.err.count("\n") == 1


VAKTLISTE = "projects/felles-vaktliste.yaml"
ABSURD = "rekkevidde: {value: 900 000 000}"


def doubt(said: str) -> str:
    """Return what a reader is told to check, in the first ten lines."""
    lines = said.replace("**", "").split("\n")[:10]
    return words("\n".join(lines)).partition("CHECK FIRST: ")[2]


@pytest.mark.parametrize("command", ["prioritize", "score", "report"])
@pytest.mark.parametrize("assessed", [False, True])
def test_a_number_that_is_hard_to_believe_is_named_before_what_it_decides(
    place: Place, command: str, *, assessed: bool
) -> None:
    call = (command, "-o", "paper.md") if command == "report" else (command,)
    place(*call, "--lang", "en")
    paper = place.folder / "paper.md"
    assert doubt(paper.read_text("utf-8") if command == "report" else place(*call).out) == ""
    if assessed:
        place.change(
            "assessments/helsesjef.yaml", "vår avdeling.}", "vår avdeling.}\n    " + ABSURD
        )
    else:
        place.change(VAKTLISTE, "rekkevidde: {value: 40}", ABSURD)
    said = place(*call, "--lang", "en").out
    told = paper.read_text("utf-8") if command == "report" else said
    named = (
        "a number of 1 project here is hard to believe, and decides what follows: Felles vaktliste"
    )
    assert f"CHECK FIRST: {named} (Rekkevidde is " in words(told)
    assert doubt(told) or command == "report"  # which begins with a title page
    page = place.json("validate", "--fail-on", "error")["findings"]
    assert [one["code"] for one in page if one["code"] == "A012"] == ["A012"]


def test_the_web_page_names_it_before_what_it_recommends(place: Place) -> None:
    place.change(VAKTLISTE, "rekkevidde: {value: 40}", ABSURD)
    place("report", "-o", "page.html", "--lang", "en")
    page = (place.folder / "page.html").read_text("utf-8")
    first = words(page.partition('<section id="answer">')[2].partition(" of 4 projects")[0])
    assert "CHECK FIRST: a number of 1 project here is hard to believe" in first


def test_those_who_decide_are_not_told_what_to_write_in_a_file(place: Place) -> None:
    """The small portfolio's round has no opening budget: there is no bridge."""
    told = {}
    for reader in ("council", "economist"):
        place("report", "--for", reader, "-o", f"{reader}.md", "--lang", "en")
        told[reader] = (place.folder / f"{reader}.md").read_text("utf-8")
    assert all("gives no opening budget of any service area" in one for one in told.values())
    assert "Write budgets" not in told["council"].replace("\\", "")
    assert "Write budgets" in told["economist"].replace("\\", "")


def test_a_saving_that_refills_a_frame_many_times_is_named_before_the_plan(place: Place) -> None:
    """It makes room for everything, whatever the project itself is worth."""
    place.change("projects/digital-tilsyn.yaml", "{2028: 250 000}", "{2028: 8 100 000}")
    said = place("prioritize", "--lang", "en").out
    assert "CHECK FIRST: a number of 1 project here is hard to believe" in words(said)
    assert "Digitalt tilsyn" in doubt(said)
    assert "and the frame has 900,000 kr" in doubt(said).replace("\xa0", " ")


def test_a_number_that_somebody_vouches_for_or_that_decides_nothing_is_not_named(
    place: Place,
) -> None:
    place.change(VAKTLISTE, "rekkevidde: {value: 40}", ABSURD)
    text = (place.small / VAKTLISTE).read_text("utf-8")
    place.write(VAKTLISTE, text + "accept: [{rule: A012, because: Alle i verden.}]\n")
    assert "CHECK FIRST" not in place("prioritize", "--lang", "en").out
    place.write(VAKTLISTE, text + "stopped: {date: 2026-02-01}\n")
    assert "CHECK FIRST" not in place("prioritize", "--lang", "en").out


def test_a_page_says_first_whether_the_project_is_in_the_plan(place: Place) -> None:
    said = place("show", "bestillingsbat", "--lang", "en").out.split("\n")
    assert words(said[3]) == "In the plan yes, from 2027"
    assert words(said[4]).startswith("Cost 2027–2028 operating ")


def test_goals_say_what_is_funded(place: Place) -> None:
    rows = place("goals", "--format", "csv", "--lang", "en").out.split("\r\n")
    heads = next(one for one in rows if one.startswith("goal;id;kind;projects")).split(";")
    assert heads[4] == "funded"


def test_people_read_titles_and_machines_ids(place: Place) -> None:
    ids = [one["id"] for one in json.loads(place("score", "-f", "json").out)["ranking"]]
    said, written = place("score").out, place("score", "-f", "csv").out
    assert ids
    assert [one for one in ids if one in said] == []
    assert [one for one in ids if one not in written] == []
