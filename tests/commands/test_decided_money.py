"""Three rounds of a tiny made-up municipality: what was decided stays, to the krone.

Ringvik is begun with `init` and `new`, decides, goes to the next round's prices, and changes its
files. Every number here is added up by hand in the comments, by the rules of `docs/okonomi.md`.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from calling import Called, Place

FIRST: Final = "plan-2027-2028"
SECOND: Final = "plan-2028-2029"
# Night watch is given half of what it costs; its grant and its saving stay.
NIGHT: Final = """\
summary: Somebody is awake.
costs:
  - {title: Licences, frame: drift, lasts: true,
     amounts: {2027: 200 000, 2028: 300 000, 2029: 300 000}}
funding: [{title: The county, status: granted, frame: drift, amounts: {2027: 50 000}}]
benefits:
  - {title: Fewer rounds, kind: budget, committed: true, frame: drift, responsible: Head of health,
     amounts: {2028: 80 001, 2029: 80 001}}
  - {title: Fewer falls, kind: avoided_cost, amounts: {2028: 33 333}}
"""
# A pier of 500 000 and 1 000 001: a tenth is paid by operating, 50 000 and 100 000, and the rest is
# borrowed for five years at 4 %.
PIER: Final = """\
summary: Boats may land.
costs:
  - {title: Pier, frame: investering, amounts: {2027: 500 000, 2028: 1 000 001}}
  - {title: Light, frame: drift, amounts: {2028: 40 000, 2029: 40 000}, lasts: true}
"""
ROUND: Final = """\
budgets:
  - {service_area: helse, opening: 10 000 000, deflator: 300 000}
  - {service_area: teknisk, opening: 4 000 000}
capital: {interest: 4 %, method: serial, lifetime: 5, own_means: 10 %}
committed_savings_refill:"""
BY: Final = ("decide", "--body", "Council", "--date", "2026-12-17")
SHOWN: Final = (
    ("prioritize", "--format", "json"),
    ("prioritize", "--format", "csv"),
    ("prioritize", "--changes", "--format", "csv"),
    ("list", "--format", "csv"),
    ("goals", "--format", "csv"),
    ("why", "pier", "--format", "markdown"),
    ("uncertainty", "--format", "csv"),
)


@pytest.fixture
def ringvik(place: Place) -> Place:
    """Return the municipality with two projects, both in the plan of its first round."""
    shutil.rmtree(place.small)
    place.small = place.folder / "portfolios" / "ringvik"
    called = place(
        *("init", "portfolios/ringvik", "--organisation", "Ringvik", "--title", "Strategy"),
        *("--focus-area", "Everyday", "--service-area", "Helse", "--service-area", "Teknisk"),
        *("--years", "2027-2028", "--plan", "Plan 2027–2028", "--lang", "en"),
        *("--frame", "Drift: 1 000 000", "--frame", "Investering: 2 000 000 investment"),
    )
    assert called.code == 0, called.err
    project(place, "Night", "helse", NIGHT, reach=900)
    project(place, "Pier", "teknisk", PIER, reach=90)
    place.change(f"rounds/{FIRST}.yaml", "committed_savings_refill:", ROUND)
    return place


def project(place: Place, title: str, area: str, rest: str, reach: int) -> None:
    called = place(
        *("new", "project", "--title", title, "--need", "It is dark"),
        *("--focus-area", "everyday", "--service-area", area),
    )
    assert called.code == 0, called.err
    path = place.small / "projects" / f"{title.lower()}.yaml"
    told = [one for one in path.read_text("utf-8").splitlines() if not one.startswith("#")]
    scores = (
        "goals: [{goal: everyday-1, contribution: 2}]\n"
        f"scores: {{need: 4, reach: {{people: {reach}, change: clearly}}, feasibility: 5}}\n"
    )
    path.write_text("\n".join([*told, scores + rest]), "utf-8")
    assert place("fmt").code == 0


def commit(place: Place) -> None:
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        names = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *names, *command], cwd=place.folder, check=True, capture_output=True)


def decide_the_first(place: Place) -> None:
    """Half of the night watch, and the council's own: 120 000 to health, 25 000 from technical."""
    called = place(
        *(*BY, "--reduce", "night 50 %: Half of it"),
        *("--amend", "helse 2027 +120 000: A night more"),
        *("--amend", "teknisk 2028 -25 000: Less paint"),
    )
    assert called.code == 0, called.err


def carry_over(place: Place, growth: str) -> None:
    called = place("carry-over", "--price-growth", growth)
    assert called.code == 0, called.err


def bridge(place: Place, round_: str) -> dict[str, tuple[list[int], list[int]]]:
    """Return openings and new frames of each area, in kroner."""
    told = place.json("prioritize", "-r", round_)
    return {one["service_area"]: (one["opening"], one["new_frame"]) for one in told["bridges"]}


