"""Reports in a terminal: readable at any width, without colour, and with numbers kept whole."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from formats.hostile import ENGLISH, TEXTS
from formats.hostile import report as hostile_report
from formats.small_report import REPORT
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from innostrat.formats.csv import report as csv_report
from innostrat.formats.terminal.report import render
from innostrat.formats.view import View
from innostrat.language import language
from innostrat.messages import msg
from innostrat.reports.table import (
    Align,
    Bar,
    Column,
    Facts,
    Item,
    Paragraph,
    Report,
    Row,
    RowRole,
    Table,
    Thousands,
)

CODES = re.compile("\x1b\\[[0-9;]*m")

AT_80 = """\
Plan for 2027–2028
━━━━━━━━━━━━━━━━━━

Proved optimal.

All numbers are invented.

Body        Council
Decided by  –

Measures
────────

Measure                                2027  2028  Owner
─────────────────────────────────────────────────────────────────
Health ──────────────────────────────────────────────────────────
Digital follow-up of chronic illness  1,250     –  Head of health
– grants                               −201     0  –
                                      ─────  ────
Sum                                   1,050     0

Culture ─────────────────────────────────────────────────────────
Book boat                               400   400  Librarian
                                      ─────  ────
Sum                                     400   400
━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
Total                                 1,450   400
━━ Nothing is funded below this line ━━━━━━━━━━━━━━━━━━━━━━━━━━━━
Idea shop                                80    80  Head of staff

Amounts are in 1000 kr, in fixed 2027 prices, and are the same every year.

Shares
──────

Area     Share             Value  Change  Staff
───────────────────────────────────────────────
Health   ██████▌     65 %   66.7  12.5 %    2.5
Culture  ███▌        33 %   50.0   −25 %      –
Idea                  0 %     12       –  1,000

Left out
────────

Everything is funded

Clash
─────

This clashes:

• one
• two

    a:
      - b

Details
───────

The long story.
"""

AT_50 = """\
Plan for 2027–2028
━━━━━━━━━━━━━━━━━━

Proved optimal.

All numbers are invented.

Body        Council
Decided by  –

Measures
────────

Measure                                2027  2028
─────────────────────────────────────────────────
Health ──────────────────────────────────────────
Digital follow-up of chronic illness  1,250     –
– grants                               −201     0
                                      ─────  ────
Sum                                   1,050     0

Culture ─────────────────────────────────────────
Book boat                               400   400
                                      ─────  ────
Sum                                     400   400
━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
Total                                 1,450   400
━━ Nothing is funded below this line ━━━━━━━━━━━━
Idea shop                                80    80

Amounts are in 1000 kr, in fixed 2027 prices, and
  are the same every year.
No room here for: Owner. All columns are in
  --format markdown and --format csv.

Shares
──────

Area     Share             Value  Change  Staff
───────────────────────────────────────────────
Health   ██████▌     65 %   66.7  12.5 %    2.5
Culture  ███▌        33 %   50.0   −25 %      –
Idea                  0 %     12       –  1,000

Left out
────────

Everything is funded

Clash
─────

This clashes:

• one
• two

    a:
      - b

Details
───────

The long story.
"""

ASCII = """\
Plan for 2027-2028
==================

Proved optimal.

All numbers are invented.

Body        Council
Decided by  -

Measures
--------

Measure                           2027  2028  Owner
------------------------------------------------------------
Health -----------------------------------------------------
Digital follow-up of chronic     1,250     -  Head of health
  illness
- grants                          -201     0  -
                                 -----  ----
Sum                              1,050     0

Culture ----------------------------------------------------
Book boat                          400   400  Librarian
                                 -----  ----
Sum                                400   400
============================================================
Total                            1,450   400
== Nothing is funded below this line =======================
Idea shop                           80    80  Head of staff

Amounts are in 1000 kr, in fixed 2027 prices, and are the
  same every year.

Shares
------

Area     Share             Value  Change  Staff
-----------------------------------------------
Health   ######+     65 %   66.7  12.5 %    2.5
Culture  ###+        33 %   50.0   -25 %      -
Idea                  0 %     12       -  1,000

Left out
--------

