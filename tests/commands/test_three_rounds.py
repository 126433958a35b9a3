"""Three rounds in a row: each opens with the frames that the one before decided, to the krone.

The frames are added up by hand here, in 1000 kr; `docs/method.md` says the rule.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from bridging import BUDGETS, BY, printed

from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.value.scoring import score
from innostrat.baseline import decided_frames
from innostrat.parts import NO_FRAME
from innostrat.reports.budget.effect import net_operating
from innostrat.workspace.workspace import read

if TYPE_CHECKING:
    from calling import Place


def frames(place: Place) -> list[list[list[int]]]:
    """Return opening budgets and new frames of each area in the latest round."""
    return [[rows["Opening budget"], rows["New frame"]] for rows in printed(place)]


def next_round(place: Place, *departures: str) -> None:
    """Decide the latest round and open the next."""
    assert place("decide", *BY, *departures).code == 0
    assert place("carry-over", "--price-growth", "0").code == 0


def test_each_round_opens_with_what_the_one_before_decided(place: Place) -> None:
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    # Health: 300 of deflator, −120 when the tablets' licences end, 200 for night watch, 150 for
    # rosters. Technical: the boat's 400 less a grant of 100, and 150 for forms.
    assert frames(place) == [[[10_000, 10_530], [10_530, 10_180]], [[5_000, 5_450], [5_450, 5_450]]]

    # Rosters get half of 150; the forms wait a year.
    next_round(
        place, "--reduce", "felles-vaktliste 50 %: Half", "--postpone", "lette-skjema 2028: Later"
    )
    place.change(
        "rounds/plan-2028-2029.yaml", "10 455 000, deflator: 0", "10 455 000, deflator: 210 000"
    )
    place.change("projects/digital-tilsyn.yaml", "phase: execution", "phase: closing")
    place.change("projects/felles-vaktliste.yaml", "2028: 25 000", "2029: 25 000")
    place.change(
        "projects/bestillingsbat.yaml", "start: {", "stopped: {date: 2028-01-10}\nstart: {"
    )
    health, technical = printed(place)
    assert health == {
        "Opening budget": [10_455, 10_340],
        "Deflator": [210, 0],
        "Decided earlier, and statutory: what they change": [],
        "Felles vaktliste": [-75, 25],  # re-timed: 75 was decided for 2027, the rest comes in 2029
        "Digitalt tilsyn om natten": [-250, 50],  # carried out: 200, then 200 − 250, then nothing
        "Adjusted for what is decided": [10_340, 10_415],
        "Sum measures": [-325, 75],
        "New frame": [10_340, 10_415],
    }
    assert technical == {
        "Opening budget": [5_300, 5_150],
        "Deflator": [0, 0],
        "Decided earlier, and statutory: what they change": [],
        "Skjema alle forstår": [150, -100],
        "Bestillingsbåt over fjorden": [-300, 0],  # stopped
        "Adjusted for what is decided": [5_150, 5_050],
        "Sum measures": [-150, -100],
        "New frame": [5_150, 5_050],
    }

    # The forms get four fifths of 150 and 50.
    next_round(place, "--reduce", "lette-skjema 80 %: Less")
    assert frames(place) == [[[10_340, 10_415], [10_415, 10_390]], [[5_120, 5_040], [5_040, 5_000]]]


def kroner(place: Place) -> dict[str, tuple[list[int], list[int]]]:
    """Return each bridge's openings and new frames in kroner, the whole under the name all."""
    told = json.loads(place("prioritize", "--format", "json").out)
    return {
        one["service_area"] or "all": (one["opening"], one["new_frame"])
        for one in (told["bridge"], *told["bridges"])
    }


def test_after_a_decision_the_new_frame_is_next_year_s_opening_to_the_krone(place: Place) -> None:
    """Three rounds in a row, with projects that end, wait, shrink and are re-timed, in odd kroner.

    The same holds for all areas together, and within a round from year to year.
    """
    budgets = BUDGETS.replace("10 000 000", "10 000 333").replace("300 000", "300 017")
    place.change("rounds/plan-2027-2028.yaml", "balance:", budgets)
    changes = (
        (
            ("--reduce", "felles-vaktliste 37 %: Some", "--postpone", "lette-skjema 2028: Later"),
            ("projects/felles-vaktliste.yaml", "2028: 18 500", "2029: 18 501"),
        ),
        (("--reduce", "lette-skjema 83 %: Less"), None),
        ((), None),
    )
    for departures, change in changes:
        assert place("decide", *BY, *departures).code == 0
        decided = kroner(place)
        assert decided["all"][1][0] == sum(
            one[1][0] for id_, one in decided.items() if id_ != "all"
        )
        assert all(one[0][1:] == one[1][:-1] for one in decided.values())
        assert place("carry-over", "--price-growth", "0").code == 0
        if change is not None:
            place.change(*change)
        opened = kroner(place)
        assert {id_: one[0][0] for id_, one in opened.items()} == {
            id_: one[1][0] for id_, one in decided.items()
        }


