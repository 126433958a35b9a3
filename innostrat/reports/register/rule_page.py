"""A rule's page: what is wrong, why it matters, what to do, and how to accept it; and all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.language import in_english
from innostrat.messages import Message, msg
from innostrat.reports.register.page import SEVERITIES
from innostrat.reports.table import Block, Column, Facts, Json, Paragraph, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from innostrat.findings import Rule


def report(rule: Rule, example: str, *, waivable: bool) -> Report:
    """Return the page of one rule; `waivable` says whether an item may accept it.

    `example` is the rule's, in the language that it is read in.
    """
    blocks: list[Block] = [
        Facts(
            "rule",
            None,
            (
                (msg("Code"), rule.code),
                (msg("Name"), rule.slug),
                (msg("Severity"), SEVERITIES[rule.severity]),
            ),
        ),
        Paragraph((rule.why,), msg("Why")),
        Paragraph((rule.fix,), msg("What to do")),
    ]
    if example:
        blocks.append(Paragraph((example,), msg("An example of what is found")))
    blocks.append(Paragraph(_waiver(rule, waivable=waivable), msg("To accept it")))
    return Report(
        title=msg("{code}: {title}", code=rule.code, title=rule.title),
        preamble=(),
        blocks=tuple(blocks),
        data={"format": 1, "kind": "rule", **data(rule), "waivable": waivable},
    )


def catalogue(rules: Iterable[Rule]) -> Report:
    """Return all rules in a table, by code."""
    rules = tuple(rules)
    return Report(
        title=msg("Rules"),
        preamble=(),
        blocks=(
            Table(
                key="rules",
                title=msg("All rules"),
                columns=(
                    Column("code", msg("Code")),
                    Column("severity", msg("Severity")),
                    Column("title", msg("Rule"), wide=True),
                    Column("slug", msg("Name"), optional=1),
                ),
                rows=tuple(
                    Row.of(rule.code, SEVERITIES[rule.severity], rule.title, rule.slug)
                    for rule in rules
                ),
                notes=(msg("`innostrat explain CODE` says why, and what to do."),),
            ),
        ),
        data={"format": 1, "kind": "rules", "rules": [data(rule) for rule in rules]},
    )


def data(rule: Rule) -> dict[str, Json]:
    """Return a rule for machines, in English."""
    return {
        "code": rule.code,
        "slug": rule.slug,
        "severity": rule.severity.value,
        "title": in_english(rule.title),
        "why": in_english(rule.why),
        "fix": in_english(rule.fix),
        "example": rule.example or None,
    }


def _waiver(rule: Rule, *, waivable: bool) -> tuple[Message | str, ...]:
    if not waivable:
        return (msg("It cannot be accepted: it must be corrected."),)
    return (
        msg("An idea or project may accept it with a reason, which is then printed:"),
        f"accept: [{{rule: {rule.code}, because: …}}]",
    )