def exported(place: Place, round_: str) -> list[dict[str, str]]:
    called = place(
        *("export", "--for", "budget", "-r", round_, "-o", "b.csv", "--lang", "en"),
    )
    assert called.code == 0, called.err
    text = (place.folder / "b.csv").read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def levels(rows: list[dict[str, str]], years: tuple[int, int]) -> dict[tuple[str, str], list[int]]:
    """Return the sum of the rows of each budget and service area, by year."""
    sums: dict[tuple[str, str], Counter[int]] = {}
    for row in rows:
        found = sums.setdefault((row["Budget"], row["Service area"]), Counter())
        found.update({year: int(row[str(year)]) for year in years})
    return {key: [one[year] for year in years] for key, one in sums.items()}


def lines(rows: list[dict[str, str]], id_: str, years: tuple[int, int]) -> list[tuple[Any, ...]]:
    return [
        (row["Line"], *(int(row[str(year)]) for year in years)) for row in rows if row["Id"] == id_
    ]


FIRST_BRIDGE: Final = {
    # 2027: 10 000 + 300 + (100 − 50) + 120. 2028: 150 − 80.001 is 19.999 more; 120 less.
    "helse": ([10_000_000, 10_470_000], [10_470_000, 10_369_999]),
    # 2027: 4 000 + 50 of the pier. 2028: 40 of light, 50 more of the pier, 4 % and a fifth of the
    # loan of 450 (18 and 90), and 25 less.
    "teknisk": ([4_000_000, 4_050_000], [4_050_000, 4_223_000]),
}
SECOND_BRIDGE: Final = {
    # Deflator 3 % of 10 470: 314.1. 2028: 154.5 − 82.401 is 72.099, from 50 × 1.03; the gift of
    # 120 × 1.03 ends. 2029 is as 2028, and 10 that the council gives.
    "helse": ([10_470_000, 10_681_099], [10_681_099, 10_691_099]),
    # Deflator 121.5. 2028: light 41.2; 103 of the pier from 51.5; 18 and 90; 25.75 less.
    # 2029: 14.4 and 90 on the first loan, 37.08 and 185.4 on that of 927.001; no pier; no less.
    "teknisk": ([4_050_000, 4_346_450], [4_346_450, 4_488_080]),
}
NIGHT_LINES: Final = [
    ("Licences", 100_000, 150_000),
    ("The county", -50_000, 0),
    ("Fewer rounds", 0, -80_001),
]
PIER_LINES: Final = [
    ("Pier", 500_000, 1_000_001),
    ("Light", 0, 40_000),
    ("Interest", 0, 18_000),
    ("Instalment", 0, 90_000),
    ("Transfer to investments", 50_000, 100_000),
]


def same(now: list[str], then: list[str]) -> None:
    """Hold each output against the one before, line by line."""
    for one, other in zip(now, then, strict=True):
        assert one.splitlines() == other.splitlines()


def everything(place: Place, round_: str) -> list[str]:
    """Return all that commands print of a round, without the commit and findings of files."""
    return [place(*one, "-r", round_, "--lang", "en").out for one in SHOWN]


def paper(place: Place, round_: str) -> str:
    called = place(
        *("report", "-r", round_, "-o", "p.md", "--lang", "en"),
        *("--section", "decision", "--section", "list", "--section", "tables"),
        *("--section", "benefits", "--date", "2027-01-05"),
    )
    assert called.code == 0, called.err
    return (place.folder / "p.md").read_text("utf-8").partition("- **Digest of the files")[0]


def test_a_body_s_own_changes_are_rows_of_the_export(ringvik: Place) -> None:
    """All rows of operating come to what the bridge adds to each budget, by year as levels."""
    decide_the_first(ringvik)
    rows = exported(ringvik, FIRST)
    keys = ("Title", "Type of measure", "Service area", "2027", "2028", "Priority", "Budget", "Id")
    own = [tuple(row[key] for key in keys) for row in rows if row["Title"].startswith("Council")]
    kind = "The body's own change"
    assert own == [
        ("Council: A night more", kind, "Helse", "120000", "0", "", "Operating", ""),
        ("Council: Less paint", kind, "Teknisk", "0", "-25000", "", "Operating", ""),
    ]
    assert levels(rows, (2027, 2028)) == {
        ("Operating", "Helse"): [170_000, 69_999],  # 100 − 50 + 120, and 150 − 80.001
        ("Operating", "Teknisk"): [50_000, 223_000],  # 50, and 40 + 100 + 18 + 90 − 25
        ("Investment", "Teknisk"): [500_000, 1_000_001],
    }
    called = ringvik(
        *("export", "--for", "budget", "-r", FIRST, "-o", "b.xlsx", "--lang", "en", "--thousands"),
    )
    assert called.code == 0
    book = load_workbook(ringvik.folder / "b.xlsx")
    asked = list(book["What the importer would ask"].values)
    assert ("Council: A night more", None, "Without a code: ansvar, funksjon, art") in asked


