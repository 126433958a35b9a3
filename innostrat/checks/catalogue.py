"""All rules there are, by code: those about files and shape, and those that the checks declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.checks import waivers
from innostrat.checks.rules import (  # noqa: F401  (each family registers its rules)
    amounts,
    assessing,
    capital,
    coding,
    criteria,
    decided,
    demands,
    foundations,
    funding,
    grants,
    identity,
    lifetimes,
    links,
    phases,
    prices,
    privacy,
    purposes,
    realised,
    references,
    registry,
    rounds,
    times,
    titles,
    trials,
    versions,
)
from innostrat.files import rules as file_rules
from innostrat.model import rules as model_rules

if TYPE_CHECKING:
    from innostrat.checks.rules.registry import Checker
    from innostrat.findings import Rule


def checkers() -> tuple[Checker, ...]:
    """Return every check, by code."""
    return tuple(registry.CHECKERS[code] for code in sorted(registry.CHECKERS))


def rules() -> dict[str, Rule]:
    """Return every rule by its code, sorted."""
    checked = (one.rule for one in checkers())
    declared = (*file_rules.RULES, *model_rules.RULES, *waivers.RULES, *checked)
    return {rule.code: rule for rule in sorted(declared, key=lambda rule: rule.code)}