@pytest.mark.parametrize("own", ["", ", service_area: teknisk, own_means: 30 %"])
def test_capital_costs_follow_from_round_to_round_to_the_krone(place: Place, own: str) -> None:
    """Investments of a round are paid back in the next ones; in drift, and to the krone."""
    capital = f"capital: {{interest: 4.5 %, method: annuity, lifetime: 7{own}}}\nbalance:"
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    place.change("rounds/plan-2027-2028.yaml", "balance:", capital)
    for _ in range(3):
        assert place("decide", *BY).code == 0
        decided = kroner(place)
        assert place("carry-over", "--price-growth", "0").code == 0
        opened = kroner(place)
        assert {id_: one[0][0] for id_, one in opened.items()} == {
            id_: one[1][0] for id_, one in decided.items()
        }
        told = json.loads(place("prioritize", "--format", "json").out)
        steps = {row["step"] for row in told["bridge"]["changes"]}
        assert "capital" in steps


def test_a_stopped_project_s_loan_is_paid_back_all_the_same(place: Place) -> None:
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    capital = "capital: {interest: 5 %, method: serial, lifetime: 6}\nbalance:"
    place.change("rounds/plan-2027-2028.yaml", "balance:", capital)
    next_round(place)
    place.change(
        "projects/bestillingsbat.yaml", "start: {", "stopped: {date: 2028-01-10}\nstart: {"
    )
    _, technical = printed(place)
    assert technical["Bestillingsbåt over fjorden"] == [-300, 0]
    # The pier of 600 was bought in 2027: a sixth a year, and 5 % of 600, then of 500.
    assert technical["Instalments on loans"] == [100, 0]
    assert technical["Interest on loans"] == [30, -5]


def test_a_reduction_in_the_second_round_leaves_the_year_that_is_over(place: Place) -> None:
    """The year that is over keeps its kroner, and the loan that was drawn in it its costs."""
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    capital = "capital: {interest: 5 %, method: serial, lifetime: 6}\nbalance:"
    place.change("rounds/plan-2027-2028.yaml", "balance:", capital)
    next_round(place)
    assert place("decide", *BY, "--reduce", "bestillingsbat 50 %: Less").code == 0
    boat = read(place.small).portfolio().projects["bestillingsbat"]
    rent, pier, leader = (
        {year: one.likely for year, one in cost.amounts.items()} for cost in boat.costs
    )
    assert rent == {2027: 400_000, 2028: 200_000}
    assert pier == {2027: 600_000}
    assert leader == {2027: Decimal("0.5"), 2028: Decimal("0.25")}
    ruling = read(place.small).portfolio().decisions["plan-2028-2029"].ruling("bestillingsbat")  # type: ignore[index]
    assert ruling is not None
    assert ruling.instalments == {NO_FRAME: {2028: 100_000, 2029: 100_000}}
    assert ruling.interest == {NO_FRAME: {2028: 30_000, 2029: 25_000}}


def test_a_lasting_cost_that_is_reduced_keeps_the_level_of_the_year_that_is_over(
    place: Place,
) -> None:
    """80 000 from 2027 to 2029 are written once: half of it from 2028 has to be written too."""
    path = "projects/digital-tilsyn.yaml"
    written = yaml_costs(place, path)
    place.change(
        path,
        written,
        "costs:\n  - {title: T, frame: drift, amounts: {2027: 80 000}, until: 2029}\n",
    )
    next_round(place)
    assert place("decide", *BY, "--reduce", "digital-tilsyn 50 %: Less").code == 0
    (cost,) = read(place.small).portfolio().projects["digital-tilsyn"].costs
    assert {year: one.likely for year, one in cost.amounts.items()} == {2027: 80_000, 2028: 40_000}
    ruling = read(place.small).portfolio().decisions["plan-2028-2029"].ruling("digital-tilsyn")  # type: ignore[index]
    assert ruling is not None
    assert ruling.amounts == {"drift": {2028: 40_000, 2029: 40_000}}


def yaml_costs(place: Place, path: str) -> str:
    """Return the costs of a file as they are written."""
    rest = (place.small / path).read_text("utf-8").partition("costs:\n")[2]
    lines = rest.split("\n")
    end = next(number for number, line in enumerate(lines) if line[:1] not in {" ", "-"})
    return "costs:\n" + "\n".join(lines[:end]) + "\n"


