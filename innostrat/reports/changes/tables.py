"""The tables below the sentences of a change: fields, ranks, the funded set, frames, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.analysis.changes.comparison import Happened
from innostrat.messages import Listing, Message, Percent, Points, msg
from innostrat.model.words import Commitment, Degree, FundingStatus, Outcome, Phase, Selection, Word
from innostrat.reports.amounts import cell, cost_cells, cost_columns
from innostrat.reports.plan.balance import rule_in_words
from innostrat.reports.table import Align, Cell, Column, Item, Row, Table

if TYPE_CHECKING:
    from fractions import Fraction

    from innostrat.analysis.changes.comparison import Comparison, FrameMove, ItemChange
    from innostrat.analysis.plan.result import Balance, Funded
    from innostrat.checks.compare import FindingsChange
    from innostrat.findings import Finding

MOST_PARTS: Final = 3
HAPPENED: Final = {
    Happened.ADDED: msg("added"),
    Happened.REMOVED: msg("removed"),
    Happened.MOVED: msg("renamed"),
    Happened.CHANGED: msg("changed"),
    Happened.BROKEN: msg("can no longer be read"),
}
# What a value is called in tables, by the key that holds it.
WORDS: Final[dict[str, type[Word]]] = {
    "phase": Phase,
    "commitment": Commitment,
    "degree": Degree,
    "status": FundingStatus,
    "outcome": Outcome,
    "selection": Selection,
}


def tables(comparison: Comparison, findings: FindingsChange) -> tuple[Table, ...]:
    """Return the tables that have something to show."""
    every = (
        _items(comparison),
        _fields(comparison),
        ranks(comparison),
        funding(comparison),
        _frames(comparison),
        _balance(comparison),
        _findings("new-findings", msg("New findings"), findings.new),
        _findings("solved-findings", msg("Solved findings"), findings.solved),
    )
    return tuple(table for table in every if table.rows)


def _items(comparison: Comparison) -> Table:
    rows = tuple(
        Row.of(one.id, one.title, _what(one)) for one in (*comparison.rules, *comparison.items)
    )
    columns = (
        Column("id", msg("Id"), wide=True, ids=True),
        Column("title", msg("Title"), wide=True),
        Column("happened", msg("What happened"), wide=True),
    )
    return Table("items", msg("Files"), columns, rows)


def _what(change: ItemChange) -> Message:
    if change.happened is Happened.MOVED:
        return msg("renamed from {before}", before=change.before)
    return HAPPENED[change.happened]


def _fields(comparison: Comparison) -> Table:
    columns = (
        Column("id", msg("Title"), wide=True),
        Column("key", msg("Key"), wide=True),
        Column("before", msg("Before"), wide=True),
        Column("after", msg("After"), wide=True),
    )
    rows = tuple(
        Row.of(
            Item(change.id, change.title),
            " › ".join(one.path),
            _word(one.path, one.before),
            _word(one.path, one.after),
        )
        for change in (*comparison.rules, *comparison.items)
        for one in change.fields
    )
    return Table("fields", msg("What was written"), columns, rows)


def _word(path: tuple[str, ...], text: str | None) -> Cell:
    """Return a value as people call it; what the models do not know stands as it is."""
    words = WORDS.get(path[-1]) if path else None
    word = words.named(text) if words else None
    return word.label if word else text


def ranks(comparison: Comparison) -> Table:
    """Return the values and ranks that moved, and what moved them."""
    columns = (
        Column("project", msg("Project"), wide=True),
        Column("rank_before", msg("Rank before"), Align.RIGHT),
        Column("rank_after", msg("after"), Align.RIGHT),
        Column("value_before", msg("Value before"), Align.RIGHT),
        Column("value_after", msg("after"), Align.RIGHT),
        Column("parts", msg("Moved by"), wide=True),
    )
    moves = sorted(comparison.moves, key=lambda move: (move.rank_after or 10**6, move.id))
    rows = tuple(
        Row.of(
            move.title,
            move.rank_before,
            move.rank_after,
            None if move.value_before is None else Points(move.value_before),
            None if move.value_after is None else Points(move.value_after),
            Listing(
                tuple(
                    msg("{criterion} {change}", criterion=title, change=signed(change))
                    for title, change in move.parts[:MOST_PARTS]
                )
            ),
        )
        for move in moves
    )
    return Table("ranks", msg("Values and ranks"), columns, rows)


def signed(points: Fraction) -> Message:
    """Return a change in points with its sign."""
    if points < 0:
        return msg("−{points}", points=Points(-points))
    return msg("+{points}", points=Points(points))


def funding(comparison: Comparison) -> Table:
    """Return who is in and out of the plan."""
    columns = (
        Column("change", msg("Change")),
        Column("project", msg("Project"), wide=True),
        Column("start", msg("Start"), Align.RIGHT),
        *cost_columns(),
    )
    rows = [_funding(msg("in"), one) for one in comparison.entered]
    rows += [_funding(msg("out"), one) for one in comparison.displaced]
    return Table("funding", msg("In and out of the plan"), columns, tuple(rows))


def _funding(change: Message, one: Funded) -> Row:
    return Row.of(change, one.project.title, one.start, *cost_cells(one.cost))


def _frames(comparison: Comparison) -> Table:
    columns = (
        Column("frame", msg("Frame"), wide=True),
        Column("year", msg("Year"), Align.RIGHT),
        Column("before", msg("Used before"), Align.RIGHT),
        Column("after", msg("after"), Align.RIGHT),
        Column("limit", msg("Frame"), Align.RIGHT),
    )
    rows = tuple(
        Row.of(
            move.frame.frame.title,
            move.frame.year,
            _amount(move, move.used_before),
            _amount(move, move.frame.used),
            _amount(move, move.frame.limit),
        )
        for move in comparison.frames
    )
    return Table("frames", msg("The frames, in 1000 kr or their own unit"), columns, rows)


def _balance(comparison: Comparison) -> Table:
    columns = (
        Column("rule", msg("The round demands"), wide=True),
        Column("before", msg("Before"), Align.RIGHT),
        Column("after", msg("After"), Align.RIGHT),
        Column("holds", msg("Kept")),
    )
    rows = tuple(
        Row.of(
            rule_in_words(move.after.rule, move.portfolio, move.after.budget),
            None if move.before is None else _stands(move.before),
            _stands(move.after),
            msg("yes") if move.after.holds else msg("NO"),
        )
        for move in comparison.balance
    )
    return Table("balance", msg("Balance rules of the round"), columns, rows)


def _stands(balance: Balance) -> Cell:
    """Return what the rule is about: the number of projects, or their share of the money."""
    rule = balance.rule
    if balance.share is None or (rule.min_share is None and rule.max_share is None):
        return balance.projects
    return Percent(balance.share, 1)


def _amount(move: FrameMove, amount: int | None) -> Cell:
    return None if amount is None else cell(amount, move.frame.frame)


def _findings(key: str, title: Message, findings: tuple[Finding, ...]) -> Table:
    columns = (
        Column("code", msg("Code")),
        Column("place", msg("Place"), wide=True),
        Column("message", msg("Finding"), wide=True),
    )
    rows = tuple(
        Row.of(one.code, f"{one.location.path}:{one.location.line}", one.message)
        for one in findings
    )
    return Table(key, title, columns, rows)
