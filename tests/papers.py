"""A document that holds every kind of block, cell and chart, and the same with hostile text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.messages import Kroner, Listing, Percent, Points, msg
from innostrat.reports.computed import Added
from innostrat.reports.document import Appearance, Document, Logo, Section
from innostrat.reports.figure import (
    Axis,
    Bars,
    Curve,
    Dot,
    Figure,
    Grid,
    LevelPanel,
    Levels,
    Scatter,
)
from innostrat.reports.table import (
    Align,
    Bar,
    Block,
    Column,
    Facts,
    Paragraph,
    Quantity,
    Row,
    RowRole,
    Table,
    Thousands,
)

if TYPE_CHECKING:
    from innostrat.reports import figure

LOGO: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="20" height="20">'
    b'<rect width="20" height="20" fill="#1f5fa8"/></svg>'
)
# What breaks a page, a sheet, a terminal or a person's trust, in one text each.
HOSTILE: Final = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "</script><svg onload=alert(3)>",
    '=HYPERLINK("http://example.org";"x")',
    "+1+cmd|' /C calc'!A0",
    '#import "x"; $ #[link("http://example.org")] @ref `raw` *x* _y_',
    "\x1b[31mred\x07 \u202egnp.exe \u200bzero \ud800 lone \x00 nul",
    "| pipe | **bold** [x](javascript:alert(1)) & &amp; {{7*7}} {x} %s",
    "e\u0301 \U0001f468\u200d\U0001f469\u200d\U0001f467 \u5b57 \u05e9\u05dc\u05d5\u05dd "
    + "lang" * 60,
)


def table(text: str = "Dagsenter på nett", rows: int = 3) -> Table:
    """Return a table with every kind of cell and row."""
    columns = (
        Column("rank", msg("Rank"), Align.RIGHT),
        Column("title", msg("Project"), wide=True),
        Column("amount", msg("Cost"), Align.RIGHT),
        Column("capacity", msg("Capacity"), Align.RIGHT, optional=1),
        Column("value", msg("Value"), Align.RIGHT),
        Column("share", msg("Share"), Align.RIGHT),
        Column("bar", msg("Bar")),
    )
    body = [
        Row(
            (
                number,
                text,
                Thousands(1_250_000 * number),
                Quantity(Decimal("0.5")),
                Points(Fraction(655, 10)),
                Percent(Fraction(1, 3)),
                Bar(Fraction(number, rows)),
            )
        )
        for number in range(1, rows + 1)
    ]
    total = sum(1_250_000 * number for number in range(1, rows + 1))
    return Table(
        "every-cell",
        msg("Projects"),
        columns,
        (
            Row((text, *[None] * 6), RowRole.GROUP),
            *body,
            Row(
                (None, msg("Total"), Thousands(total), None, None, None, None),
                RowRole.SUBTOTAL,
                Added(tuple(range(1, rows + 1))),
            ),
            Row((msg("Total"), *[None] * 6), RowRole.LINE),
            Row((None, Listing((text, "b")), None, None, None, None, None)),
            Row(
                (None, msg("Total"), Thousands(total), None, None, None, None),
                RowRole.TOTAL,
                Added((rows + 1,)),
            ),
        ),
        notes=(msg("{value}", value=text),),
    )


def figures(text: str = "Dagsenter på nett") -> tuple[Figure, ...]:
    """Return one figure of each kind of chart."""
    said = (msg("{value}", value=text), msg("{value}", value=Kroner(1_000)))
    charts: tuple[figure.Chart, ...] = (
        Scatter(
            Axis(msg("Cost")),
            Axis(msg("Value"), 1),
            (msg("In the plan"), msg("Not in the plan")),
            (
                Dot(text, Fraction(1200), Fraction(655, 10), 0),
                Dot("b", Fraction(300), Fraction(20), 1),
                Dot("c", Fraction(0), Fraction(80), 0),
            ),
        ),
        Curve(
            Axis(msg("Cost")),
            Axis(msg("Value"), 1),
            (
                (Fraction(500), Fraction(100)),
                (Fraction(1000), Fraction(180)),
                (Fraction(1500), 200 + Fraction(0)),
            ),
            (Fraction(1000), msg("Frame")),
        ),
        Levels(
            (2027, 2028, 2029, 2030),
            (
                LevelPanel(
                    text,
                    msg("1000 kr"),
                    (*map(Fraction, (900, 1000, 0, 250)),),
                    (*map(Fraction, (1000,) * 4),),
                ),
                LevelPanel(
                    "Årsverk",
                    "årsverk",
                    (*map(Fraction, (1, 2, 3, 1)),),
                    (*map(Fraction, (2,) * 4),),
                    1,
                ),
            ),
            msg("Used"),
            msg("Frame"),
        ),
        Bars(
            (msg("core"), msg("borderline")),
            ((text, Fraction(1), 0), (msg("Total"), Fraction(1, 3), 1), ("c", Fraction(0), 1)),
        ),
        Grid(
            (text, "Mål 2"),
            ((text, (3, 0)), ("b", (1, 2))),
            (msg("1 some"), msg("2 clear"), msg("3 decisive")),
        ),
    )
    return tuple(
        Figure(type(chart).__name__.lower(), msg("{value}", value=text), said, chart)
        for chart in charts
    )


def document(text: str = "Dagsenter på nett", rows: int = 3) -> Document:
    """Return a document with every kind of block, in which `text` stands wherever text can."""
    empty = Table(
        "nothing", msg("Projects"), (Column("title", msg("Project")),), (), empty=msg("None")
    )
    facts = Facts("facts", msg("Status"), ((msg("Round"), text), (text, Thousands(450_000))))
    said = Paragraph(
        (msg("{value}", value=text), msg("• {value}", value=text), f"{text}\n  {text}")
    )
    blocks: tuple[Block, ...] = (said, facts, table(text, rows), empty)
    return Document(
        title=msg("{value}", value=text),
        organisation=text,
        heading=Facts(
            "heading", None, ((msg("Organisation"), text), (msg("Round"), "HØP 2027–2030"))
        ),
        preamble=(msg("{value}", value=text), text),
        sections=(
            Section("summary", msg("Summary"), (said,)),
            Section("list", msg("Projects"), blocks),
            Section("figures", msg("Figures"), figures(text)),
            Section(
                "projects",
                msg("Projects"),
                sections=(
                    Section("project-a", text, (facts, said), page=True),
                    Section("project-b", "b", (facts,), page=True),
                ),
            ),
        ),
        data={"round": "hop-2027-2030", "text": text},
        stamp='{"digest": "0123", "text": "--> ]]> \\"</script>"}',
        brand=Appearance("#1f5fa8", Logo("svg", LOGO, text)),
        day=date(2026, 11, 24),
        what_if=None,
    )