def test_what_a_round_decides_is_as_new_after_the_decision_as_before(place: Place) -> None:
    def steps() -> set[tuple[str, str]]:
        told = json.loads(place("prioritize", "--format", "json").out)
        return {(row["title"], row["step"]) for one in told["bridges"] for row in one["changes"]}

    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    before = steps()
    assert ("Felles vaktliste", "new") in before
    assert place("decide", *BY).code == 0
    assert steps() == before
    assert place("carry-over", "--price-growth", "0").code == 0
    assert {step for _, step in steps()} == {"earlier"}


def test_a_decided_frame_of_any_year_is_that_of_the_bridge(place: Place) -> None:
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    assert place("decide", *BY, "--amend", "helse 2028 -70 000: Less").code == 0
    assert place("carry-over", "--price-growth", "3").code == 0
    assert place("decide", *BY).code == 0
    content = read(place.small).portfolio()
    for id_, round_ in content.rounds.items():
        told = place.json("prioritize", "-r", id_)
        for place_, year in enumerate(round_.years):
            found = decided_frames(content, round_, content.decisions[id_], year)  # type: ignore[index]
            assert found == {
                one["service_area"]: one["new_frame"][place_] for one in told["bridges"]
            }


def test_areas_without_an_opening_budget_are_named_with_what_changes_in_them(place: Place) -> None:
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    place.change(
        "rounds/plan-2027-2028.yaml", "  - {service_area: teknisk, opening: 5 000 000}\n", ""
    )
    said = place("prioritize", "--all", "--lang", "en").out
    below = said.partition("No opening budget is given: changes from the year before")[2]
    assert below.split("\n")[1].split()[-2:] == ["450", "0"]
    assert "In no bridge, since the round gives no opening budget for them: Teknisk" in said


def test_a_project_that_changes_service_area_leaves_the_budget_that_held_it(place: Place) -> None:
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    next_round(place)
    place.change("projects/lette-skjema.yaml", "service_area: teknisk", "service_area: helse")
    health, technical = printed(place)
    assert technical["Skjema alle forstår"] == [-150, 0]
    assert health["Skjema alle forstår"] == [50, -50]


def test_a_line_in_another_area_s_budget_is_decided_and_carried_over_there(place: Place) -> None:
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    line = "frame: drift, amounts: {2027: 150 000, 2028: 50 000}"
    place.change(
        "projects/lette-skjema.yaml", line, line.replace("drift,", "drift, service_area: helse,")
    )
    # The 150 for forms, and the 100 less the year after, are in the budget of health.
    assert frames(place) == [[[10_000, 10_680], [10_680, 10_230]], [[5_000, 5_300], [5_300, 5_400]]]
    next_round(place, "--reduce", "lette-skjema 80 %: Less")  # 120 and 40
    decided = (place.small / "decisions" / "plan-2027-2028.yaml").read_text("utf-8")
    assert "elsewhere: {helse: {amounts: {drift: {2027: 120 000, 2028: 40 000}}}}" in decided
    health, technical = printed(place)
    assert (health["Opening budget"][0], technical["Opening budget"][0]) == (10_650, 5_300)
    assert health["Skjema alle forstår"] == [-80, -40]
    assert "Skjema alle forstår" not in technical


def test_another_opening_than_the_decided_frame_is_told_with_the_difference(place: Place) -> None:
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    next_round(place)
    assert "B011" not in place("validate").out
    place.change("rounds/plan-2028-2029.yaml", "5 450 000", "5 400 000")
    said = place("validate", "--lang", "en").out
    assert "B011" in said
    assert "50,000" in said


def test_a_round_after_one_that_is_not_there_is_an_error(place: Place) -> None:
    place.change("rounds/plan-2027-2028.yaml", "frames:", "follows: plan-2026-2027\nframes:")
    called = place("validate")
    assert called.code == 1
    assert "R007" in called.out


def test_a_bodys_own_change_of_a_budget_is_in_the_next_opening_and_ends_with_its_years(
    place: Place,
) -> None:
    """The council gives health 200 in 2027 alone: its frame is 10 730, and 200 less the year after.

    Without the gift the bridge of health is 10 000, 10 530, and then 10 180 (see above).
    """
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    assert place("decide", *BY, "--amend", "helse 2027 +200 000: A night more").code == 0
    shown = place("prioritize", "--changes", "--format", "markdown", "--lang", "en").out
    row = next(line for line in shown.splitlines() if line.startswith("| Council: A night more"))
    assert row == "| Council: A night more | new | 200 | −200 |"
    assert place("carry-over", "--price-growth", "0").code == 0
    health = printed(place)[0]
    assert health["Opening budget"][0] == 10_730
    assert health["Council: A night more"] == [-200, 0]


