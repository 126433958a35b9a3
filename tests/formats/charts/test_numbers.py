"""Charts that say their numbers: bars of any unit, below zero too, ranks, and scales in common."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from drawings import parsed, tag, texts

from innostrat.formats.charts.draw import svg
from innostrat.language import language
from innostrat.messages import msg
from innostrat.reports.figure import Axis, Bars, Dot, Figure, LevelPanel, Levels, Scatter

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from innostrat.reports.figure import Chart

SERIES: Final = (msg("in the plan"), msg("not in the plan"))
MONEY: Final = Axis(msg("1000 kr"))


def drawn(chart: Chart) -> Element:
    shown = Figure("a", msg("Title"), (), chart)
    return parsed(svg(shown, language("en"), color="#1f5fa8", ids="a", standalone=True))


def boxes(root: Element) -> list[tuple[float, float]]:
    """Return where each bar begins and how long it is, without the paper behind them."""
    found = [one.attrib for one in root.iter() if tag(one) == "rect"]
    return [(float(one["x"]), float(one["width"])) for one in found if float(one.get("x", 0)) > 0]


def test_bars_are_as_long_as_their_numbers_and_say_them() -> None:
    rows = (("2027", Fraction(1200), 0), ("2028", Fraction(600), 0), ("2029", Fraction(0), 0))
    root = drawn(Bars(SERIES[:1], rows, MONEY))
    (one, long), (other, short) = boxes(root)
    assert one == other
    assert abs(long - 2 * short) < 0.1
    assert texts(root) == ["2027", "1,200", "2028", "600", "2029", "0"]


def test_what_is_below_zero_goes_the_other_way_from_the_same_place() -> None:
    rows = (("2027", Fraction(300), 0), ("2028", Fraction(-300), 0))
    (right, one), (left, other) = boxes(drawn(Bars(SERIES[:1], rows, MONEY)))
    assert abs(left + other - right) < 0.1
    assert abs(one - other) < 0.1


def test_nothing_but_zeros_is_drawn_too() -> None:
    assert texts(drawn(Bars(SERIES[:1], (("2027", Fraction(0), 0),), MONEY))) == ["2027", "0"]


def test_a_line_stands_below_the_last_that_is_in() -> None:
    rows = tuple((f"{n}", Fraction(9 - n), int(n in {1, 3})) for n in range(4))
    root = drawn(Bars(SERIES, rows, Axis(msg("Value, points"), 1), (3, msg("The line"))))
    said = texts(root)
    assert said.index("2") < said.index("The line") < said.index("3")


def test_dots_carry_their_ranks_and_what_has_none_its_name() -> None:
    dots = (
        Dot("First", Fraction(100), Fraction(50), 0, 1),
        Dot("Twelfth", Fraction(900), Fraction(10), 1, 12),
        Dot("Bound", Fraction(500), Fraction(30), 0),
    )
    said = texts(drawn(Scatter(MONEY, Axis(msg("Value, points")), SERIES, dots)))
    assert {"1", "12", "Bound"} <= set(said)
    assert not {"First", "Twelfth"} & set(said)


def levels(*units: str) -> Element:
    panels = tuple(
        LevelPanel(f"Panel {place}", unit, (Fraction(10**place),), (Fraction(10**place),))
        for place, unit in enumerate(units, 1)
    )
    return drawn(Levels((2027,), panels, msg("used"), msg("frame")))


def heights(root: Element) -> list[float]:
    """Return how high each bar is; the sign of the key is the first of them."""
    found = [one.attrib for one in root.iter() if tag(one) == "rect" and "height" in one.attrib]
    return [float(one["height"]) for one in found if float(one.get("x", 0)) > 0]


def test_panels_of_one_unit_share_a_scale() -> None:
    low, high = heights(levels("1000 kr", "1000 kr"))
    assert abs(high - 10 * low) < 0.5
    low, high = heights(levels("1000 kr", "persons"))
    assert abs(high - low) < 0.5


def test_a_bar_of_a_year_says_its_number() -> None:
    assert {"10", "100"} <= set(texts(levels("1000 kr", "persons")))