def test_the_priority_is_the_place_in_the_list_and_what_is_decided_now_is_new(
    ringvik: Place,
) -> None:
    """An alarm reaches fewer than the pier, which reaches fewer than the night watch."""
    project(ringvik, "Alarm", "helse", "costs: {drift: {2027: 10 000}}\n", reach=9)

    def order(round_: str) -> list[tuple[str, str, str]]:
        rows = exported(ringvik, round_)
        keys = ("Priority", "Id", "Type of measure")
        found = (tuple(row[key] for key in keys) for row in rows if row["Id"])
        return list(dict.fromkeys(found))  # type: ignore[arg-type]

    new = [(str(n), id_, "New measure") for n, id_ in enumerate(("night", "pier", "alarm"), 1)]
    assert order(FIRST) == new
    assert ringvik(*BY).code == 0
    assert order(FIRST) == new
    carry_over(ringvik, "3")
    kinds = {kind for _, _, kind in order(SECOND)}
    assert kinds == {"Decided measure"}
    assert order(FIRST) == new


def test_the_first_page_tells_transfers_and_the_body_s_own_changes_apart(ringvik: Place) -> None:
    """In 1000 kr: gross is 100, and 150 + 40; the council's 120, then 25 less; loans 18 + 90."""
    decide_the_first(ringvik)
    page = paper(ringvik, FIRST).partition("Cost each year in 1000 kr")[2]
    rows = [row for row in page.splitlines()[:14] if row.startswith("| ")][2:]
    assert rows[:7] == [
        "| Operating, gross | 100 | 190 | 290 |",
        "| The body's own changes | 120 | −25 | 95 |",
        "| Interest and instalments | 0 | 108 | 108 |",
        "| Transferred to investments | 50 | 100 | 150 |",
        "| Operating, net | 220 | 293 | 513 |",  # 50 of grant and 80 of saving less
        "| Investment, gross | 500 | 1,000 | 1,500 |",
        "| Investment, net | 500 | 1,000 | 1,500 |",
    ]


def test_what_lasts_holds_the_loans_that_go_on_after_the_plan(ringvik: Place) -> None:
    """In 2029: 14.4 and 90 on the loan of 450, and 36 and 180 on that of 900.001; light is 40.

    The night watch lasts with 150 less 80.001; what the council itself gave ends.
    """
    decide_the_first(ringvik)
    text = ringvik("prioritize", "--lang", "en", "--format", "markdown").out
    rows = {
        row.split(" | ")[0].strip("| *"): row.rstrip(" |").split(" | ")[-1].strip("*")
        for row in text.partition("| Measure |")[2].partition("## ")[0].splitlines()
    }
    found = {key: one for key, one in rows.items() if "Council" in key or key[:1] in {"–", "+"}}
    assert found == {
        "– grants": "0",
        "– committed savings": "−80",
        "+ interest": "50",
        "+ instalments": "270",
        "+ paid for investments": "0",
        "Council: A night more": "0",
        "Council: Less paint": "0",
    }
    assert (rows["Sum Helse"], rows["Sum Teknisk"]) == ("70", "360")
    assert "what they come to in 2029" in text


