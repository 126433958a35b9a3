"""Applies the waivers that items give, and looks for waivers that waive nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from innostrat.findings import Finding, Rule, Severity
from innostrat.loading.load import did_you_mean
from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from innostrat.model.portfolio import Contents, Entry

# What is wrong with the form of a file cannot be accepted: the file says nothing until it is right.
NEVER_WAIVED: Final = ("F", "Y", "S", "W")

UNKNOWN = Rule(
    "W001",
    "unknown-waiver",
    Severity.WARNING,
    msg("A waiver names a rule that does not exist"),
    why=msg("The waiver accepts nothing, while its reader believes that something is accepted."),
    fix=msg("Write the code that stands in the finding, such as M402."),
    example="accept:\n  - {rule: M4O2, because: Regnskapsføres sammen med rehabiliteringen.}",
)
UNUSED = Rule(
    "W002",
    "unused-waiver",
    Severity.WARNING,
    msg("A waiver accepts nothing"),
    why=msg(
        "The finding that it accepted is gone. If it comes back for another reason, it would be "
        "accepted without anybody having looked at it."
    ),
    fix=msg("Remove the waiver."),
    example="accept:\n  - {rule: M402, because: …}      # the investment is 400 000 kr by now",
)
FORBIDDEN = Rule(
    "W003",
    "waiver-not-possible",
    Severity.WARNING,
    msg("A waiver names a rule that cannot be waived"),
    why=msg("Faults in the form of a file make its content unreadable, whatever the reason."),
    fix=msg("Correct what the rule is about, and remove the waiver."),
    example="accept:\n  - {rule: S001, because: Vi trenger nøkkelen selv.}",
)
RULES = (UNKNOWN, UNUSED, FORBIDDEN)


def settle(
    found: Iterable[Finding], contents: Contents, rules: Mapping[str, Rule]
) -> Iterator[Finding]:
    """Yield `found` with the reasons of their waivers, and a finding for each useless waiver."""
    names = {name: rule for rule in rules.values() for name in (rule.code, rule.slug)}
    items = chain.from_iterable(entries.values() for entries in contents.entries.values())
    entries = {one.document.path: one for one in items if hasattr(one.item, "accept")}
    used: set[tuple[str, str]] = set()
    for finding in found:
        path = finding.location.path
        used.add((path, finding.code))
        yield replace(finding, waived=_reason(finding, entries.get(path), names))
    for path, entry in entries.items():
        for number, waiver in enumerate(entry.item.accept):
            rule = names.get(waiver.rule)
            if rule is None or (path, rule.code) not in used:
                yield _useless(entry, number, rule, names)


def _reason(finding: Finding, entry: Entry[Any] | None, names: Mapping[str, Rule]) -> str | None:
    waivers = () if entry is None else entry.item.accept
    return next(
        (waiver.because for waiver in waivers if names.get(waiver.rule) is finding.rule), None
    )


def _useless(
    entry: Entry[Any], number: int, rule: Rule | None, names: Mapping[str, Rule]
) -> Finding:
    name = entry.item.accept[number].rule
    hint: Message | None
    if rule is None:
        broken, hint = UNKNOWN, did_you_mean(name, names)
        message = msg("There is no rule {name}", name=name)
    elif rule.code.startswith(NEVER_WAIVED):
        broken, hint = FORBIDDEN, None
        message = msg("The rule {name} cannot be waived", name=name)
    else:
        broken, hint = UNUSED, msg("Remove the waiver")
        message = msg("The waiver of {name} accepts nothing here", name=name)
    location = entry.document.locate(("accept", number, "rule"))
    return Finding(broken, broken.severity, message, location, entry.item.id, hint)
