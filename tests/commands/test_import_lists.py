"""Whole lists go through the command without a wrong krone."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import lists
import pytest
import yaml

if TYPE_CHECKING:
    from calling import Place
    from lists import MadeList

PROJECT = ("--kind", "project", "--frame", "drift", "--round", "four")
ROUND = """\
id: four
title: Fire år
years: [2027, 2028, 2029, 2030]
frames:
  - id: drift
    title: Drift
    kind: operating
    amounts: {2027: 90 000 000, 2028: 90 000 000, 2029: 90 000 000, 2030: 90 000 000}
"""


@pytest.fixture(autouse=True)
def four_years(place: Place) -> None:
    """Have a round of four years, with room for all."""
    place.write("rounds/four.yaml", ROUND)


def kroner(place: Place, ids: list[str]) -> list[tuple[str, dict[int, int]]]:
    """Return title and kroner by year of projects, as their files say; what comes in is less."""
    found = []
    for id_ in ids:
        text = (place.small / "projects" / f"{id_}.yaml").read_text("utf-8")
        project: Any = yaml.safe_load(text)
        sums: dict[int, int] = defaultdict(int)
        for key, sign in (("costs", 1), ("benefits", -1), ("funding", -1)):
            for line in project.get(key) or ():
                for year, amount in line["amounts"].items():
                    sums[year] += sign * int(str(amount).replace(" ", ""))
        found.append((project["title"], {year: one for year, one in sums.items() if one}))
    return found


@pytest.mark.parametrize(
    ("made", "options"),
    [
        (lists.measures(), ()),
        (lists.net_budget(), ()),
        (lists.participatory(), ("--column", "title=Forslag", "--column", "2027=Kostnad (kr)")),
    ],
    ids=["measures", "net", "participatory"],
)
def test_a_list_goes_through_without_a_wrong_krone(
    place: Place, made: MadeList, options: tuple[str, ...]
) -> None:
    path = place.folder / "list.xlsx"
    path.write_bytes(made.workbook())
    call = ("import", str(path), *PROJECT, *options)
    trial = json.loads(place(*call, "--format", "json").out)
    filled = sum(one not in {None, ""} for line in made.rows for one in line)
    assert trial["cells"]["filled"] == filled
    assert trial["cells"]["taken"] + trial["cells"]["named"] == filled
    assert len(trial["items"]) == len(made.kroner)
    assert trial["skipped"] == len(made.refused)
    refused = {
        int("".join(filter(str.isdigit, one["cell"]))) for one in trial["problems"] if one["cells"]
    }
    above = next(row for row, line in enumerate(made.rows) if len(line) > 3)
    assert refused - set(range(1, above + 1)) == made.refused
    written = place(*call, "--write")
    assert written.code == 1, written.err
    assert f"{filled} cells" in place(*call, "--write", "--lang", "en").err.replace(",", "")
    assert kroner(place, [one["id"] for one in trial["items"]]) == [
        (title, amounts) for (title, _), amounts in made.kroner.items()
    ]


def test_a_list_that_has_grown_makes_no_copies(place: Place) -> None:
    small, large = lists.participatory(), lists.participatory()
    large.rows += [["Forslag 99: ny", "Ny", "5 000 kr", 1, ""]]
    columns = ("--column", "title=Forslag", "--column", "2027=Kostnad (kr)")
    path = place.folder / "list.xlsx"
    path.write_bytes(small.workbook())
    place("import", str(path), *PROJECT, *columns, "--write")
    before = {one.name for one in (place.small / "projects").iterdir()}
    path.write_bytes(large.workbook())
    trial = json.loads(place("import", str(path), *PROJECT, *columns, "--format", "json").out)
    assert [one["title"] for one in trial["items"]] == ["Forslag 99: ny"]
    assert len(trial["known"]) == len(small.kroner)
    place("import", str(path), *PROJECT, *columns, "--write")
    assert {one.name for one in (place.small / "projects").iterdir()} - before == {
        "forslag-99-ny.yaml"
    }


def sheet(place: Place, head: str) -> str:
    text = f"{head};;;\nTittel;Beskrivelse;2027;2028\nNy robot;Noe;450;300\nNy båt;Noe;50,5;\n"
    (place.folder / "list.csv").write_text(text, "utf-8")
    return "list.csv"


@pytest.mark.parametrize(
    ("head", "unit", "costs"),
    [
        ("Alle tall i 1000 kr", "1000 kr", "800,500"),
        ("(i 1000 kr)", "1000 kr", "800,500"),
        ("tusen kroner", "1000 kr", "800,500"),
        ("Beløp i hele 1000", "1000 kr", "800,500"),
        ("Alle beløp er oppgitt i tusen kroner", "1000 kr", "800,500"),
        ("Budsjettforslag 2027-2030 (tall i 1000 kr)", "1000 kr", "800,500"),
        ("Alle tall i 1000 kr, faste 2027-priser", "1000 kr", "800,500"),
        ("Tall i mill. kr", "mill. kr", "800,500,000"),
    ],
)
def test_a_text_above_the_table_gives_the_unit_and_the_trial_says_the_kroner(
    place: Place, head: str, unit: str, costs: str
) -> None:
    """450 + 300 + 50.5 are 800.5, in the unit of the text."""
    called = place("import", sheet(place, head), *PROJECT, "--dry-run", "--lang", "en")
    told = " ".join(called.out.replace("\xa0", " ").split())
    assert f"Unit: {unit}, as the file says: A1: {head}" in told
    assert f"Kroner in all years: costs {costs} kr, savings and income 0 kr" in told
    called = place("import", sheet(place, head), *PROJECT, "--write")
    written = kroner(place, ["ny-robot", "ny-bat"])
    assert sum(sum(by.values()) for _, by in written) == int(costs.replace(",", ""))


@pytest.mark.parametrize(
    "head",
    [
        "Rammen er 3 mill. kr",
        "Drift i 1000 kr, investeringer i mill. kr",
        "Rammen er 3 000 kr (tall i 1000 kr)",
        "Vedtatt ramme (3 mill. kr)",
    ],
)
def test_a_text_that_may_say_anything_gives_no_unit_and_is_asked_about_once(
    place: Place, head: str
) -> None:
    asked = ("import", sheet(place, head), *PROJECT, "--dry-run", "--format", "markdown")
    called = place(*asked, "--lang", "en")
    assert called.code == 1
    told = called.out.partition("## What is wrong")[2].partition("## What would")[0]
    (row,) = (one for one in told.splitlines() if "--unit" in one)
    assert row.startswith("| C3, D3, C4 | 450, 300, 50,5 |")
    assert "Kroner in all years" not in called.out
    given = place(*asked, "--unit", "1000", "--lang", "en").out
    assert "Unit: 1000 kr.\n" in given


def test_without_a_unit_it_is_said_that_amounts_are_kroner(place: Place) -> None:
    name = sheet(place, "Liste")
    text = (place.folder / name).read_text("utf-8")
    (place.folder / name).write_text(text.replace("450", "450000").replace("50,5", "7"), "utf-8")
    called = place("import", name, *PROJECT, "--dry-run", "--format", "markdown", "--lang", "en")
    assert "Unit: kr, since nothing says another.\n" in called.out
    assert "costs 450,307 kr, savings" in called.out.replace("\xa0", " ")
