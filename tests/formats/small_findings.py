"""A small portfolio's findings, one of each severity and one accepted, for exact outputs."""

from __future__ import annotations

from typing import Final

from innostrat.findings import Finding, Location, Related, Rule, Severity
from innostrat.formats.findings.report import FindingsReport
from innostrat.formats.view import View
from innostrat.language import language
from innostrat.messages import Message, msg

ENGLISH: Final = View(language("en"))


def rule(code: str, severity: Severity, title: str) -> Rule:
    slug = title.lower().replace(" ", "-")
    why, fix = Message(f"Why {code} is there."), Message(f"What to do about {code}.")
    return Rule(code, slug, severity, Message(title), why, fix, "goal: bosted")


GOAL: Final = rule("R003", Severity.ERROR, "Unknown goal")
CHAMPION: Final = rule("G007", Severity.WARNING, "No champion")
SAVING: Final = rule("M301", Severity.INFO, "Saving not committed")
SMALL: Final = rule("M402", Severity.WARNING, "Small investment")

TEXT: Final = """\
id: buss
goals:
  - {goal: bostad, contribution: 3}
benefits:
  - {committed: false}
"""

REPORT: Final = FindingsReport(
    findings=(
        Finding(
            CHAMPION, Severity.WARNING, msg("Nobody leads the project"), Location("p/buss.yaml")
        ),
        Finding(
            GOAL,
            Severity.ERROR,
            msg("There is no goal {word}", word="bostad"),
            Location("p/buss.yaml", 3, 12, 3, 18),
            "buss",
            msg("Did you mean {word}?", word="bosted"),
            (Related(Location("strategy.yaml", 7, 5, 7, 9), msg("The goals stand here")),),
        ),
        Finding(
            SAVING,
            Severity.INFO,
            msg("The saving frees no room"),
            Location("p/buss.yaml", 4, 1, 5, 23),
            "buss",
        ),
        Finding(
            SMALL,
            Severity.WARNING,
            msg("The whole investment is small"),
            Location("p/kontor.yaml", 2, 1, 2, 5),
            "kontor",
            msg("It is an operating cost"),
            waived="Føres sammen med bygget.",
        ),
    ),
    files=3,
    texts={"p/buss.yaml": TEXT, "p/kontor.yaml": "id: kontor\ncosts: []\n", "strategy.yaml": ""},
    languages={},
)


def one(text: str, location: Location, **given: str) -> FindingsReport:
    """Return one finding at a place in a file of that text."""
    message = msg(given.get("template", "Wrong"))
    finding = Finding(GOAL, Severity.ERROR, message, location, given.get("item", "buss"))
    return FindingsReport((finding,), 1, {location.path: text}, {})


def many(**counts: int) -> FindingsReport:
    """Return so many findings of each severity, by its name."""
    findings = tuple(
        Finding(GOAL, Severity(name), msg("Number {n}", n=number), Location("a.yaml", number + 1))
        for name, count in counts.items()
        for number in range(count)
    )
    return FindingsReport(findings, 1, {}, {})
