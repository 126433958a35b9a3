"""Amounts and headings are understood whole, or refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innostrat.analysis.intake.amounts import kroner, kroner_in_text
from innostrat.analysis.intake.days import month_first, parsed
from innostrat.analysis.intake.headings import MoneyHeading, MoneyKind, understood
from innostrat.files.sheets.worksheet import CellKind, FilledCell
from innostrat.language import language
from innostrat.messages import Message

THOUSAND, MILLION = 1_000, 1_000_000


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("450000", 450_000),
        ("450 000", 450_000),
        ("450\u00a0000 kr", 450_000),
        ("1.250.000,-", 1_250_000),
        ("1,250,000", 1_250_000),
        ("1 250 000,00", 1_250_000),
        ("1.250,00", 1_250),
        ("1,250.00", 1_250),
        ("NOK 7", 7),
        ("0", 0),
        ("-", 0),
        ("–", 0),
        ("-500", -500),
        ("\N{MINUS SIGN}500", -500),
        ("\N{EN DASH} 500", -500),
        ("500-", -500),
        ("(500)", -500),
        ("(1 500) kr", -1_500),
    ],
)
def test_amounts_that_are_certain_are_read(text: str, amount: int) -> None:
    assert kroner_in_text(text, 1) == amount


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 250 000,50 kr", "øre"),
        ("ca. 200 tusen", "200,000"),
        ("0,5 mill", "500,000"),
        ("200 tkr", "200,000"),
        ("1.250", "two"),
        ("1,250", "two"),
        ("ukjent", "not"),
        ("100 000 - 200 000", "not"),
        ("1 25", "not"),
        ("1 2500", "not"),
        ("1.000.00", "not"),
        ("50 %", "not"),
        ("2027", "2027"),
        ("1 000 000 000 001", "beyond"),
    ],
)
def test_amounts_that_are_not_certain_are_told(text: str, said: str) -> None:
    found = kroner_in_text(text, 1)
    assert said in (language("en")(found) if isinstance(found, Message) else str(found))


@pytest.mark.parametrize(
    ("cell", "unit", "amount"),
    [
        (FilledCell(1, 1, "450.5", CellKind.NUMBER), THOUSAND, 450_500),
        (FilledCell(1, 1, "-3.25", CellKind.NUMBER), MILLION, -3_250_000),
        (FilledCell(1, 1, "450", CellKind.NUMBER, unit="kr"), 1, 450),
        (FilledCell(1, 1, "450", CellKind.NUMBER, unit="tkr"), THOUSAND, 450_000),
        (FilledCell(1, 1, "450", CellKind.NUMBER, unit="tkr"), 1, None),
        (FilledCell(1, 1, "450", CellKind.NUMBER, unit="%"), 1, None),
        (FilledCell(1, 1, "0.5", CellKind.NUMBER), 1, None),
        (FilledCell(1, 1, "0,5"), MILLION, 500_000),
        (FilledCell(1, 1, "450 kr"), THOUSAND, None),
        (FilledCell(1, 1, "#DIV/0!", CellKind.ERROR), 1, None),
        (FilledCell(1, 1, "", CellKind.UNCOUNTED, formula=True), 1, None),
        (FilledCell(1, 1, "2027-01-01", CellKind.DAY), 1, None),
        (FilledCell(1, 1, "TRUE", CellKind.TRUTH), 1, None),
    ],
)
def test_a_cell_is_counted_in_its_columns_unit_or_not_at_all(
    cell: FilledCell, unit: int, amount: int | None
) -> None:
    found = kroner(cell, unit)
    assert (None if isinstance(found, Message) else found) == amount


@given(st.integers(-(10**12), 10**12))
def test_any_whole_amount_is_read_in_every_usual_form(amount: int) -> None:
    grouped = f"{amount:,}".replace(",", " ")
    for text in (str(amount), grouped, f"{grouped} kr", f"kr {amount},-", f"{grouped},00"):
        assert kroner_in_text(text, 1) == amount


COST, SAVING = MoneyKind.COST, MoneyKind.SAVING


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("2027", None),
        ("2027 kr", 1),
        ("2027 (kroner)", 1),
        ("2027 (NOK)", 1),
        *[
            (f"2027 {text}", THOUSAND)
            for text in (
                "(1000 kroner)",
                "(1 000 kr)",
                "1.000 kr",
                "i 1000",
                "(i hele 1000 kr)",
                "TNOK",
                "tkr",
                "t.kr",
                "t.kr.",
                "T. kr",
                "kkr",
                "kNOK",
                "tusen",
                "i tusen kroner",
                "hele tusen",
                "'000",
                "(kr 1000)",
                "kr 1 000",
                "NOK 1000",
                "i 1 000 kr",
                "\n1000 kr",
                "1000-kr",
            )
        ],
        *[
            (f"2027 {text}", MILLION)
            for text in (
                "MNOK",
                "mill. kr",
                "mill kr",
                "(mill)",
                "mkr",
                "i millioner kroner",
                "mio. kr",
                "1 000 000 kr",
            )
        ],
        ("2027 mrd. kr", 1_000 * MILLION),
    ],
)
def test_a_unit_is_understood_however_it_is_spelt(heading: str, unit: int | None) -> None:
    for text in (heading, heading.upper(), f"Kostnad {heading}", f"Beløp i {heading}"):
        found = understood(text, ())
        assert isinstance(found, MoneyHeading)
        assert (found.year, found.unit) == (2027, unit)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Utgift 2027", COST),
        ("Netto utgift 2027", COST),
        ("Innsparing 2027 (1000 kr)", SAVING),
        ("Reduserte utgifter 2027", SAVING),
        ("Inntekt 2027", MoneyKind.INCOME),
        ("Økte inntekter 2027", MoneyKind.INCOME),
        ("Tilskudd 2027", MoneyKind.GRANT),
        ("Budsjett 2027", None),
    ],
)
def test_a_kind_is_understood(heading: str, kind: MoneyKind | None) -> None:
    found = understood(heading, ())
    assert isinstance(found, MoneyHeading)
    assert (found.year, found.kind, found.total) == (2027, kind, False)


@pytest.mark.parametrize(
    "heading",
    [
        "Ferdig i 2028",
        "Regnskap 2025",
        "2027 inkl. mva",
        "2027 (2026-kr)",
        "2027-kroner",
        "2027/2028",
        "Effekt 2027",
        "Endring 2027",
        "B2027",
        "2027 x 1000",
        "Utgift/inntekt 2027",
        "Kostnad pr. år 2027",
        "2027 euro",
        "2027 kr mill. kr",
        "Antall 2027",
        "Andel 2027 %",
        "Ikke kostnad 2027",
        "Mindreinntekt 2027",
    ],
)
def test_a_heading_that_is_not_understood_whole_is_refused(heading: str) -> None:
    assert isinstance(understood(heading, ()), Message)


@pytest.mark.parametrize("heading", ["Sum 2027-2030", "Totalt", "I alt (1000 kr)", "2027–2030"])
def test_a_total_is_no_year(heading: str) -> None:
    found = understood(heading, ())
    assert isinstance(found, MoneyHeading)
    assert (found.year, found.total) == (None, True)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 1, 1)))
def test_days_are_read_as_they_are_written(day: date) -> None:
    for text in (day.isoformat(), f"{day.day}.{day.month}.{day.year}", f"{day:%d.%m.%Y} 12:00"):
        assert parsed(text) == day
    slashed, american = f"{day:%d/%m/%Y}", f"{day.month}/{day.day}/{day.year} 10:33 AM"
    assert parsed(slashed, month_first=False) == day
    assert parsed(american, month_first=True) == day
    assert parsed(slashed) in {day, None}
    assert parsed(american) in {day, None}


@pytest.mark.parametrize("text", ["31.2.2026", "2026", "3.4.26", "i går", "", "2/3/2026 10:33 AM"])
def test_what_may_be_several_days_is_none(text: str) -> None:
    assert parsed(text) is None


def test_a_column_says_which_comes_first() -> None:
    assert month_first(["2/3/2026", "3/14/2026"]) is True
    assert month_first(["2/3/2026", "14/3/2026"]) is False
    assert month_first(["2/3/2026", "4/5/2026"]) is None
    assert month_first(["14/3/2026", "3/14/2026"]) is None
