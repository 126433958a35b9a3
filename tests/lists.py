"""Lists after the kinds that municipalities publish, with made-up texts, and what their kroner are.

Each list says its own kroner by year as it is made: what is written and what is named is compared
with that, and with nothing that the tool reckons.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

YEARS = (2027, 2028, 2029, 2030)
WORDS = ("leirskole", "brøyting", "bibliotek", "vikarer", "lekeplass", "gatelys", "kulturskole")


@dataclass(slots=True)
class MadeList:
    """A workbook, the kroner of each project by title (below nothing: a saving), and its rows."""

    rows: list[list[Any]] = field(default_factory=list)
    kroner: dict[tuple[str, int], dict[int, int]] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)  # rows, from 1, that are no project or in doubt

    def workbook(self) -> bytes:
        """Return it as xlsx."""
        stream = BytesIO()
        book = Workbook(stream, {"in_memory": True})
        page = book.add_worksheet("Tiltak")
        for row, line in enumerate(self.rows):
            for column, value in enumerate(line):
                if value not in {None, ""}:
                    page.write(row, column, value)
        book.close()
        return stream.getvalue()

    def project(self, line: Iterable[Any], title: str, amounts: dict[int, int]) -> None:
        """Add a row of a project with its kroner."""
        self.rows.append(list(line))
        self.kroner[title, len(self.rows)] = {year: one for year, one in amounts.items() if one}

    def other(self, line: Iterable[Any]) -> None:
        """Add a row that must not become a project."""
        self.rows.append(list(line))
        self.refused.add(len(self.rows))


def measures(count: int = 904) -> MadeList:
    """Return a list of cuts and costs in 1000 kr, signed, with codes, groups, sums and marks."""
    made = MadeList()
    made.rows += [["Tiltaksliste til økonomiplanen"], ["Alle tall i hele 1000 kr"], []]
    made.rows.append(["Tiltaksnr", "Kategori", "Tiltak", "Beskrivelse", *YEARS, "Sum 2027-2030"])
    total: Counter[int] = Counter()
    for number in range(count):
        if number % 150 == 0:
            made.other(["", "", f"Tjenesteområde {number // 150 + 1}"])
        word = WORDS[number % len(WORDS)]
        repeated = number // 2 if number % 7 == 0 else number
        title = f"{'ENDR ' if number % 90 == 7 else ''}Tiltak {repeated} {word}"
        if number % 101 == 5:
            title += " (erstatter tiltak 12)"
        thousands = _amounts(number)
        text = (
            "" if number % 6 == 1 else f"Forslag nr. {number} om {word}\nfor {YEARS[number % 4]}."
        )
        line: list[Any] = [f"2027-{number:03}", "Drift " if number % 2 else "Drift", title, text]
        line += [*(one or None for one in thousands), sum(thousands)]
        if number % 97 == 3:
            line[-1] = sum(thousands) + 1  # its own sum is another: one of them is wrong
            made.other(line)
        elif number % 89 == 4:
            line[4] = "ca. 200"
            made.other(line)
        else:
            made.project(
                line, title, dict(zip(YEARS, (1_000 * one for one in thousands), strict=True))
            )
        total.update(dict(zip(YEARS, thousands, strict=True)))
    made.other(
        ["", "", "Sum alle tiltak", "", *(total[year] for year in YEARS), sum(total.values())]
    )
    return made


def _amounts(number: int) -> tuple[int, int, int, int]:
    """Return thousands by year: costs, lasting cuts, cuts of one year that are taken back."""
    size = 37 + 13 * (number % 41)
    match number % 4:
        case 0:
            return size, size, size, size
        case 1:
            return 0, -size, -size, -size
        case 2:
            return -size, size, 0, 0
        case _:
            return 0, 0, size // 2, -size


def net_budget() -> MadeList:
    """Return a budget with what is paid, what comes in and the net of each year, in kroner."""
    made = MadeList()
    made.rows.append(["Budsjettforslag"])
    heads = [f"{word} {year}" for year in YEARS[:2] for word in ("Utgift", "Inntekt", "Netto")]
    made.rows.append(["Prosjekt", "Begrunnelse", *heads])
    for number in range(40):
        title = f"Prosjekt {number} {WORDS[number % 7]}"
        paid, got = 100_000 + 1_000 * number, 500 * (number % 5)
        line: list[Any] = [title, "Fordi", paid, -got, paid - got, 2 * paid, -got, 2 * paid - got]
        if number % 11 == 6:
            line[4] = paid + got  # the net of the first year is wrong
            made.other(line)
        else:
            made.project(line, title, {2027: paid - got, 2028: 2 * paid - got})
    made.other(["Totalt", "", *([1] * 6)])
    return made


def participatory() -> MadeList:
    """Return what inhabitants proposed and voted on, with amounts as they wrote them."""
    made = MadeList()
    made.rows.append(["Forslag", "Beskrivelse", "Kostnad (kr)", "Stemmer", "Kontaktperson"])
    shapes = ("{:,} kr", "kr {:,},-", "{:,}", "{:,},00")
    for number in range(60):
        title = f"Forslag {number}: {WORDS[number % 7]}"
        amount = 25_000 + 500 * number
        text = shapes[number % 4].format(amount).replace(",", " ", 1)
        line: list[Any] = [title, f"Til glede for {number} barn", text, 7 * number, "Ola Nordmann"]
        if number % 13 == 4:
            line[2] = ("ca. 30 000", "30.000", "gratis?", "20-30 000", "2 mill")[number // 13]
            made.other(line)
        else:
            made.project(line, title, {2027: amount})
    return made
