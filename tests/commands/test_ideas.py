"""Ideas from the inbox to a project: what is shown, what is written, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Place

IDEA = """\
# Kept
id: booth
title: A quiet booth   # short
received: 2026-01-10
need: "People: they call # and disturb"
suggestion: Build one
focus_area: hverdag
"""
BY = ("--by", "Council", "--because", "Good", "--date", "2026-02-01")


@pytest.fixture
def inbox(place: Place) -> Place:
    place.small.joinpath("ideas").mkdir(exist_ok=True)
    place.write("ideas/booth.yaml", IDEA)
    return place


def test_the_inbox_counts_days_to_the_day_given(inbox: Place) -> None:
    found = inbox.json("ideas", "--date", "2026-01-20")
    booth = next(one for one in found["ideas"] if one["id"] == "booth")
    assert (booth["days"], booth["waiting"], booth["verdict"]) == (10, True, None)


def test_without_a_day_no_age_is_invented(inbox: Place) -> None:
    assert all(one["days"] is None for one in inbox.json("ideas")["ideas"])


def test_similar_words_in_another_inflection_are_found(inbox: Place) -> None:
    inbox.write("ideas/booths.yaml", IDEA.replace("booth", "booths").replace("A quiet", "Quiet"))
    found = {one["id"]: one for one in inbox.json("ideas")["ideas"]}
    assert [one["id"] for one in found["booth"]["similar"]] == ["booths"]


def test_a_verdict_is_written_and_all_else_stays(inbox: Place) -> None:
    called = inbox("judge", "booth", "--outcome", "develop_idea", *BY)
    assert called.code == 0
    assert called.err.startswith("Skrev portfolios/small/ideas/booth.yaml\n")
    text = (inbox.small / "ideas/booth.yaml").read_text("utf-8")
    line = "verdict: {outcome: develop_idea, by: Council, date: 2026-02-01, because: Good}\n"
    assert text == IDEA + line
    assert "+" + line in called.out


def test_a_dry_run_shows_the_same_and_writes_nothing(inbox: Place) -> None:
    called = inbox("judge", "booth", "--outcome", "declined", *BY, "--dry-run")
    assert called.code == 0
    assert "+verdict: {outcome: declined" in called.out
    assert (inbox.small / "ideas/booth.yaml").read_text("utf-8") == IDEA


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("judge", "boothe", "--outcome", "declined", *BY), "booth"),
        (("judge", "booth", *BY), "--outcome"),
        (("judge", "booth", "--outcome", "merged", *BY), "merged"),
        (
            ("judge", "booth", "--outcome", "declined", "--by", "x", "--date", "2026-02-01"),
            "--because",
        ),
        (("judge", "booth", "--outcome", "declined", *BY[:4]), "--date"),
        (("judge", "booth", "--outcome", "declined", *BY[:4], "--date", "1.13.2026"), "YYYY-MM-DD"),
        (("merge", "booth", "nothing", *BY), "nothing"),
        (("promote", "booth", "--id", "Not an id", *BY), "--id"),
    ],
)
def test_what_is_missing_or_wrong_is_named_in_one_line(
    inbox: Place, arguments: tuple[str, ...], said: str
) -> None:
    called = inbox(*arguments)
    assert called.code == 2
    assert said in called.err
    assert called.err.count("\n") == 1
    assert (inbox.small / "ideas/booth.yaml").read_text("utf-8") == IDEA


def test_a_verdict_is_replaced_only_when_wished(inbox: Place) -> None:
    inbox("judge", "booth", "--outcome", "develop_idea", *BY)
    refused = inbox("judge", "booth", "--outcome", "declined", *BY, "--lang", "nb").err
    assert "--replace" in refused
    assert "develop_idea" not in refused  # a person reads the label, as in the tables
    assert inbox("judge", "booth", "--outcome", "declined", *BY, "--replace").code == 0


def test_an_idea_becomes_a_project_with_the_same_words(inbox: Place) -> None:
    called = inbox("promote", "booth", *BY)
    assert called.code == 0
    found = inbox.json("show", "booth")
    assert found["project"]["need"]["problem"] == found["idea"]["need"]
    assert found["idea"]["promoted_to"] == "booth"
    assert found["idea"]["verdict"]["outcome"] == "describe_project"
    assert "innostrat show booth" in called.err
    assert inbox("validate").code == 0


def test_the_same_promotion_again_is_done_already(inbox: Place) -> None:
    assert inbox("promote", "booth", *BY).code == 0
    again = inbox("promote", "booth", *BY)
    assert again.code == 0
    assert "booth" in again.err
    for other in (("--id", "stall"), ("--title", "A stall"), ("--because", "Else")):
        assert inbox("promote", "booth", *BY, *other).code == 2, other
    inbox.change("projects/booth.yaml", "phase: concept", "phase: planning")
    assert inbox("promote", "booth", *BY).code == 2


def test_a_declined_idea_is_promoted_only_when_wished(inbox: Place) -> None:
    inbox("judge", "booth", "--outcome", "declined", *BY)
    assert inbox("promote", "booth", *BY).code == 2
    assert inbox("promote", "booth", *BY, "--replace").code == 0


def test_an_idea_is_promoted_once(inbox: Place) -> None:
    inbox("promote", "booth", *BY)
    assert inbox("promote", "booth", "--id", "other", *BY).code == 2
    assert not (inbox.small / "projects/other.yaml").exists()


def test_an_idea_is_merged_into_a_project(inbox: Place) -> None:
    assert inbox("merge", "booth", "bestillingsbat", *BY).code == 0
    found = inbox.json("show", "booth")["idea"]
    assert (found["verdict"]["outcome"], found["promoted_to"]) == ("merged", "bestillingsbat")


def test_a_file_with_errors_is_not_changed(inbox: Place) -> None:
    inbox.write("ideas/booth.yaml", IDEA + "unknown: x\n")
    called = inbox("judge", "booth", "--outcome", "declined", *BY)
    assert called.code == 2
    assert (inbox.small / "ideas/booth.yaml").read_text("utf-8") == IDEA + "unknown: x\n"


@pytest.mark.parametrize("text", ["<b>x</b>", "=1+1", "a: b # c", "‹ «æøå»", "{x}", "- x", "'"])
def test_anybodys_text_stays_text(inbox: Place, text: str) -> None:
    inbox("judge", "booth", "--outcome", "declined", "--because", text, *BY[:2], *BY[4:])
    assert inbox.json("show", "booth")["idea"]["verdict"]["because"] == text


def test_hidden_characters_are_refused_before_anything_is_written(inbox: Place) -> None:
    arguments = ("--because", "x\u202ey", *BY[:2], *BY[4:])
    assert inbox("judge", "booth", "--outcome", "declined", *arguments).code == 2
    assert (inbox.small / "ideas/booth.yaml").read_text("utf-8") == IDEA
