"""What servers read of findings: escaping of hostile paths and words, limits, and stable names."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from formats.hostile import TEXTS, UNSEEN
from formats.hostile import findings as hostile_findings
from formats.small_findings import ENGLISH, GOAL, REPORT, many, one
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from innostrat.findings import Finding, Location, Severity
from innostrat.formats.escape import one_line
from innostrat.formats.findings import sarif as findings_sarif
from innostrat.formats.findings.fingerprints import fingerprints
from innostrat.formats.findings.report import FindingsReport
from innostrat.formats.registry.findings import findings_renderer
from innostrat.messages import msg

PATHS = (
    "a b.yaml",
    "a,b.yaml",
    "a:b.yaml",
    "100%.yaml",
    "a#b?c.yaml",
    "a\nb.yaml",
    "brøyting/æ.yaml",
    "a\x1b[31m.yaml",
    "title=x::y.yaml",
    "..%2F.yaml",
)


def rendered(name: str, report: FindingsReport) -> str:
    return findings_renderer(name)(report, ENGLISH)


def at(path: str) -> FindingsReport:
    return one("id: x\n", Location(path, 1, 1, 1, 3))


# GitHub's commands, read as the runner reads them


def command(line: str) -> tuple[str, dict[str, str], str]:
    """Return a command's name, properties and text, unescaped in the runner's order."""
    found = re.fullmatch(r"::(\w+)(?: ([^:]*))?::(.*)", line)
    assert found, line
    name, given, text = found.groups()
    pairs = (part.split("=", 1) for part in given.split(",")) if given else ()
    properties = {key: decoded(value, property_=True) for key, value in pairs}
    return name, properties, decoded(text)


def decoded(text: str, *, property_: bool = False) -> str:
    codes = [("%0D", "\r"), ("%0A", "\n")]
    codes += [("%3A", ":"), ("%2C", ",")] if property_ else []
    for code, sign in [*codes, ("%25", "%")]:
        text = text.replace(code, sign)
    return text


def commands(report: FindingsReport) -> list[tuple[str, dict[str, str], str]]:
    return [command(line) for line in rendered("github", report).splitlines()[:-1]]


@pytest.mark.parametrize("path", PATHS)
def test_github_reads_the_path_that_was_meant(path: str) -> None:
    ((name, properties, text),) = commands(at(path))
    assert (name, text) == ("error", "Wrong")
    assert properties["file"] == one_line(path)
    assert list(properties) == ["file", "line", "endLine", "col", "endColumn", "title"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_github_gets_one_command_a_finding_whatever_it_says(text: str) -> None:
    found = commands(hostile_findings(text))
    assert [name for name, _, _ in found] == ["error", "warning"]
    (_, _, said), (_, properties, _) = found
    assert said == f"{one_line(text)}\n{one_line(text)}"
    assert properties["file"] == one_line(text)


def test_github_gets_no_columns_for_a_place_of_several_lines() -> None:
    ((_, properties, _),) = commands(one("a:\n  b\n", Location("a.yaml", 1, 3, 2, 2)))
    assert "col" not in properties
    assert "endColumn" not in properties
    assert (properties["line"], properties["endLine"]) == ("1", "2")


def test_github_gets_ten_of_each_kind_and_the_number_of_the_others() -> None:
    found = commands(many(info=12, warning=11, error=14))
    assert [name for name, _, _ in found] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert found[-1][2] == "8 more findings are in the summary of this run"
    assert found[-1][1] == {}
    assert [text for _, _, text in found[:2]] == ["Number 0", "Number 1"]


def test_github_gets_nothing_but_the_sums_when_all_is_well() -> None:
    assert rendered("github", many()) == "1 file, no findings\n"


# SARIF


def sarif(report: FindingsReport) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(rendered("sarif", report))
    (run,) = read["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif_describes_each_rule_once_and_results_point_at_them() -> None:
    run = sarif(REPORT)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["G007", "M301", "M402", "R003"]
    assert rules[3] == {
        "id": "R003",
        "name": "UnknownGoal",
        "shortDescription": {"text": "Unknown goal"},
        "fullDescription": {"text": "Why R003 is there."},
        "help": {
            "text": "Why R003 is there.\nWhat to do about R003.",
            "markdown": "Why R003 is there.\n\nWhat to do about R003.\n\n"
            "```yaml\ngoal: bosted\n```",
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["portfolio"]},
    }
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_says_where_with_the_end_exclusive_and_what_to_do() -> None:
    run = sarif(REPORT)
    result = run["results"][1]
    assert run["columnKind"] == "unicodeCodePoints"
    assert result["level"] == "error"
    assert result["message"] == {"text": "There is no goal bostad. Did you mean bosted?"}
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "p/buss.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 3, "startColumn": 12, "endLine": 3, "endColumn": 18},
            }
        }
    ]
    (related,) = result["relatedLocations"]
    assert related["message"] == {"text": "The goals stand here"}
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "strategy.yaml"


def test_sarif_suppresses_what_is_accepted_and_gives_the_reason() -> None:
    *others, accepted = sarif(REPORT)["results"]
    assert accepted["suppressions"] == [
        {"kind": "inSource", "justification": "Føres sammen med bygget."}
    ]
    assert not any("suppressions" in other for other in others)


@pytest.mark.parametrize("path", [*PATHS, "a\udcffb.yaml", "/abs/a b.yaml"])
def test_sarif_has_the_path_as_a_uri(path: str) -> None:
    (result,) = sarif(at(path))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert re.fullmatch(
        r"(?:[\w./~-]|%[0-9A-F]{2})+", artifact["uri"].removeprefix("file://"), re.ASCII
    )
    assert unquote(artifact["uri"], errors="surrogatepass").removeprefix("file://") == path
    assert ("uriBaseId" in artifact) is not path.startswith("/")


def test_sarif_messages_hold_neither_links_nor_placeholders() -> None:
    message = msg("Said {text}", text="[a](http://evil.example) {0} \\")
    finding = Finding(GOAL, Severity.ERROR, message, Location("a.yaml"))
    (result,) = sarif(FindingsReport((finding,), 1, {}, {}))["results"]
    assert result["message"]["text"] == r"Said \[a\](http://evil.example) {{0}} \\"


def test_sarif_keeps_the_gravest_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings_sarif.MOST == 25_000  # as GitHub documents its limit
    monkeypatch.setattr(findings_sarif, "MOST", 25)
    results = sarif(many(info=25, error=2))["results"]
    assert len(results) == 25
    assert [result["level"] for result in results[:3]] == ["error", "error", "note"]


# GitLab


@pytest.mark.parametrize("path", [*PATHS, "a\udcffb.yaml"])
def test_gitlab_reads_exactly_the_path(path: str) -> None:
    (entry,) = json.loads(rendered("gitlab", at(path)))
    assert entry["location"] == {"path": path, "lines": {"begin": 1}}


def test_gitlab_gets_a_name_for_each_finding_and_a_severity_that_it_knows() -> None:
    entries = json.loads(rendered("gitlab", many(error=3, warning=3, info=3)))
    assert len({entry["fingerprint"] for entry in entries}) == 9
    assert {entry["severity"] for entry in entries} == {"critical", "minor", "info"}


# JUnit


@pytest.mark.parametrize("text", [*TEXTS.values(), *PATHS])
def test_junit_is_xml_that_says_what_was_meant(text: str) -> None:
    root = ET.fromstring(rendered("junit", hostile_findings(text)))  # noqa: S314  (our own)
    failures = root.findall(".//failure")
    assert [failure.get("message") for failure in failures] == [one_line(text)]
    assert [one.get("message") for one in root.findall(".//skipped")] == [one_line(text)]
    assert one_line(text) in {case.get("classname") for case in root.iter("testcase")}


def test_junit_counts_its_tests() -> None:
    root = ET.fromstring(rendered("junit", REPORT))  # noqa: S314  (our own)
    for suite in root:
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
        assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))


# Names that stay


@given(st.integers(0, 30), st.integers(0, 4))
def test_a_finding_keeps_its_name_when_its_line_moves(down: int, indent: int) -> None:
    before = one("id: a\ngoal: x\n", Location("p.yaml", 2, 7, 2, 8))
    moved = "\n" * down + "id: a\n" + " " * indent + "goal:  x\t\n"
    after = one(moved, Location("p.yaml", 2 + down, 7 + indent, 2 + down, 9 + indent))
    assert fingerprints(before) == fingerprints(after)


def test_another_line_item_or_file_has_another_name() -> None:
    place = Location("p.yaml", 1, 1, 1, 2)
    reports = (
        one("a: 1\n", place),
        one("a: 2\n", place),
        one("a: 1\n", place, item="other"),
        one("a: 1\n", Location("q.yaml", 1, 1, 1, 2)),
    )
    assert len({fingerprints(report) for report in reports}) == len(reports)


def test_equal_findings_are_numbered() -> None:
    finding = one("a: 1\n", Location("p.yaml")).findings[0]
    first, second = fingerprints(FindingsReport((finding, finding), 1, {"p.yaml": "a: 1\n"}, {}))
    assert first.removesuffix(":1") == second.removesuffix(":2")


@pytest.mark.parametrize("name", ["github", "gitlab", "sarif", "junit", "text", "json", "markdown"])
def test_nothing_hidden_gets_through(name: str) -> None:
    shown = {key: rendered(name, hostile_findings(text)) for key, text in TEXTS.items()}
    # The joiner within an emoji is one sign with its neighbours in no format of ours.
    assert {key: UNSEEN.findall(one) for key, one in shown.items() if UNSEEN.search(one)} == {}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_summary_is_a_table_that_holds_nothing_but_text(text: str) -> None:
    page = MarkdownIt("commonmark", {"linkify": False}).enable("table")
    tokens = page.parse(rendered("markdown", hostile_findings(text)))
    assert sum(token.type == "td_open" for token in tokens) == 5 * 3
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "text_special", "html_inline"}
    assert {c.content for c in inline if c.type == "html_inline"} <= {"<!-- -->"}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_json_has_the_text_as_it_was(text: str) -> None:
    data = json.loads(rendered("json", hostile_findings(text)))
    assert [one["message"] for one in data["findings"]] == [text] * 3
    assert data["findings"][1]["path"] == text
    assert data["findings"][2]["waived"] == text