Everything is funded

Clash
-----

This clashes:

* one
* two

    a:
      - b

Details
-------

The long story.
"""


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (ENGLISH, AT_80),
        (replace(ENGLISH, width=50), AT_50),
        (replace(ENGLISH, width=60, ascii=True), ASCII),
    ],
    ids=["80", "50", "ascii"],
)
def test_the_whole_output_is(view: View, expected: str) -> None:
    assert render(REPORT, view) == expected


def test_colour_adds_codes_and_nothing_else() -> None:
    coloured = render(REPORT, replace(ENGLISH, color=True))
    assert "\x1b[1mTotal" in coloured
    assert CODES.sub("", coloured) == AT_80


def test_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = render(REPORT, replace(ENGLISH, color=True))
    for name, value in {"NO_COLOR": "1", "COLUMNS": "20", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    assert render(REPORT, replace(ENGLISH, color=True)) == coloured
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert render(REPORT, ENGLISH) == AT_80


def table(*rows: Row, columns: tuple[Column, ...]) -> Report:
    return Report("T", (), (Table("t", msg("Table"), columns, rows),), {})


def body(report: Report, width: int = 80, code: str = "en") -> list[str]:
    """Return the lines below the table's heading."""
    return render(report, View(language(code), width)).split("\n")[6:-1]


AMOUNT = Column("a", "Amount", Align.RIGHT)
NAME = Column("n", "Name", wide=True)


def test_a_heading_wraps_to_its_words_and_stands_low() -> None:
    columns = (NAME, Column("v", "Expected value of it", Align.RIGHT))
    report = table(Row(("x " * 40, 5)), columns=columns)
    assert body(report, 40)[:4] == [
        "                                Expected",
        "                                value of",
        "Name                                  it",
        "─" * 40,
    ]


def test_norwegian_numbers_keep_their_spaces_and_minus() -> None:
    report = table(Row(("a", Thousands(-1_250_000))), columns=(NAME, AMOUNT))
    assert body(report, code="nb")[2] == "a     −1\u00a0250"


def test_a_long_line_across_the_table_wraps() -> None:
    text = "Below this line nothing is funded this year"
    report = table(Row((text, None), RowRole.LINE), columns=(NAME, AMOUNT))
    assert body(report, 60)[2:] == [f"━━ {text} ━━"]
    assert body(report, 30)[2:] == [
        "━━ Below this line nothing ━━━",
        "   is funded this year",
    ]


def test_a_group_wider_than_its_table_has_no_rule() -> None:
    report = table(Row(("A group of many words", None), RowRole.GROUP), columns=(NAME, AMOUNT))
    assert body(report)[2:] == ["A group of many words"]


def test_sums_in_a_row_have_one_rule_above() -> None:
    rows = (Row(("Value", 5), RowRole.TOTAL), Row(("Cost", 7), RowRole.TOTAL))
    assert body(table(*rows, columns=(NAME, AMOUNT)))[2:] == [
        "━━━━━━━━━━━━━",
        "Value       5",
        "Cost        7",
    ]


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(0), "             0\u00a0%"),
        (Fraction(1, 40), "▌            3\u00a0%"),
        (Fraction(1), "██████████ 100\u00a0%"),
        (Fraction(3, 2), "██████████ 150\u00a0%"),
        (Fraction(-1, 2), "           −50\u00a0%"),
    ],
)
def test_a_bar_is_as_long_as_its_share(share: Fraction, shown: str) -> None:
    assert body(table(Row((Bar(share),)), columns=(Column("b", "B"),)))[2] == shown


def test_names_of_facts_leave_room_for_what_is_said() -> None:
    facts = Facts("f", None, (("A name that is rather long", "word " * 8),))
    lines = render(Report("T", (), (facts,), {}), replace(ENGLISH, width=40)).split("\n")
    assert lines[3:-1] == [
        "A name that    word word word word word",
        "is rather      word word word",
        "long",
    ]


