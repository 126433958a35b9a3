"""A small report with every kind of block, row and cell, for exact outputs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from innostrat.messages import Percent, Points, msg
from innostrat.reports.table import (
    Align,
    Bar,
    Column,
    Facts,
    Paragraph,
    Quantity,
    Report,
    Row,
    RowRole,
    Table,
    Thousands,
)

MEASURES: Final = Table(
    "measures",
    msg("Measures"),
    (
        Column("measure", msg("Measure"), wide=True),
        Column("2027", "2027", Align.RIGHT),
        Column("2028", "2028", Align.RIGHT),
        Column("owner", msg("Owner"), optional=1),
    ),
    (
        Row((msg("Health"), None, None, None), RowRole.GROUP),
        Row(("Digital follow-up of chronic illness", Thousands(1_250_499), None, "Head of health")),
        Row((msg("– grants"), Thousands(-200_500), Thousands(0), None)),
        Row((msg("Sum"), Thousands(1_049_999), Thousands(0), None), RowRole.SUBTOTAL),
        Row((msg("Culture"), None, None, None), RowRole.GROUP),
        Row(("Book boat", Thousands(400_000), Thousands(400_000), "Librarian")),
        Row((msg("Sum"), Thousands(400_000), Thousands(400_000), None), RowRole.SUBTOTAL),
        Row((msg("Total"), Thousands(1_449_999), Thousands(400_000), None), RowRole.TOTAL),
        Row((msg("Nothing is funded below this line"), None, None, None), RowRole.LINE),
        Row(("Idea shop", Thousands(80_000), Thousands(80_000), "Head of staff")),
    ),
    notes=(msg("Amounts are in 1000 kr, in fixed 2027 prices, and are the same every year."),),
)
SHARES: Final = Table(
    "shares",
    msg("Shares"),
    (
        Column("area", msg("Area")),
        Column("bar", msg("Share")),
        Column("value", msg("Value"), Align.RIGHT),
        Column("change", msg("Change"), Align.RIGHT),
        Column("staff", msg("Staff"), Align.RIGHT),
    ),
    (
        Row(
            (
                "Health",
                Bar(Fraction(13, 20)),
                Points(Fraction(200, 3)),
                Percent(Fraction(1, 8), 1),
                Quantity(Decimal("2.5")),
            )
        ),
        Row(("Culture", Bar(Fraction(1, 3)), Points(Fraction(50)), Percent(Fraction(-1, 4)), None)),
        Row(("Idea", Bar(Fraction(0)), 12, None, Quantity(Decimal(1000), 0))),
    ),
)
REPORT: Final = Report(
    title=msg("Plan for {years}", years="2027–2028"),
    preamble=("All numbers are invented.", msg("Proved optimal.")),
    blocks=(
        Facts("head", None, ((msg("Body"), "Council"), (msg("Decided by"), None))),
        MEASURES,
        SHARES,
        Table("none", msg("Left out"), SHARES.columns, (), empty=msg("Everything is funded")),
        Paragraph(
            (msg("This clashes:"), msg("• {a}", a="one"), msg("• {a}", a="two"), "a:\n  - b"),
            msg("Clash"),
        ),
    ),
    data={"format": 1, "kind": "plan", "value": 12.5, "title": "Bok–båt"},
    details=(Paragraph((msg("The long story."),), msg("Details")),),
)
