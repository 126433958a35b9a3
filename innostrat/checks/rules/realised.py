"""Rules about realised kroner: counted after they came, once a day, and in kroner."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.checks.rules.registry import Violation, rule
from innostrat.economy import yearly
from innostrat.findings import Severity
from innostrat.messages import msg
from innostrat.money import shown_amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.project import Benefit, Project
    from innostrat.model.realised import Realised

FAR: Final = 200  # so many times more or less than promised is a unit, not a result


@rule(
    "M520",
    "realised-before-its-year",
    Severity.WARNING,
    title=msg("Kroner are counted before the year that they come in"),
    why=msg("What has not come cannot be counted: it is a promise, and stands under amounts."),
    fix=msg("Correct the year or the day, or write the expected kroner under amounts."),
    example="realised:\n  - {year: 2028, amount: 150 000, date: 2029-01-20}",
)
def realised_before_its_year(project: Project) -> Iterator[Violation]:
    """Compare the year counted with the day of the count."""
    for path, _, one in _counts(project):
        if one.date.year < one.year:
            yield Violation(
                (*path, "date"),
                msg("Kroner of {year} are counted on {day}", year=one.year, day=one.date),
                msg("Correct one of them: {example}", example=f"date: {one.year + 1}-01-20"),
            )


@rule(
    "M521",
    "counted-twice-on-a-day",
    Severity.WARNING,
    title=msg("The kroner of a year are counted twice on the same day"),
    why=msg("Of several counts of a year the last one holds, and here none is the last."),
    fix=msg("Keep one of them, or correct the year or the day."),
    example="realised:\n  - {year: 2027, amount: 90 000, date: 2027-09-01}\n"
    "  - {year: 2027, amount: 150 000, date: 2028-01-20}",
)
def counted_twice_on_a_day(project: Project) -> Iterator[Violation]:
    """Look for the same year and day twice in one benefit."""
    seen: Counter[tuple[int, int, str]] = Counter()
    for path, _, one in _counts(project):
        key = int(path[1]), one.year, one.date.isoformat()
        seen[key] += 1
        if seen[key] > 1:
            yield Violation(
                path,
                msg("{year} is counted on {day} once more", year=one.year, day=one.date),
                msg("Keep one of the counts"),
            )


@rule(
    "M522",
    "realised-in-another-unit",
    Severity.WARNING,
    title=msg("The realised kroner are far from the promised ones"),
    why=msg("Accounts are often read in 1000 kr, while the files hold whole kroner."),
    fix=msg("Write whole kroner, or accept the finding if the number is right."),
    example="amounts: {2027: 180 000}\n"
    "realised:\n  - {year: 2027, amount: 175 000, date: 2028-01-20}",
)
def realised_in_another_unit(project: Project) -> Iterator[Violation]:
    """Look for counts that are a small part, or many times, of what was promised that year."""
    for path, benefit, one in _counts(project):
        promised = yearly(benefit, None).get(one.year)
        if promised is None or not promised.likely or not one.amount:
            continue
        share = Fraction(abs(one.amount)) / Fraction(promised.likely)
        if not Fraction(1, FAR) < share < FAR:
            yield Violation(
                (*path, "amount"),
                msg(
                    "{amount} was counted in {year}, and {promised} promised",
                    amount=shown_amount(one.amount),
                    year=one.year,
                    promised=shown_amount(promised.likely),
                ),
                msg("Write whole kroner: {example}", example="amount: 150 000"),
            )


def _counts(project: Project) -> Iterator[tuple[tuple[str | int, ...], Benefit, Realised]]:
    for place, benefit in enumerate(project.benefits):
        for number, one in enumerate(benefit.realised):
            yield ("benefits", place, "realised", number), benefit, one
