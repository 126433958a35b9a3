"""After a decision every command counts what was decided, until the next round or `--anew`."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from calling import Place

BY: Final = ("--body", "Council", "--date", "2026-12-17")
REJECTED: Final = "bestillingsbat"
REDUCED: Final = "felles-vaktliste"
OTHERWISE: Final = (
    ("--reject", f"{REJECTED}: Too dear"),
    ("--reduce", f"{REDUCED} 50 %: Half of it"),
)


@pytest.fixture
def decided(place: Place) -> Place:
    assert place("decide", *BY, *(word for pair in OTHERWISE for word in pair)).code == 0
    return place


def funded(found: Any) -> dict[str, Any]:  # noqa: ANN401  (what JSON holds)
    return {one["id"]: one for one in found["funded"]}


def test_the_decision_is_shown_in_place_of_a_new_plan(decided: Place) -> None:
    found = decided.json("prioritize")
    assert found["status"] == "decided"
    assert REJECTED not in funded(found)
    ruled = {one["id"]: one for one in found["decision"]["projects"]}
    assert (ruled[REJECTED]["decided"], ruled[REJECTED]["because"]) == ("rejected", "Too dear")
    for id_, one in funded(found).items():
        assert one["start"] == ruled[id_]["start"]
        assert one["rank"] is None
    shown = decided("prioritize", "--lang", "en")
    assert shown.code == 0
    assert shown.out.splitlines()[3].startswith("DECIDED by Council, 17 December 2026.")


def test_what_was_decided_stands_whatever_the_files_say_later(decided: Place) -> None:
    before = decided.json("prioritize")
    path = f"projects/{REDUCED}.yaml"
    text = (decided.small / path).read_text("utf-8")
    assert "75 000" in text
    decided.write(path, text.replace("75 000", "90 000"))
    after = decided.json("prioritize")
    amounts = [
        {one["id"]: (one["start"], one["amounts"]) for one in found["funded"]}
        for found in (before, after)
    ]
    assert amounts[0] == amounts[1]
    assert after["frames"] == before["frames"]
    costs = next(one for one in after["decision"]["projects"] if one["id"] == REDUCED)["costs"]
    assert costs["drift"] == {"2027": 75000, "2028": 25000}


def test_the_tables_hold_the_decided_amounts(decided: Place) -> None:
    """The reduced project stands with half of 150 and of 50, by hand."""
    shown = decided("prioritize", "--format", "markdown", "--lang", "en").out
    row = next(line for line in shown.splitlines() if line.startswith("| Felles vaktliste | new"))
    assert row == "| Felles vaktliste | new | 75 | 25 | 100 | 0 |"


def test_it_is_planned_anew_only_when_asked(decided: Place) -> None:
    found = decided.json("prioritize", "--anew")
    assert found["status"] == "optimal"
    shown = decided("prioritize", "--anew", "--lang", "en").out
    assert shown.splitlines()[3].startswith("PLANNED ANEW: the round was decided by Council")
    called = decided("prioritize", "--show", "list,leaps", "--lang", "en")
    assert (called.code, called.out) == (2, "")
    assert "--show leaps is about a new plan" in called.err
    called = decided("prioritize", "--method", "ranking")
    assert (called.code, called.out, called.err.count("\n")) == (2, "", 1)
    assert "--anew" in called.err


def test_asking_anew_of_an_undecided_round_changes_nothing(place: Place) -> None:
    assert place("prioritize", "--anew").out == place("prioritize").out


def test_why_and_show_say_what_was_decided(decided: Place) -> None:
    for command in ("why", "show"):
        found = decided.json(command, REJECTED)
        assert found["decision"]["decided"] == "rejected"
        shown = decided(command, REJECTED, "--lang", "en").out
        assert "Too dear" in shown
    assert decided.json("why", REJECTED, "--anew")["kind"] == "why"
    shown = decided("why", REJECTED, "--anew", "--lang", "en").out
    assert "PLANNED ANEW" in shown


def test_the_list_says_how_each_project_came_out(decided: Place) -> None:
    found = {one["id"]: one for one in decided.json("list")["projects"]}
    assert found[REJECTED]["decided"] == "rejected"
    assert found[REDUCED]["decided"] == "reduced"
    assert found[REDUCED]["cost"]["operating"] == 100_000
    assert {one["rank"] for one in found.values()} == {None}


def test_the_papers_show_the_decision(decided: Place) -> None:
    paper = ("report", "--for", "archive", "-o", "paper.md")
    called = decided(*paper, "--lang", "en", "--date", "2027-01-05")
    assert called.code == 0
    assert "No plan" not in called.err
    text = (decided.folder / "paper.md").read_text("utf-8")
    assert "DECIDED by Council, 17 December 2026." in text
    assert "the innovation portfolio as decided" in text
    assert "rejected: Too dear" in text
    assert "no weight moves what was decided" in text
    assert decided("report", "--check", "paper.md").code == 0


def test_a_decided_project_without_its_file_still_counts(decided: Place) -> None:
    before = decided.json("prioritize")
    (decided.small / "projects" / f"{REDUCED}.yaml").unlink()
    after = decided.json("prioritize")
    assert after["frames"] == before["frames"]


def test_nothing_decided_is_missing_where_its_file_cannot_be_read(decided: Place) -> None:
    for project_id, missing in ((REDUCED, False), ("robothund", True)):
        decided.write(f"projects/{project_id}.yaml", "id: [\n")
        shown = decided("prioritize", "--lang", "en")
        assert shown.code == 1
        told = "Left out because of errors:" if missing else "Counted all the same"
        assert project_id in shown.out.split(told)[1]
        left = shown.out.partition("Left out because of errors:")[2].partition("Counted")[0]
        assert REDUCED not in left
        assert ("THIS PLAN IS NOT COMPLETE" in shown.out) is missing
        decided("report", "-o", "paper.md", "--lang", "en")
        text = (decided.folder / "paper.md").read_text("utf-8")
        assert ("THIS PLAN IS NOT COMPLETE" in text) is missing


def test_the_next_round_is_planned(decided: Place) -> None:
    assert decided("carry-over", "--price-growth", "0").code == 0
    assert decided.json("prioritize")["status"] != "decided"
    assert decided.json("prioritize", "-r", "plan-2027-2028")["status"] == "decided"


def test_what_changed_since_a_commit_is_what_the_body_changed(place: Place) -> None:
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        subprocess.run([*git, *command], cwd=place.folder, check=True, capture_output=True)
    place("decide", *BY, "--reject", f"{REJECTED}: Too dear")
    shown = place("diff", "HEAD", "--lang", "en").out
    assert "no longer funded: Bestillingsbåt over fjorden" in shown
    assert shown.count("no longer funded") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("sensitivity",),
        ("alternatives", "--count", "1"),
        ("what-if", "--frame", "drift=+100000"),
    ],
)
def test_what_selects_all_the_same_says_that_the_round_is_decided(
    decided: Place, arguments: tuple[str, ...]
) -> None:
    shown = decided(*arguments, "--lang", "en").out
    assert "PLANNED ANEW: the round was decided by Council" in shown.replace("\n", " ")


@pytest.mark.parametrize(
    ("frame", "place_", "row"),
    [
        ("", "capital-costs", "| Outside the frames: interest | 1000 kr | – | 22 |"),
        (", frame: drift", "drift", "| Drift: interest | 1000 kr | – | 22 |"),
    ],
)
def test_what_was_decided_has_its_capital_costs(
    place: Place, frame: str, place_: str, row: str
) -> None:
    """A quay of 600 000 in 2027, a tenth of it of own means: 4 % and a sixth of 540 000 in 2028."""
    stated = f"capital: {{interest: 4 %, method: serial, lifetime: 6, own_means: 10 %{frame}}}"
    place.change("rounds/plan-2027-2028.yaml", "balance:", f"{stated}\nbalance:")
    assert place("decide", *BY).code == 0
    found = place.json("prioritize")["decision"]["projects"]
    (quay,) = (one for one in found if one["id"] == "bestillingsbat")
    assert {key: quay[key] for key in ("interest", "instalments", "transfers")} == {
        "interest": {place_: {"2028": 21_600}},
        "instalments": {place_: {"2028": 90_000}},
        "transfers": {place_: {"2027": 60_000}},
    }
    told = place("why", "bestillingsbat", "--format", "markdown", "--lang", "en").out
    assert row in told
