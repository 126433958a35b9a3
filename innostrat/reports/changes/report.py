"""What a change does, in sentences first and tables after: the comment on a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.analysis.changes.comparison import Happened
from innostrat.analysis.value.scoring import units
from innostrat.economy import readable_amount
from innostrat.language import in_english
from innostrat.messages import Listing, Message, Points, msg, msgn
from innostrat.reports.amounts import as_number
from innostrat.reports.changes import tables
from innostrat.reports.changes import values as change_values
from innostrat.reports.plain import plain
from innostrat.reports.plan.balance import rule_in_words
from innostrat.reports.table import Block, Json, Paragraph, Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from innostrat.analysis.changes.comparison import BalanceMove, Comparison, FrameMove, Move
    from innostrat.analysis.plan.result import Balance
    from innostrat.checks.compare import FindingsChange
    from innostrat.messages import Value

MOST_SENTENCES: Final = 12
GONE: Final = frozenset({Happened.REMOVED, Happened.BROKEN})


def changes_report(
    name: str,
    comparison: Comparison,
    findings: FindingsChange,
    span: tuple[Message, Message],
) -> Report:
    """Return the report of a comparison of the portfolio `name` over `span`, (before, after)."""
    sentences = tuple(_sentences(comparison, findings))
    before, after = span
    head = msg("{portfolio}: from {before} to {after}", portfolio=name, before=before, after=after)
    # That nothing of weight changes is only known of what is compared.
    headline = [_headline(sentences)] if sentences or comparison.is_ranked else []
    blocks: list[Block] = [*headline, *_loud(comparison)]
    return Report(
        title=msg("What the change does to the prioritisation"),
        preamble=(head, *comparison.notes),
        blocks=tuple(blocks),
        details=tables.tables(comparison, findings),
        data=data(name, comparison, findings, span),
    )


def _headline(sentences: tuple[Message, ...]) -> Block:
    if not sentences:
        return Paragraph((msg("Nothing of weight changes: no rank, no funding, no finding."),))
    shown = sentences[:MOST_SENTENCES]
    bullets = tuple(map(_bullet, shown))
    if hidden := len(sentences) - len(shown):
        bullets += (msgn("… and {n} more change below", "… and {n} more changes below", hidden),)
    return Paragraph(bullets)


def _loud(comparison: Comparison) -> Iterator[Block]:
    """Yield what changes the rules for everybody; it must not be overlooked."""
    if comparison.rules:
        names = Listing(tuple(change.id for change in comparison.rules))
        yield Paragraph(
            (
                msg(
                    "Weights, criteria, goals, frames or rules are changed in {files}. That may "
                    "move every project, also those that nobody touched.",
                    files=names,
                ),
                *map(_bullet, value_model(comparison)),
            ),
            title=msg("THE RULES ARE CHANGED"),
        )


def value_model(comparison: Comparison) -> tuple[Message, ...]:
    """Return what is changed in how a value comes about."""
    if comparison.strategies is None:
        return ()
    return tuple(change_values.value_model_sentences(*comparison.strategies))


def _bullet(sentence: Message) -> Message:
    return msg("• {sentence}", sentence=sentence)


def _sentences(comparison: Comparison, findings: FindingsChange) -> Iterator[Message]:
    touched = {one.id for one in comparison.items}
    moves = sorted(comparison.moves, key=lambda move: (move.id not in touched, move.id))
    own = [move for move in moves if move.id in touched]
    yield from (_moved(move, funded=move.id in comparison.funded_after) for move in own)
    yield from displacement(comparison)
    if others := [move for move in moves if move.id not in touched and _rank_moved(move)]:
        yield msgn(
            "{n} project that nobody touched changes its rank",
            "{n} projects that nobody touched change their rank",
            len(others),
        )
    for project, before, after in comparison.restarted:
        yield msg(
            "{project} starts in {after} instead of {before}",
            project=project,
            before=before,
            after=after,
        )
    yield from frames_redrawn(comparison)
    yield from frame_moves(comparison)
    yield from _rules_kept(comparison)
    yield from _goals(comparison)
    yield from _findings(findings)


def _rank_moved(move: Move) -> bool:
    return move.rank_before != move.rank_after


def _moved(move: Move, *, funded: bool) -> Message:
    """Return how one project's rank and value moved, and the criterion that moved it.

    Of what is new in the ranking it is said where it is not in the plan: a high rank is no place.
    """
    before, after = move.rank_before, move.rank_after
    values: dict[str, Value] = {
        "project": move.title,
        "before": before,
        "after": after,
        "why": _because(move),
    }
    if before is None and after is not None:
        if funded:
            return msg("{project} enters at rank {after} ({why})", **values)
        return msg("{project} enters at rank {after} ({why}), and is not in the plan", **values)
    if move.value_before is None:
        return msg("{project} is new outside the ranking ({why})", **values)
    if move.value_after is None and before is None:
        return msg("{project} is no longer scored", **values)
    if move.value_after is None:
        return msg("{project} leaves the ranking, where it had rank {before}", **values)
    if before is None:
        return msg("{project} stays outside the ranking ({why})", **values)
    if after is None:
        return msg("{project} leaves the ranking, where it had rank {before}", **values)
    if before == after:
        return msg("{project} keeps its rank {after} ({why})", **values)
    if after < before:
        return msg("{project} rises from rank {before} to rank {after} ({why})", **values)
    return msg("{project} falls from rank {before} to rank {after} ({why})", **values)


def _because(move: Move) -> Message:
    value = None if move.value_after is None else Points(move.value_after)
    if not move.parts:
        return msg("value {value}", value=value)
    criterion, change = move.parts[0]
    return msg(
        "value {value}, most by {criterion}: {change}",
        value=value,
        criterion=criterion,
        change=tables.signed(change),
    )


def displacement(comparison: Comparison) -> Iterator[Message]:
    """Yield who comes in and who goes out of the plan."""
    gone = {one.id for one in comparison.items if one.happened in GONE}
    lost = Listing(tuple(x.project.title for x in comparison.displaced if x.project.id in gone))
    out = tuple(x.project.title for x in comparison.displaced if x.project.id not in gone)
    entered = Listing(tuple(one.project.title for one in comparison.entered))
    displaced = Listing(out)
    if lost.items:
        yield msg("funded before, and removed or unreadable now: {projects}", projects=lost)
    if comparison.entered and out:
        yield msgn(
            "{entered} pushes {displaced} below the line",
            "{entered} push {displaced} below the line",
            len(comparison.entered),
            entered=entered,
            displaced=displaced,
        )
    elif comparison.entered:
        yield msg("now funded, and nothing has to give way: {entered}", entered=entered)
    elif out:
        yield msg("no longer funded: {displaced}", displaced=displaced)


def frame_moves(comparison: Comparison) -> Iterator[Message]:
    """Yield, a frame at a time, what is used more or less of it in which years."""
    for frame_id in dict.fromkeys(move.frame.frame.id for move in comparison.frames):
        moves = [move for move in comparison.frames if move.frame.frame.id == frame_id]
        frame = moves[0].frame.frame
        used = [move for move in moves if move.more]
        if len(used) == 1:
            yield _used_once(used[0])
        elif used:
            amounts = Listing(tuple(map(_used, used)))
            yield msg("uses of {frame}: {amounts}", frame=frame.title, amounts=amounts)


def frames_redrawn(comparison: Comparison) -> Iterator[Message]:
    """Yield which frames hold another amount than before."""
    for move in comparison.frames:
        if move.limit_before not in {None, move.frame.limit}:
            yield msg(
                "the frame {frame} in {year} goes from {before} to {after}",
                frame=move.frame.frame.title,
                year=move.frame.year,
                before=readable_amount(move.limit_before or 0, move.frame.frame),
                after=readable_amount(move.frame.limit, move.frame.frame),
            )


def _used_once(move: FrameMove) -> Message:
    frame, year = move.frame.frame, move.frame.year
    amount = readable_amount(abs(move.more), frame)
    if move.more > 0:
        return msg(
            "uses {amount} more of {frame} in {year}", amount=amount, frame=frame.title, year=year
        )
    return msg(
        "uses {amount} less of {frame} in {year}", amount=amount, frame=frame.title, year=year
    )


def _used(move: FrameMove) -> Message:
    amount = readable_amount(abs(move.more), move.frame.frame)
    if move.more > 0:
        return msg("{amount} more in {year}", amount=amount, year=move.frame.year)
    return msg("{amount} less in {year}", amount=amount, year=move.frame.year)


def _rules_kept(comparison: Comparison) -> Iterator[Message]:
    for move in comparison.balance:
        rule = rule_in_words(move.after.rule, move.portfolio, move.after.budget)
        if not move.after.holds:
            yield msg("breaks a balance rule: {rule}", rule=rule)
        elif move.before is not None and not move.before.holds:
            yield msg("keeps a balance rule that was broken: {rule}", rule=rule)


def _goals(comparison: Comparison) -> Iterator[Message]:
    if comparison.goals_gained:
        goals = Listing(comparison.goals_gained)
        yield msg("goals that somebody works for now: {goals}", goals=goals)
    if comparison.goals_lost:
        yield msg(
            "goals that nobody works for any more: {goals}", goals=Listing(comparison.goals_lost)
        )


def _findings(findings: FindingsChange) -> Iterator[Message]:
    if findings.new:
        yield msgn("{n} new finding", "{n} new findings", len(findings.new))
    if findings.solved:
        yield msgn("{n} finding solved", "{n} findings solved", len(findings.solved))


def data(
    name: str, comparison: Comparison, findings: FindingsChange, span: tuple[Message, Message]
) -> Mapping[str, Json]:
    """Return the comparison as the documented JSON."""
    by_kind: dict[str, list[Json]] = {one.value: [] for one in Happened}
    for change in (*comparison.rules, *comparison.items):
        by_kind[change.happened.value].append(
            {
                "kind": change.kind,
                "id": change.id,
                "before_id": change.before,
                "fields": [
                    {"path": list(one.path), "before": one.before, "after": one.after}
                    for one in change.fields
                ],
            }
        )
    return {
        "format": 1,
        "kind": "diff",
        "portfolio": name,
        "before": in_english(span[0]),
        "after": in_english(span[1]),
        "items": by_kind,
        "rules_changed": bool(comparison.rules),
        "value_model": [in_english(one) for one in value_model(comparison)],
        "ranks": [_rank(move) for move in comparison.moves],
        "is_ranked": comparison.is_ranked,
        "funded": _funded(comparison),
        "frames": [_frame(move) for move in comparison.frames],
        "balance": [_balance(move) for move in comparison.balance],
        "goals": {"gained": list(comparison.goals_gained), "lost": list(comparison.goals_lost)},
        "findings": {
            "new": [
                _finding(one.code, one.location.path, one.location.line) for one in findings.new
            ],
            "solved": [
                _finding(one.code, one.location.path, one.location.line) for one in findings.solved
            ],
        },
    }


def _rank(move: Move) -> Json:
    return {
        "id": move.id,
        "before": move.rank_before,
        "after": move.rank_after,
        "value_before": _points(move.value_before),
        "value_after": _points(move.value_after),
    }


def _points(value: Fraction | None) -> float | None:
    return None if value is None else units(value) / 10_000


def _funded(comparison: Comparison) -> Json:
    return {
        "before": list(comparison.funded_before),
        "after": list(comparison.funded_after),
        "in": [one.project.id for one in comparison.entered],
        "out": [one.project.id for one in comparison.displaced],
    }


def _frame(move: FrameMove) -> Json:
    frame, before = move.frame.frame, move.used_before
    return {
        "id": frame.id,
        "year": move.frame.year,
        "used_before": None if before is None else as_number(before, frame),
        "used_after": as_number(move.frame.used, frame),
    }


def _balance(move: BalanceMove) -> Json:
    return {
        "rule": {key: plain(value) for key, value in move.after.rule if value is not None},
        "before": None if move.before is None else _stand(move.before),
        "after": _stand(move.after),
    }


def _stand(balance: Balance) -> Json:
    share = None if balance.share is None else round(float(balance.share), 6)
    return {"projects": balance.projects, "share": share, "holds": balance.holds}


def _finding(code: str, path: str, line: int) -> Json:
    return {"code": code, "path": path, "line": line}
