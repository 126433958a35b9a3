"""Rules about files written for an older version: they never silently mean something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import msg
from innostrat.model.strategy import CURRENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.portfolio import Contents
    from innostrat.model.round import Round

UPGRADE: Final = "innostrat fmt --upgrade"


@rule(
    "F010",
    "older-format",
    Severity.WARNING,
    title=msg("The portfolio is written in an older version of the format"),
    why=msg(
        "Some keys mean something else since. What would be read in another way than it was "
        "written is an error of its own, and everything else means what it did."
    ),
    fix=msg("Let {command} rewrite the files; comments stay.", command=UPGRADE),
    example="format: 1",
)
def older_format(contents: Contents) -> Iterator[Violation]:
    """Look at the version that the strategy states for the whole portfolio."""
    entry = contents.strategy
    if entry is not None and entry.item.format < CURRENT:
        yield Violation(
            ("format",),
            msg(
                "The files are written in format {old}, and the newest is {new}",
                old=entry.item.format,
                new=CURRENT,
            ),
            msg("Bring them up to date: {command}", command=UPGRADE),
            entry,
        )


@rule(
    "F011",
    "meaning-changed",
    Severity.ERROR,
    title=msg("A key meant something else when the file was written"),
    why=msg(
        "In format 1 a share was of operating and investment costs together. They are separate "
        "budgets and are added nowhere any more, so the rule would demand something else."
    ),
    fix=msg("Let {command} write which costs it counts, and look at the share.", command=UPGRADE),
    example="# strategy.yaml says format: 1\nbalance:\n  - {focus_area: samfunn, min_share: 35 %}",
)
def meaning_changed(round_: Round, contents: Contents) -> Iterator[Violation]:
    """Look for shares in format 1 that name no budget, where the round has two."""
    if contents.strategy is None or contents.strategy.item.format == CURRENT:
        return
    for number in round_.silent_shares:
        yield Violation(
            ("balance", number),
            msg("In format 1 this share was of operating and investment costs together"),
            msg("Let {command} write {example}", command=UPGRADE, example="counts: operating"),
        )
