"""Findings as SARIF 2.1.0 (OASIS), which GitHub's code scanning and many editors read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from innostrat import __version__
from innostrat.findings import Severity
from innostrat.formats.escape import one_line, visible
from innostrat.formats.findings.fingerprints import fingerprints
from innostrat.formats.findings.report import reported
from innostrat.formats.json.text import json_text
from innostrat.formats.markdown.report import markdown_paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.findings import Finding, Location, Related, Rule
    from innostrat.formats.findings.report import FindingsReport
    from innostrat.formats.view import View
    from innostrat.language import Language
    from innostrat.messages import Message
    from innostrat.reports.table import Json

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT: Final = "%SRCROOT%"
LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
LITERAL: Final = str.maketrans({"\\": r"\\", "[": r"\[", "]": r"\]", "{": "{{", "}": "}}"})
MOST: Final = 25_000  # results that GitHub reads of a run; the gravest are kept


def render(report: FindingsReport, view: View) -> str:
    """Return one run with all findings; those that are accepted are suppressed with the reason."""
    named = list(zip(report.findings, fingerprints(report), strict=True))
    if len(named) > MOST:
        named = sorted(named, key=lambda one: one[0].severity.rank)[:MOST]
    found = {finding.code: finding.rule for finding, _ in named}
    rules = [found[code] for code in sorted(found)]
    index = {rule.code: number for number, rule in enumerate(rules)}
    driver: Json = {
        "name": "innostrat",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule, view.language) for rule in rules],
    }
    run: Json = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, name, index[finding.code], report.speaker(finding, view))
            for finding, name in named
        ],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule, speak: Language) -> Json:
    why, fix = one_line(speak(rule.why)), one_line(speak(rule.fix))
    markdown = f"{markdown_paragraph(why)}\n\n{markdown_paragraph(fix)}"
    if rule.example:
        markdown += f"\n\n```yaml\n{_example(rule)}\n```"
    return {
        "id": rule.code,
        "name": _name(rule),
        "shortDescription": _text(rule.title, speak),
        "fullDescription": _text(rule.why, speak),
        "help": {"text": f"{why}\n{fix}", "markdown": markdown},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": ["portfolio"]},
    }


def _name(rule: Rule) -> str:
    """Return the rule's slug as SARIF wants a name: `UnknownKey`."""
    return "".join(part.capitalize() for part in rule.slug.split("-"))


def _example(rule: Rule) -> str:
    return "\n".join(visible(line) for line in rule.example.split("\n"))


def _text(message: Message, speak: Language) -> Json:
    return {"text": one_line(speak(message))}


def _result(finding: Finding, name: str, index: int, speak: Language) -> Json:
    result: dict[str, Json] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": _literal(reported(finding, speak))},
        "locations": [_location(finding.location)],
        "partialFingerprints": {"primaryLocationLineHash": name},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(one.location), "message": _said(one, speak)}
            for number, one in enumerate(finding.related)
        ]
    if finding.waived is not None:
        reason = one_line(finding.waived)
        result["suppressions"] = [{"kind": "inSource", "justification": reason}]
    return result


def _said(related: Related, speak: Language) -> Json:
    return {"text": _literal(one_line(speak(related.message)))}


def _literal(text: str) -> str:
    """Return `text` with no placeholders and no links in it (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    return text.translate(LITERAL)


def _location(location: Location) -> Mapping[str, Json]:
    region = {"startLine": location.line, "startColumn": location.column}
    if (location.end_line, location.end_column) > (location.line, location.column):
        region |= {"endLine": location.end_line, "endColumn": location.end_column}
    return {"physicalLocation": {"artifactLocation": _artifact(location.path), "region": region}}


def _artifact(path: str) -> Json:
    uri = quote(path, errors="surrogatepass")
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": ROOT}
