"""Tables of projects go through without a wrong krone, and every filled cell is accounted for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.analysis.intake.ideas import read_ideas
from innostrat.analysis.intake.layout import TableOptions
from innostrat.analysis.intake.projects import read_projects
from innostrat.errors import CannotGoOnError
from innostrat.files.sheets.worksheet import Area, CellKind, FilledCell, Worksheet
from innostrat.files.source import read_folder
from innostrat.language import language
from innostrat.loading.load import load

if TYPE_CHECKING:
    from innostrat.analysis.intake.rows import Draft, Imported
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round

SMALL = Path(__file__).parents[2] / "portfolios" / "small"
TODAY = date(2026, 11, 28)
Cells = Sequence[Sequence[object]]


@cache
def portfolio() -> Portfolio:
    contents, _ = load(read_folder(SMALL, "small"))
    found = contents.portfolio()
    assert found is not None
    return found


def round_() -> Round:
    found = portfolio().latest_round
    assert found is not None
    return found


def sheet(rows: Cells, name: str = "", **more: Any) -> Worksheet:  # noqa: ANN401
    """Return a sheet of texts and numbers; None and blanks are not filled."""
    cells = {
        (row, column): one
        if isinstance(one, FilledCell)
        else FilledCell(
            row, column, str(one), CellKind.NUMBER if isinstance(one, int) else CellKind.TEXT
        )
        for row, line in enumerate(rows)
        for column, one in enumerate(line)
        if one is not None and (isinstance(one, FilledCell) or str(one).strip())
    }
    return Worksheet(name, cells, **more)


def projects(rows: Cells, *columns: str, **options: Any) -> Imported:  # noqa: ANN401
    """Return the projects of a table; columns are KEY=HEADING."""
    more = {key: options.pop(key) for key in ("merged", "name", "faults") if key in options}
    pairs = tuple((one.partition("=")[0], one.partition("=")[2]) for one in columns)
    given = TableOptions(pairs, **({"frame": "drift"} | options))
    found = read_projects(sheet(rows, **more), portfolio(), round_(), given)
    assert found.taken + found.named == found.filled
    return found


def money(draft: Draft) -> dict[str, dict[int, int]]:
    """Return the kroner of a draft by key and year."""
    found: dict[str, dict[int, int]] = {}
    for key in ("costs", "benefits", "funding"):
        lines: Any = draft.values.get(key)
        for line in lines or ():
            for year, amount in line["amounts"].items():
                own = found.setdefault(key, {})
                own[int(year)] = own.get(int(year), 0) + int(amount.replace(" ", ""))
    return found


def said(found: Imported) -> str:
    speak = language("en")
    texts = [f"{one.cell}: {speak(one.problem)}" for one in found.troubles]
    texts += [f"{one.heading}: {speak(one.why)}" for one in found.left_out if one.why]
    return "\n".join(texts)


HEAD = ["Tiltak", "Behov"]


def one(rows: Cells, *columns: str, **options: Any) -> dict[str, dict[int, int]]:  # noqa: ANN401
    """Return the kroner of the only project of a table."""
    found = projects(rows, *columns, **options)
    assert len(found.drafts) == 1, said(found)
    return money(found.drafts[0])


def none(rows: Cells, *columns: str, **options: Any) -> str:  # noqa: ANN401
    """Return why a table gives no project."""
    found = projects(rows, *columns, **options)
    assert not found.drafts
    return said(found)


@pytest.mark.parametrize(
    ("headings", "amounts", "expected"),
    [
        (
            ["2027", "2028", "Sum 2027-2028"],
            [100_000, 200_000, 300_000],
            {"costs": {2027: 100_000, 2028: 200_000}},
        ),
        (
            ["Utgift 2027", "Inntekt 2027"],
            [90_000, 20_000],
            {"costs": {2027: 90_000}, "benefits": {2027: 20_000}},
        ),
        (
            ["Utgift 2027", "Inntekt 2027", "Netto 2028"],
            [90_000, -20_000, -5],
            {"costs": {2027: 90_000}, "benefits": {2027: 20_000, 2028: 5}},
        ),
        (["2027", "Ferdig i 2028"], [90_000, "ja"], {"costs": {2027: 90_000}}),
        (["2027 (1000 kroner)", "2028 MNOK"], [90, 2], {"costs": {2027: 90_000, 2028: 2_000_000}}),
        (
            ["2027", "2028"],
            [90_000, -50_000],
            {"costs": {2027: 90_000}, "benefits": {2028: 50_000}},
        ),
        (
            ["Innsparing 2027", "Tilskudd 2028"],
            [90_000, 7],
            {"benefits": {2027: 90_000}, "funding": {2028: 7}},
        ),
        (["2027", "2036"], [90_000, 90_000], {"costs": {2027: 90_000, 2036: 90_000}}),
        (["2026", "2027"], [0, 90_000], {"costs": {2027: 90_000}}),
        (["Drift 2027", "Investering 2027"], [90_000, 7], {"costs": {2027: 90_007}}),
    ],
)
def test_kroner_are_those_of_the_headings(
    headings: list[str], amounts: list[object], expected: dict[str, dict[int, int]]
) -> None:
    assert one([[*HEAD, *headings], ["Båt", "Råte", *amounts]]) == expected


@pytest.mark.parametrize(
    ("headings", "amounts", "reason"),
    [
        (["2027", "2028", "Sum"], [100_000, 200_000, 290_000], "total"),
        (["2027", "Ferdig i 2028"], [90_000, 70_000], "ferdig"),
        (["2027", "2027"], [90_000, 70_000], "the same"),
        (["2027", "Kostnad 2027 kr"], [90_000, 70_000], "the same"),
        (["2027", "Kostnad"], [90_000, 70_000], "no year"),
        (["2026", "2027"], [90_000, 70_000], "before the round"),
        (["2027", ""], [90_000, 70_000], "without a heading"),
        (["2027", "2028"], [250, 1_250], "--unit"),
        (["2027", "2028 inkl. mva"], [90_000, 1], "inkl mva"),
        (["2027", "2028"], [90_000, "x"], "not an amount"),
        (["2027", "2028"], [90_000, FilledCell(1, 3, "#DIV/0!", CellKind.ERROR)], "not an amount"),
        (["2027", "2028"], [90_000, FilledCell(1, 3, "", CellKind.UNCOUNTED)], "stored value"),
    ],
)
def test_a_row_with_an_amount_in_doubt_is_not_imported(
    headings: list[str], amounts: list[object], reason: str
) -> None:
    assert reason in none([[*HEAD, *headings], ["Båt", "Råte", *amounts]])


def test_one_bad_row_never_blocks_the_rest() -> None:
    rows: Cells = [[*HEAD, "2027"], ["A", "a", "?"], ["B", "b", 50_000], ["", "c", 1]]
    found = projects(rows)
    assert [one.values["title"] for one in found.drafts] == ["B"]
    assert (found.skipped, found.is_whole) == (2, False)


def test_savings_where_some_are_less_than_nothing_are_refused_alone() -> None:
    rows: Cells = [[*HEAD, "Innsparing 2027"], ["A", "a", 50_000], ["B", "b", -20_000]]
    assert [money(one) for one in projects(rows).drafts] == [{"benefits": {2027: 50_000}}]


@pytest.mark.parametrize(
    "title", ["Sum", "Totalt", "I alt", "Sum drift", "Netto", "Delsum Oppvekst"]
)
def test_a_row_of_totals_is_named_as_that(title: str) -> None:
    found = projects([["Tiltak", "2027"], ["A", 50_000], [title, 50_000]])
    assert len(found.drafts) == 1
    assert "a total" in said(found)


def test_a_title_that_begins_like_a_total_is_a_project() -> None:
    assert one([[*HEAD, "2027"], ["Total digitalisering", "Papir", 50_000]])


def above(text: str, year: str = "2027") -> Cells:
    """Return a table of 450 somethings, with a title and a text above its headings."""
    return [["Budsjettforslag 2027"], [text], [], [*HEAD, year], ["Båt", "Råte", 450]]


def test_the_headings_are_looked_for_and_texts_above_say_the_unit() -> None:
    assert one(above("Alle tall i 1000 kr")) == {"costs": {2027: 450_000}}
    assert one(above("Alle tall i 1000 kr"), unit=1) == {"costs": {2027: 450}}
    assert "A2 may be its unit" in none(above("Rammen er 3 mill. kr"))
    assert one(above("Rammen er 3 mill. kr"), unit=1_000) == {"costs": {2027: 450_000}}
    assert "says 1000 kr" in none(above("Alle tall i 1000 kr", "2027 (kr)"))


def test_a_text_above_may_say_that_amounts_are_no_costs() -> None:
    rows: Cells = [["Innsparingstiltak"], [*HEAD, "2027"], ["Båt", "Råte", 90_000]]
    assert "is it a cost?" in none(rows)
    assert one(rows, "2027 saving=2027") == {"benefits": {2027: 90_000}}
    assert one(rows, "2027 cost=C") == {"costs": {2027: 90_000}}
    assert "is it a cost?" in none(rows[1:], name="Innsparing")


def test_a_heading_above_belongs_to_the_columns_below_it() -> None:
    rows: Cells = [
        [None, None, "Kostnad (1000 kr)", None, "Innsparing (1000 kr)", None],
        [*HEAD, 2027, 2028, 2027, 2028],
        ["Båt", "Råte", 450, 0, 30, 40],
    ]
    expected = {"costs": {2027: 450_000}, "benefits": {2027: 30_000, 2028: 40_000}}
    assert one(rows) == expected
    spans = (Area(0, 2, 0, 3), Area(0, 4, 0, 5))
    assert one(rows, merged=spans) == expected
    lower: Cells = [[*HEAD, *rows[0][2:]], [None, None, *rows[1][2:]], rows[2]]
    assert one(lower) == expected


def test_what_a_heading_is_can_be_said() -> None:
    rows: Cells = [[*HEAD, "Neste år", "Ferdig i 2028", "Kostnad"], ["Båt", "Råte", 450, 1, 3]]
    found = one(rows, "2027 saving 1000 kr=Neste år", "-=Ferdig i 2028", "2028 mill. kr=E")
    assert found == {"benefits": {2027: 450_000}, "costs": {2028: 3_000_000}}
    again = TableOptions(
        tuple(projects(rows, "2027 saving 1000 kr=C", "-=D", "2028 mill. kr=E").columns.items()),
        frame="drift",
    )
    kept = TableOptions((*again.columns, ("-", "D")), frame="drift")
    assert money(read_projects(sheet(rows), portfolio(), round_(), kept).drafts[0]) == found
    with pytest.raises(CannotGoOnError):
        projects(rows, "title=Finnes ikke")


def test_a_row_of_headings_can_be_said() -> None:
    rows: Cells = [[*HEAD, "2027"], [*HEAD, "2028"], ["Båt", "Råte", 90_000]]
    assert "below other headings, in row 2" in none(rows)
    assert one(rows, head=1) == {"costs": {2028: 90_000}}
    with pytest.raises(CannotGoOnError):
        projects(rows, head=2)


def test_merged_cells_are_told_and_merged_amounts_refused() -> None:
    rows: Cells = [
        ["Tiltak", "Hovedsatsning", "2027"],
        ["A", "Hverdagen", 50_000],
        ["B", None, 60_000],
        ["C", None, 70_000],
    ]
    found = projects(rows, merged=(Area(1, 1, 2, 1),))
    assert [one.values["focus_area"] for one in found.drafts] == ["hverdag", "hverdag", None]
    found = projects(rows, merged=(Area(1, 2, 2, 2),))
    assert [one.values["title"] for one in found.drafts] == ["C"]
    assert "merged cells, C2:C3" in said(found)


def test_a_row_that_is_there_is_not_made_again() -> None:
    rows: Cells = [[*HEAD, "2027"], ["A", "a", 50_000], ["A", "a", 50_000], ["A", "a", 60_000]]
    found = projects(rows)
    assert [one.id for one in found.drafts] == ["a", "a-2"]
    assert "the same as row 2" in said(found)


def test_a_row_that_is_there_and_says_something_else_is_told() -> None:
    id_, project = next(iter(sorted(portfolio().projects.items())))
    found = projects([["Id", *HEAD, "2027"], [id_, project.title, "Et annet behov", 50_000]])
    assert (found.known[0].known, found.known[0].differs, found.is_whole) == (id_, True, False)
    none([["Id", *HEAD], [id_, "En annen tittel", "Behov"]])


def test_a_name_of_a_person_is_told() -> None:
    found = projects(
        [[*HEAD], ["Båt", "Ring Kari Nordmann om båten"], ["Nye Øyer", "Sør Varanger"]]
    )
    assert said(found).count("a person's name?") == 1


def test_many_rows_that_say_the_same_are_read() -> None:
    rows: Cells = [["Tittel", "Behov"], *([["Benk", "Hvile"]] * 19_000)]
    found = read_ideas(sheet(rows), portfolio(), TableOptions(), TODAY)
    assert (len(found.drafts), found.skipped) == (1, 18_999)
    rows = [["ID", "Tittel", "Behov"], *[[number, "Benk", "Hvile"] for number in range(5_000)]]
    found = read_ideas(sheet(rows), portfolio(), TableOptions(), TODAY)
    assert len({one.id for one in found.drafts}) == 5_000


TEXT = st.sampled_from(
    [
        "",
        "",
        "Båt",
        "Ny båt",
        "Sum",
        "Totalt",
        "x",
        "Hverdagen",
        "drift",
        "vann",
        "Sum 2027",
        "2027",
        "Alle tall i 1000 kr",
        "Innsparing",
        "#N/A",
        " ",
        "a\u200bb",
        "Kari Nordmann",
        "Tiltak",
    ]
)
MONEY = st.one_of(
    st.integers(-300_000, 300_000),
    st.sampled_from(
        ["", "", "-", "1 250 000 kr", "ca. 200", "(7)", "1.250", "450,5", "?", "12 kr"]
    ),
    st.sampled_from([CellKind.ERROR, CellKind.UNCOUNTED, CellKind.DAY]),
)
HEADINGS = st.lists(
    st.sampled_from(
        [
            "2027",
            "2028",
            "Kostnad 2027",
            "Inntekt 2027",
            "Innsparing 2028 (1000 kr)",
            "2028 MNOK",
            "Sum",
            "Sum 2027-2028",
            "Ferdig i 2028",
            "",
            "Merknad",
            "Kostnad",
            "2026",
            "2035",
            "Drift 2027",
        ]
    ),
    max_size=5,
)
FIRST = ["ID", "Tiltak", "Behov", "Hovedsatsning", "Ramme"]


@st.composite
def tables(draw: st.DrawFn) -> Worksheet:
    """Return a table as people make them: titles above, odd headings, odd cells, merged areas."""
    above = draw(st.lists(st.lists(TEXT, max_size=3), max_size=2))
    headings = draw(HEADINGS)
    body = draw(
        st.lists(
            st.tuples(st.lists(TEXT, min_size=5, max_size=5), st.lists(MONEY, max_size=6)),
            max_size=5,
        )
    )
    rows: list[Sequence[object]] = [*above, [*FIRST, *headings]]
    for texts, amounts in body:
        line: list[object] = list(texts)
        for amount in amounts:
            place = len(rows), len(line)
            odd = amount if isinstance(amount, CellKind) else None
            line.append(FilledCell(*place, "#N/A", odd) if odd is not None else amount)
        rows.append(line)
    merged = draw(
        st.lists(
            st.builds(
                lambda row, column: Area(row, column, row + 1, column),
                st.integers(1, 6),
                st.integers(0, 7),
            ),
            max_size=1,
        )
    )
    return sheet(rows, merged=tuple(merged))


@settings(max_examples=150)
@given(tables(), st.sampled_from([None, 1, 1_000]))
def test_every_filled_cell_is_taken_or_named(table: Worksheet, unit: int | None) -> None:
    options = TableOptions(unit=unit, frame="drift", head=None)
    try:
        found = read_projects(table, portfolio(), round_(), options)
    except CannotGoOnError:
        return  # no headings: nothing is taken, and it is said
    assert found.filled == len(table.cells)
    assert found.taken + found.named == found.filled
    assert found.taken >= 0
    places = Counter(place for row in found.rows for place in row.cells.values())
    assert not places or max(places.values()) == 1
    for row in found.rows:
        if row.draft is not None:
            texts = repr(row.draft.values)
            taken = {column: row.cells[column] for column in row.taken}
            for column, cell in taken.items():
                others = [one for place, one in taken.items() if place != column]
                known = _is_in(cell, texts) or _is_part_of_a_sum(cell, others, texts)
                assert known, (cell, texts)


def _is_part_of_a_sum(cell: FilledCell, others: Sequence[FilledCell], texts: str) -> bool:
    """Whether a written amount is the cell's with those of other cells, of the same line."""
    written = {int(one.replace(" ", "")) for one in re.findall(r"'(\d{1,3}(?: \d{3})*)'", texts)}
    sums = {0}
    for one in others:
        sums |= {amount + so_far for amount in _kroner(one) for so_far in sums}
    return any(amount - mine in sums for amount in written for mine in _kroner(cell))


def _kroner(cell: FilledCell) -> list[int]:
    """Return what a cell may be in kroner, whatever its heading's unit; below 0 or not."""
    digits = "".join(one for one in cell.text if one.isdigit())
    return [int(digits) * unit for unit in (1, 1_000, 1_000_000)] if digits else []


def _is_in(cell: FilledCell, texts: str) -> bool:
    """Whether a cell that is said to be taken can be found in what is written."""
    digits = "".join(one for one in cell.text if one.isdigit()).lstrip("0")
    known = {"Hverdagen": "hverdag", "a\u200bb": "ab"} | {
        text: text.lower().replace("å", "a").replace(" ", "-") for text in ("Båt", "Ny båt")
    }
    in_kroner = digits in "".join(one for one in texts if one.isdigit() or one == "'")
    return cell.text.strip() in texts or known.get(cell.text, "?") in texts or in_kroner
