"""`export --for budget`: rows that a budget system imports, exact, with codes, and no formulas."""

from __future__ import annotations

import csv
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from calling import Called, Place

FOR: Final = ("export", "--for", "budget")
COLUMNS: Final = [
    *("Title", "Priority", "Description", "Main goal", "Goal"),
    *("Ansvar", "Funksjon", "Art", "Prosjekt", "Justeringskode"),
    *("Type of measure", "2027", "2028"),
    *("Budget", "Service area", "Line", "Kind of line", "Case", "Id"),
]
LISTS: Final = """\
year: 2027
lists:
  ansvar: {title: Ansvar, length: 4, required: true}
  funksjon: {title: Funksjon, length: 3, required: true, codes: {234: Aktivitet, 254: Hjemme}}
  art: {title: Art, length: 3}
"""


def exported(place: Place, *arguments: str) -> tuple[list[dict[str, str]], Called]:
    called = place(*FOR, "-o", "b.csv", "--lang", "en", *arguments)
    text = (place.folder / "b.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    return rows, called


def lines(rows: list[dict[str, str]], id_: str) -> list[tuple[str, ...]]:
    keys = ("Line", "Kind of line", "2027", "2028", "Budget")
    return [tuple(row[key] for key in keys) for row in rows if row["Id"] == id_]


def test_the_columns_are_those_that_budget_systems_import(place: Place) -> None:
    rows, called = exported(place)
    assert called.code == 0
    assert list(rows[0]) == COLUMNS
    assert "Amounts are in kroner; cost +, saving, grant and income −" in called.err


def test_each_line_of_money_is_a_row_and_capacity_is_none(place: Place) -> None:
    """The files by hand: a saving is negative, and project leaders are not kroner."""
    rows, _ = exported(place)
    assert lines(rows, "digital-tilsyn") == [
        ("Lisenser", "Cost", "200000", "200000", "Operating"),
        ("Færre runder", "Committed saving", "0", "-250000", "Operating"),
    ]
    assert lines(rows, "felles-vaktliste") == [
        ("Verktøy og opplæring", "Cost", "150000", "50000", "Operating")
    ]
    row = next(row for row in rows if row["Id"] == "digital-tilsyn")
    assert row["Type of measure"] == "Decided measure"
    assert row["Description"] == "Sensorer sier fra i stedet for at noen går inn og vekker."


def test_the_rows_add_up_to_what_the_plan_uses(place: Place) -> None:
    rows, _ = exported(place)
    plan: Any = place.json("prioritize")
    used = {(one["id"], one["year"]): one["used"] for one in plan["frames"]}
    sums: Counter[tuple[str, int]] = Counter()
    for row in rows:
        frame = {"Operating": "drift", "Investment": "investering"}[row["Budget"]]
        for year in (2027, 2028):
            sums[frame, year] += int(row[str(year)])
    assert dict(sums) == {key: used[key] for key in sums}


def test_a_cost_without_a_title_is_called_after_its_frame_and_lasts_as_long_as_it_says(
    place: Place,
) -> None:
    place.change(
        "projects/felles-vaktliste.yaml",
        "title: Verktøy og opplæring, frame: drift, amounts: {2027: 150 000, 2028: 50 000}",
        "frame: drift, amounts: {2027: 150 000}, lasts: 5 years",
    )
    rows, _ = exported(place)
    assert lines(rows, "felles-vaktliste")[0] == ("Drift", "Cost", "150000", "150000", "Operating")


def test_what_the_plan_delays_stands_in_the_planned_years(place: Place) -> None:
    place(
        "decide",
        "--body",
        "Council",
        "--date",
        "2026-12-17",
        "--postpone",
        "felles-vaktliste 2028: Later",
    )
    rows, called = exported(place)
    assert lines(rows, "felles-vaktliste") == [
        ("Verktøy og opplæring", "Cost", "0", "150000", "Operating")
    ]
    assert "other amounts than were decided" not in called.err


def test_a_file_that_was_changed_after_the_decision_is_asked_about(place: Place) -> None:
    place("decide", "--body", "Council", "--date", "2026-12-17")
    place.change("projects/felles-vaktliste.yaml", "2027: 150 000", "2027: 190 000")
    _, called = exported(place)
    assert "Felles vaktliste: Its file has other amounts than were decided" in called.err


def test_a_thousand_is_a_thousand_and_rounding_is_said(place: Place) -> None:
    place.change("projects/felles-vaktliste.yaml", "2027: 150 000", "2027: 150 499")
    rows, called = exported(place, "--thousands")
    assert lines(rows, "felles-vaktliste")[0][2:4] == ("150", "50")
    assert "Amounts are in 1000 kr" in called.err
    sheets = workbook(place, "--thousands")
    asked = [row for row in sheets["What the importer would ask"] if row[2] == "Rounded to 1000 kr"]
    assert [row[:2] for row in asked] == [("Felles vaktliste", "Verktøy og opplæring")]


def test_codes_of_a_line_go_before_those_of_its_project(place: Place) -> None:
    (place.small / "codes").mkdir()
    place.write("codes/2027.yaml", LISTS)
    place.change(
        "projects/digital-tilsyn.yaml",
        "costs:\n  - {title: Lisenser, frame: drift,",
        "codes: {ansvar: 0420, funksjon: 254}\n"
        "costs:\n  - {title: Lisenser, frame: drift, codes: {funksjon: 234, art: 195},",
    )
    rows, called = exported(place)
    own = [row for row in rows if row["Id"] == "digital-tilsyn"]
    assert [(one["Ansvar"], one["Funksjon"], one["Art"]) for one in own] == [
        ("0420", "234", "195"),
        ("0420", "254", ""),
    ]
    assert "Digitalt tilsyn" not in called.err  # art is not required by the lists of the year
    assert "Without a code: ansvar, funksjon" in called.err


def workbook(place: Place, *arguments: str) -> dict[str, list[tuple[Any, ...]]]:
    assert place(*FOR, "-o", "b.xlsx", "--lang", "en", *arguments).code == 0
    book = load_workbook(BytesIO((place.folder / "b.xlsx").read_bytes()))
    return {sheet.title: list(sheet.values) for sheet in book}


def test_a_workbook_has_the_rows_the_questions_and_how_to_read_it(place: Place) -> None:
    sheets = workbook(place)
    assert list(sheets) == ["Measures", "What the importer would ask", "How to read it"]
    assert list(sheets["Measures"][0]) == COLUMNS
    tilsyn = next(row for row in sheets["Measures"] if row[-1] == "digital-tilsyn")
    assert tilsyn[11:13] == (200_000, 200_000)
    assert ("Unit", "kroner") in sheets["How to read it"]
    first = (place.folder / "b.xlsx").read_bytes()
    workbook(place)
    assert (place.folder / "b.xlsx").read_bytes() == first


def test_what_people_read_in_the_workbook_is_headed_in_their_language(place: Place) -> None:
    assert place(*FOR, "-o", "b.xlsx", "--lang", "nb").code == 0
    _, questions, about = load_workbook(place.folder / "b.xlsx")
    heads = [[cell.value for cell in sheet[1]] for sheet in (questions, about)]
    assert heads == [["Prosjekt", "Linje", "Spørsmål"], ["Hva", "Svar"]]


@pytest.mark.parametrize("bad", ["=1+1", "+1", "@SUM(A1)", "-2"])
def test_nothing_that_a_proposal_says_is_a_formula(place: Place, bad: str) -> None:
    place.change(
        "projects/digital-tilsyn.yaml", "title: Digitalt tilsyn om natten", f"title: '{bad}'"
    )
    rows, _ = exported(place)
    title = next(row["Title"] for row in rows if row["Id"] == "digital-tilsyn")
    assert title == f"'{bad}"
    workbook(place)
    book = load_workbook(place.folder / "b.xlsx")
    cells = [cell for row in book["Measures"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "-o", "a.csv", "--thousands"),
        ("export", "-o", "a.csv", "-r", "plan-2027-2028"),
        (*FOR, "-o", "a.pdf"),
        (*FOR,),
        ("export", "--for", "dinner", "-o", "a.csv"),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(place: Place, arguments: tuple[str, ...]) -> None:
    called = place(*arguments)
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert not (place.folder / "a.csv").exists()


def capital(place: Place, more: str = "") -> None:
    stated = f"capital: {{interest: 4 %, method: serial, lifetime: 5{more}}}\nbalance:"
    place.change("rounds/plan-2027-2028.yaml", "balance:", stated)


def test_what_an_investment_costs_in_operating_is_rows_without_the_codes_of_what_was_bought(
    place: Place,
) -> None:
    """A quay of 600 000 and hoses of 300 000 in 2027: 2028 pays 4 % of each, and a fifth."""
    capital(place)
    rows, called = exported(place)
    found = [row for row in rows if row["Kind of line"] in {"Interest", "Instalment"}]
    assert {row["Budget"] for row in found} == {"Operating"}
    assert {row["Art"] for row in found} == {""}
    assert sorted((row["Kind of line"], row["2027"], row["2028"]) for row in found) == [
        ("Instalment", "0", "120000"),
        ("Instalment", "0", "60000"),
        ("Interest", "0", "12000"),
        ("Interest", "0", "24000"),
    ]
    assert "other amounts than were decided" not in called.err


def test_the_pot_is_one_row(place: Place) -> None:
    text = (place.small / "strategy.yaml").read_text("utf-8")
    fund = (
        "{title: Pot, rule: Small trials, service_area: helse, amounts: {2027: 9 000, 2028: 500}}"
    )
    place.write("strategy.yaml", text + f"fund: {fund}\n")
    rows, called = exported(place)
    keys = ("Title", "Type of measure", "2027", "2028", "Budget", "Kind of line", "Id")
    (row,) = (tuple(one[key] for key in keys) for one in rows if one["Title"] == "Pot")
    assert row == ("Pot", "Yearly pot", "9000", "500", "Operating", "Cost", "")
    assert called.code == 0