def test_three_rounds_show_what_each_decided_in_its_own_prices(ringvik: Place) -> None:
    decide_the_first(ringvik)
    assert bridge(ringvik, FIRST) == FIRST_BRIDGE
    rows = exported(ringvik, FIRST)
    assert lines(rows, "night", (2027, 2028)) == NIGHT_LINES
    assert lines(rows, "pier", (2027, 2028)) == PIER_LINES
    shown, papers = everything(ringvik, FIRST), paper(ringvik, FIRST)

    carry_over(ringvik, "3")
    assert bridge(ringvik, FIRST) == FIRST_BRIDGE
    assert exported(ringvik, FIRST) == rows
    same(everything(ringvik, FIRST), shown)
    assert paper(ringvik, FIRST).splitlines() == papers.splitlines()

    assert ringvik(*BY, "--amend", "helse 2029 +10 000: More").code == 0
    assert bridge(ringvik, SECOND) == SECOND_BRIDGE
    second = exported(ringvik, SECOND)
    assert lines(second, "night", (2028, 2029)) == [
        ("Licences", 154_500, 154_500),
        ("Fewer rounds", -82_401, -82_401),
    ]
    seen = everything(ringvik, SECOND)
    carry_over(ringvik, "2")
    opened = bridge(ringvik, "plan-2029-2030")
    assert {area: one[0][0] for area, one in opened.items()} == {
        "helse": 10_681_099,
        "teknisk": 4_346_450,
    }
    same(everything(ringvik, FIRST), shown)
    same(everything(ringvik, SECOND), seen)
    assert (exported(ringvik, FIRST), exported(ringvik, SECOND)) == (rows, second)
    assert paper(ringvik, FIRST).splitlines() == papers.splitlines()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2028: 150 000,", "2028: 999 000,"),  # another amount
        ("{2027: 100 000, 2028: 150 000,", "{2028: 250 000,"),  # a year that is gone
        ("{title: Licences,", "{title: Licences, service_area: teknisk,"),  # another budget
        ("status: granted, frame: drift, amounts: {2027: 50 000}", None),  # no grant
    ],
)
def test_an_edited_file_changes_nothing_of_what_was_decided(
    ringvik: Place, old: str, new: str | None
) -> None:
    decide_the_first(ringvik)
    totals = levels(exported(ringvik, FIRST), (2027, 2028))
    ringvik.change("projects/night.yaml", old, new or old.replace("granted", "applied"))
    assert bridge(ringvik, FIRST) == FIRST_BRIDGE
    called: Called = ringvik(
        "export", "--for", "budget", "-r", FIRST, "-o", "b.csv", "--lang", "en"
    )
    assert "Night: Its file has other amounts than were decided" in called.err
    assert "Pier: Its file" not in called.err
    assert levels(exported(ringvik, FIRST), (2027, 2028)) == totals
    shown = ringvik("show", "night", "-r", FIRST, "--lang", "en", "--format", "markdown").out
    assert "committed savings** | **50** | **70** | **70** | **190** |" in shown


def test_a_project_whose_file_is_gone_is_exported_with_what_was_decided(ringvik: Place) -> None:
    decide_the_first(ringvik)
    totals = levels(exported(ringvik, FIRST), (2027, 2028))
    (ringvik.small / "projects" / "night.yaml").unlink()
    assert levels(exported(ringvik, FIRST), (2027, 2028)) == totals
    assert bridge(ringvik, FIRST) == FIRST_BRIDGE


def test_what_waits_for_a_year_is_shown_in_the_prices_of_the_round_that_left_it(
    ringvik: Place,
) -> None:
    """What the first round did not fund is indexed whole: 40 000 is 41 200 in the next prices."""
    assert ringvik(*BY, "--reject", "pier: Too dear").code == 0
    asked = ("list", "-r", FIRST)
    (shown,) = (one for one in ringvik.json(*asked)["projects"] if one["id"] == "pier")
    assert shown["cost"] == {"operating": 40_000, "investment": 1_500_001}
    carry_over(ringvik, "3")
    assert "41 200" in (ringvik.small / "projects" / "pier.yaml").read_text("utf-8")
    (now,) = (one for one in ringvik.json(*asked)["projects"] if one["id"] == "pier")
    assert now == shown


@pytest.mark.parametrize(
    ("start", "decided", "year"),
    [
        ("", (), 2027),
        ("", ("--postpone", "rota 2028: Later"), 2028),
        ("start: {latest: 2028}\n", (), 2027),
        ("start: {earliest: 2028, latest: 2028}\n", (), 2028),
    ],
)
def test_what_costs_nothing_keeps_its_decided_start_in_the_rounds_to_come(
    ringvik: Place, start: str, decided: tuple[str, ...], year: int
) -> None:
    project(ringvik, "Rota", "helse", start, reach=500)
    assert ringvik(*BY, *decided).code == 0
    assert f"earliest: {year}" in (ringvik.small / "projects" / "rota.yaml").read_text("utf-8")
    for _ in range(2):
        carry_over(ringvik, "3")
        found = ringvik.json("prioritize")["funded"]
        assert {one["id"]: one["start"] for one in found}["rota"] == year
        assert ringvik(*BY).code == 0


def test_a_start_that_was_written_is_corrected_with_the_decision(ringvik: Place) -> None:
    project(ringvik, "Rota", "helse", "", reach=500)
    commit(ringvik)
    assert ringvik(*BY).code == 0
    path = ringvik.small / "projects" / "rota.yaml"
    ringvik.change("projects/rota.yaml", "title: Rota", "title: New rota")
    assert ringvik(*BY, "--replace", "--postpone", "rota 2028: Later").code == 0
    assert "start: {earliest: 2028}" in path.read_text("utf-8")
    assert ringvik(*BY, "--replace", "--reject", "rota: No").code == 0
    assert "title: New rota" in path.read_text("utf-8")


def test_planned_anew_it_is_the_files_that_count(ringvik: Place) -> None:
    decide_the_first(ringvik)
    ringvik.change("projects/night.yaml", "2028: 150 000,", "2028: 160 000,")
    plan = ringvik.json("prioritize", "-r", FIRST, "--anew")
    night = next(one for one in plan["funded"] if one["id"] == "night")
    assert night["amounts"]["drift"]["2028"] == 160_000