def test_columns_without_room_are_named() -> None:
    columns = (NAME, Column("b", msg("Body"), optional=2), Column("c", msg("Cost"), optional=1))
    report = table(Row(("n" * 24, "b" * 9, "c" * 9)), columns=columns)
    assert "No room" not in render(report, replace(ENGLISH, width=46))
    assert "No room here for: Body. All" in render(report, replace(ENGLISH, width=45))
    assert "No room here for: Body, Cost." in render(report, replace(ENGLISH, width=34))


AMOUNTS = st.integers(-(10**12), 10**12)


@given(
    st.lists(st.tuples(st.text(max_size=60), AMOUNTS, st.text("ab ", max_size=30), AMOUNTS)),
    st.integers(40, 130),
    st.sampled_from(("nb", "en")),
)
def test_numbers_are_whole_and_lines_fit(
    cells: list[tuple[str, int, str, int]], width: int, code: str
) -> None:
    columns = (NAME, AMOUNT, Column("t", "Text", wide=True), replace(AMOUNT, title="More"))
    rows = [Row((n, Thousands(a), t, Thousands(b))) for n, a, t, b in cells]
    speak = language(code)
    shown = render(table(*rows, columns=columns), View(speak, width))
    assert all(cell_len(line) <= max(width, 2 * 10 + 2 * 14 + 6) for line in shown.split("\n"))
    numbers = re.findall(r"(?<=  )[-−]?\d[\d,\u00a0]*(?=  |\n)|[-−]?\d[\d,\u00a0]*(?=\n)", shown)
    left_out = speak(
        msg(
            "No room here for: {columns}. All columns are in --format markdown and --format csv.",
            columns="",
        )
    ).partition(":")[0]
    for row in rows:
        for cell in (row.cells[1], row.cells[3]):
            assert isinstance(cell, Thousands)
            whole = speak.number(round(Fraction(abs(cell.kroner) + 500, 1000) // 1))
            gone = cell is row.cells[1] and left_out in " ".join(shown.split())
            assert gone or any(number.lstrip("-−") == whole for number in numbers)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("width", [40, 80])
def test_hostile_texts_keep_the_table_s_lines_apart(text: str, width: int) -> None:
    shown = render(hostile_report(text), replace(ENGLISH, width=width))
    assert shown.count("\n──") >= 1
    assert all(cell_len(line) <= width for line in shown.split("\n") if line[:4] != "    ")
    assert all(line == line.rstrip(" ") for line in shown.split("\n"))


def test_the_answer_stands_first_and_what_it_is_made_of_last() -> None:
    made = Report(
        title="Plan",
        preamble=("Somebody's own words.", msg("Our sentence.")),
        blocks=(Facts("heading", None, ((msg("Body"), "Council"),)), Paragraph((msg("A block."),))),
        data={},
        answer=(Paragraph((msg("• The answer."),)),),
    )
    shown = render(made, View(language("en"), 80))
    parts = (
        "Our sentence.",
        "• The answer.",
        "Somebody's own",
        "A block.",
        "What it is",
        "Council",
    )
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)


def test_ids_beside_titles_are_not_drawn_and_an_item_has_its_title() -> None:
    table = Table(
        "projects",
        msg("Projects"),
        (Column("id", msg("Id"), ids=True), Column("title", msg("Project")), Column("other", "O")),
        (Row(("book-boat", "Book boat", Item("idea-shop", "Idea shop"))),),
    )
    shown = render(Report("Plan", (), (table,), {}), View(language("en"), 80))
    assert "Book boat" in shown
    assert "Idea shop" in shown
    assert "book-boat" not in shown
    assert "idea-shop" not in shown
    assert "book-boat;Book boat;idea-shop" in csv_report.render(
        Report("Plan", (), (table,), {}), View(language("en"), 80)
    )


def test_the_heading_of_investment_is_not_broken_where_there_is_little_room() -> None:
    columns = (
        Column("project", msg("Project"), wide=True),
        Column("why", msg("Why not"), wide=True),
        *(Column(name, name, Align.RIGHT) for name in ("Drift", "Investering", "Sum")),
    )
    row = Row.of("A long title of a project " * 3, "a reason " * 9, *[Thousands(10_000)] * 3)
    for width in range(49, 81):
        shown = render(table(row, columns=columns), View(language("nb"), width))
        assert "Investering" in shown
