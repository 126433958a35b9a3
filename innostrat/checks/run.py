"""Runs every check over what was read, and applies the waivers that the items themselves give."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from innostrat.analysis.value.scoring import score
from innostrat.checks import catalogue, waivers
from innostrat.findings import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from innostrat.analysis.value.scoring import Scored
    from innostrat.checks.rules.registry import Checker, Violation
    from innostrat.findings import Location
    from innostrat.model.portfolio import Contents, Entry

    Follow = Callable[[Sequence[Checker]], Iterable[Checker]]


def check(contents: Contents, follow: Follow = iter) -> tuple[Finding, ...]:
    """Return what the checks find in `contents`, sorted by place; waived findings say so.

    `follow` yields the checks again, for whoever shows how far it is.
    """

    @cache
    def competing() -> tuple[Scored, ...]:
        return _competing(contents)

    found = [
        _finding(checker, entry, problem)
        for checker in follow(catalogue.checkers())
        for entry, problem in _problems(checker, contents, competing)
    ]
    settled = waivers.settle(found, contents, catalogue.rules())
    return tuple(sorted(settled, key=lambda finding: finding.order))


def unfit(findings: tuple[Finding, ...], contents: Contents) -> frozenset[str]:
    """Return the ids of projects that have an error which nobody has accepted."""
    entries = {entry.document.path: entry for entry in contents.projects.values()}
    return frozenset(
        name
        for finding in findings
        if finding.is_open_error
        if (entry := entries.get(finding.location.path)) is not None
        for name in (entry.stem, entry.item.id)  # which differ where that is the error
    )


def _problems(
    checker: Checker, contents: Contents, competing: Callable[[], tuple[Scored, ...]]
) -> Iterator[tuple[Entry[Any] | None, Violation]]:
    known: dict[str, Any] = {"contents": contents}
    if contents.strategy is not None:
        known["strategy"] = contents.strategy.item
    elif "strategy" in checker.needs:
        return
    if "competing" in checker.needs:
        known["competing"] = competing()
    if checker.subject is None:
        arguments = {need: known[need] for need in checker.needs}
        yield from ((None, problem) for problem in checker.check(**arguments))
        return
    check = partial(checker.check, **{need: known[need] for need in checker.needs if need in known})
    own = next(need for need in checker.needs if need not in known)
    for entry in contents.entries[checker.subject].values():
        for problem in check(**{own: entry.item}):
            yield entry, problem


def _competing(contents: Contents) -> tuple[Scored, ...]:
    """Return the projects that compete in the latest round, those with errors among them."""
    latest, portfolio = contents.latest_round, contents.portfolio()
    if latest is None or portfolio is None:
        return ()
    return score(portfolio, latest).ranking


def _finding(checker: Checker, entry: Entry[Any] | None, problem: Violation) -> Finding:
    about = problem.entry or entry
    return Finding(
        rule=checker.rule,
        severity=problem.severity or checker.rule.severity,
        message=problem.message,
        location=problem.location or _located(checker, about, problem),
        item=getattr(about.item, "id", "") if about else "",
        hint=problem.hint,
        related=tuple(
            Related(other.document.locate(path), message)
            for other, path, message in problem.related
        ),
        lacks=problem.lacks,
    )


def _located(checker: Checker, about: Entry[Any] | None, problem: Violation) -> Location:
    assert about is not None, checker.rule.code  # noqa: S101  (a fault of ours)
    document = about.document
    if problem.part:
        return document.locate_part(problem.path, problem.part)
    return document.locate(problem.path, key=problem.on_key)