def test_a_bodys_own_change_is_in_the_prices_of_the_next_round(place: Place) -> None:
    """The 200 that health loses after 2027 are 206 in the prices of 2028, as in its opening."""
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    assert place("decide", *BY, "--amend", "helse 2027 +200 000: A night more").code == 0
    assert place("carry-over", "--price-growth", "3").code == 0
    health = printed(place)[0]
    assert health["Opening budget"][0] == 10_730
    assert health["Council: A night more"] == [-206, 0]


def test_a_bodys_own_change_of_a_coming_year_is_in_every_table_of_the_rounds_after(
    place: Place,
) -> None:
    """Health gets 70 less in 2028 alone, 77 in the prices of 2028, and has them back in 2029."""
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    assert place("decide", *BY, "--amend", "helse 2028 -70 000: Less").code == 0
    assert place("carry-over", "--price-growth", "10").code == 0
    shown = place("prioritize", "--format", "markdown", "--lang", "en").out
    row = next(line for line in shown.splitlines() if line.startswith("| Council: Less"))
    assert row == "| Council: Less | decided earlier | −77 | 0 | −77 | 0 |"
    assert net(place) == 495 - 77  # 440 + 220 − 275 + 55 + 55, less the council's
    assert place("export", "--for", "budget", "-o", "b.csv", "--lang", "en").code == 0
    (line,) = [
        one.split(";")
        for one in (place.folder / "b.csv").read_text("utf-8-sig").splitlines()
        if one.startswith("Council: Less")
    ]
    assert "The body's own change" in line
    assert line[line.index("-77000") + 1] == "0"

    second = frames(place)
    assert place("decide", *BY).code == 0
    assert frames(place) == second
    assert place("carry-over", "--price-growth", "0").code == 0
    third = printed(place)
    assert third[0]["Council: Less"] == [77, 0]
    assert [rows["New frame"][0] for rows in third] == [new[1] for _, new in second]


def net(place: Place) -> int:
    """Return what operating is charged with net in 2028, in 1000 kr, as the first lines have it."""
    content = read(place.small).portfolio()
    round_ = content.latest_round
    assert round_ is not None
    plan = make_plan(content, score(content, round_), round_.selection, Effort(contrasts=False))
    return net_operating(plan, content)[2028] // 1000


def pot(place: Place, rest: str) -> None:
    text = (place.small / "strategy.yaml").read_text("utf-8")
    place.write(
        "strategy.yaml",
        text + "fund: {title: Pot, rule: Small trials, service_area: helse, " + rest + "}\n",
    )
    assert place("fmt", "small").code == 0


@pytest.mark.parametrize("where", ["", "frame: drift, "])
@pytest.mark.parametrize("growth", ["0", "3"])
def test_the_pot_is_in_one_budget_once_and_follows_to_the_krone(
    place: Place, where: str, growth: str
) -> None:
    """Part of a frame or apart, a pot that grows, shrinks and ends: three rounds in a row."""
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    amounts = "2026: 50 001, 2027: 60 003, 2028: 55 007, 2029: 70 011"
    pot(place, f"{where}amounts: {{{amounts}}}")
    for _ in range(3):
        before = kroner(place)
        assert place("decide", *BY).code == 0
        decided = kroner(place)
        assert decided == before
        assert place("carry-over", "--price-growth", growth).code == 0
        opened = kroner(place)
        assert {id_: one[0][0] for id_, one in opened.items()} == {
            id_: one[1][0] for id_, one in decided.items()
        }


def test_a_pot_is_a_row_of_the_bridge_that_tells_its_changes(place: Place) -> None:
    """Of 50 the budget holds already, 60 are 10 more; without the year before all of it is new."""
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    pot(place, "amounts: {2026: 50 000, 2027: 60 000, 2028: 60 000}")
    health, technical = printed(place)
    assert health["Pot"] == [10, 0]
    assert "Pot" not in technical
    assert health["New frame"] == [10_540, 10_190]  # 10 more than without it, each year
    assert list(health).index("Pot") < list(health).index("Adjusted for what is decided")
    place.change("strategy.yaml", "2026: 50 000, ", "")
    health = printed(place)[0]
    assert health["Pot"] == [60, 0]
    assert list(health).index("Pot") > list(health).index("New measures")


