"""Rules about the yearly pot: it is never overdrawn, and every application is to a pot there is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from innostrat.checks.rules.common import unknown
from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import Kroner, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.grant import Grant
    from innostrat.model.portfolio import Contents, Entry
    from innostrat.model.strategy import Strategy

AMOUNT: Final = ("decision", "amount")


@rule(
    "M501",
    "pot-overdrawn",
    Severity.ERROR,
    title=msg("More is granted than the pot holds"),
    why=msg("What was promised cannot be paid, and nobody has decided to take it from elsewhere."),
    fix=msg("Grant less, move the application to another year, or have the pot raised."),
    example="decision: {outcome: granted, amount: 300 000, …}      # the pot has 200 000 left",
)
def pot_overdrawn(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look, in the order of the decisions, for the first grant that the pot does not cover."""
    if strategy.fund is None:
        return
    by_year: dict[int, list[Entry[Grant]]] = defaultdict(list)
    for entry in contents.grants.values():
        if entry.item.granted:
            by_year[entry.item.year].append(entry)
    for year, entries in sorted(by_year.items()):
        left = int(strategy.fund.amounts.get(year, 0))
        for entry in sorted(entries, key=_decided):
            left -= entry.item.granted
            if left < 0:
                yield Violation(
                    AMOUNT,
                    msg(
                        "With this, {year} has granted {amount} more than the pot holds",
                        year=year,
                        amount=Kroner(-left),
                    ),
                    msg("Grant less, or choose another year"),
                    entry,
                )
                break


def _decided(entry: Entry[Grant]) -> tuple[str, str]:
    decision = entry.item.decision
    return (decision.date.isoformat() if decision else "", entry.item.id)


@rule(
    "M502",
    "no-such-pot",
    Severity.ERROR,
    title=msg("There is no pot for the year of the application"),
    why=msg("It asks for money that nobody has set aside."),
    fix=msg("Correct the year, or write the pot under fund in strategy.yaml."),
    example="year: 2037      # fund: {amounts: {2027: 200 000}}",
)
def no_such_pot(grant: Grant, strategy: Strategy) -> Iterator[Violation]:
    """Compare the year with those of the fund."""
    years = () if strategy.fund is None else tuple(strategy.fund.amounts)
    if grant.year not in years:
        yield Violation(
            ("year",),
            msg("There is no pot for {year}", year=grant.year),
            unknown(str(grant.year), map(str, years)),
        )