@pytest.mark.parametrize("when", ["before", "after", "standing still"])
def test_what_was_bound_and_is_rejected_is_in_one_year_s_prices_when_it_competes(
    place: Place, when: str
) -> None:
    """The year that was over when the second round was opened had kept the kroner of 2027.

    All of it is in the prices of 2029 in the end: 150 000 · 1.03 · 1.04 = 160 680 kr, and 50 000
    kr, which rose each time, 51 500 · 1.04 = 53 560.
    """
    path = "projects/felles-vaktliste.yaml"
    assert place("decide", *BY).code == 0
    assert place("carry-over", "--price-growth", "3").code == 0
    assert "amounts: {2027: 150 000, 2028: 51 500}}" in (place.small / path).read_text("utf-8")
    assert place("decide", *BY, "--reject", "felles-vaktliste: It did not work").code == 0
    move = ("move", "felles-vaktliste", "--lang", "en", "--start")
    if when == "before":
        moved = place(*move, "2028")
        assert "they are raised to those of 2028" in moved.err
        assert "amounts: {2028: 154 500, 2029: 51 500}}" in (place.small / path).read_text("utf-8")
    if when == "standing still":
        assert place("carry-over", "--price-growth", "0").code == 0
    else:
        assert place("carry-over", "--price-growth", "4").code == 0
    moved = place(*move, "2029")
    assert ("they are raised" in moved.err) is (when == "standing still")
    if when == "standing still":
        assert place("decide", *BY, "--reject", "felles-vaktliste: Not now").code == 0
        assert place("carry-over", "--price-growth", "4").code == 0
        assert place(*move, "2030").code == 0
        assert "amounts: {2030: 160 680, 2031: 53 560}}" in (place.small / path).read_text("utf-8")
    else:
        assert "amounts: {2029: 160 680, 2030: 53 560}}" in (place.small / path).read_text("utf-8")


def test_what_the_pot_shall_have_is_in_the_prices_of_the_next_round(place: Place) -> None:
    """A pot of 50 that is not raised is 3 % less in the prices of the year after: 51.5 to 50."""
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    pot(place, "amounts: {2026: 50 000, 2027: 50 000, 2028: 50 000, 2029: 50 000}")
    assert place("decide", *BY).code == 0
    assert place("carry-over", "--price-growth", "3").code == 0
    told = json.loads(place("prioritize", "--format", "json").out)
    (health,) = (one for one in told["bridges"] if one["service_area"] == "helse")
    (row,) = (one for one in health["changes"] if one["title"] == "Pot")
    assert row["amounts"] == [-1_500, 0]


def test_unused_money_of_the_pot_goes_on_to_the_krone(place: Place) -> None:
    """100 000 less 30 001 are 69 999 left of 2027; with 50 000 more that is what 2028 has."""
    pot(place, "carry_over_unused: true, amounts: {2027: 100 000, 2028: 50 000, 2029: 50 000}")
    given = (
        "id: {0}\ntitle: Try {0}\nreceived: 2027-01-02\napplicant: Home care\nyear: {1}\n"
        "amount: {2}\nwhat: Fewer breaks\ndecision: {{outcome: granted, amount: {2}, "
        "by: Council, date: {1}-02-01, because: Small}}\n"
    )
    (place.small / "grants").mkdir()
    place.write("grants/a.yaml", given.format("a", 2027, 30_001))
    assert place("decide", *BY).code == 0
    assert [one["carried_over"] for one in place.json("fund")["years"]] == [0, 0, 0]
    called = place("carry-over", "--price-growth", "0", "--lang", "en")
    told = called.err.replace("\xa0", " ")
    assert "Pot: 69,999 kr of 2027 is unused so far, and may be carried over to 2028" in told
    keys = ("year", "pot", "carried_over", "granted", "left", "may_be_carried_over")
    found = [tuple(one[key] for key in keys) for one in place.json("fund")["years"]]
    assert found == [
        (2027, 100_000, 0, 30_001, 69_999, 69_999),
        (2028, 50_000, 69_999, 0, 119_999, 119_999),
        (2029, 50_000, 0, 0, 50_000, 50_000),
    ]
    place.write("grants/b.yaml", given.format("b", 2028, 119_999))
    assert "M501" not in place("validate").out
    # One krone more of the year before, and the year after has granted one too much.
    place.write("grants/a.yaml", given.format("a", 2027, 30_002))
    assert "grants/b.yaml" in place("validate").out
    assert "M501" in place("validate").out
    place.change("strategy.yaml", "carry_over_unused: true", "carry_over_unused: false")
    assert [one["left"] for one in place.json("fund")["years"]] == [69_998, -69_999, 50_000]
