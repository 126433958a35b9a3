"""The documents say what is so: commands run, examples hold, links lead somewhere, tables agree."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import documents
import generated_docs
import pictures
import pypdfium2
import pytest
import reading
import showcase

from innostrat.analysis.plan.planning import make_plan
from innostrat.analysis.value.scoring import score
from innostrat.appraisal import gross_benefits
from innostrat.cli import ROOFS, command
from innostrat.language import language
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction
    from pathlib import Path

    from innostrat.analysis.value.scoring import Scores
    from innostrat.model.portfolio import Portfolio

DOCUMENTS: Final = documents.documents()
FORMAT: Final = documents.ROOT / "docs" / "format.md"
METHOD: Final = documents.ROOT / "docs" / "method.md"
COMMANDS: Final = sorted({one for page in DOCUMENTS for one in documents.commands(page)})
NAMED: Final = re.compile(r"`innostrat ([a-z][a-z-]*)((?: [^`\n]*)?)`")
OPTION: Final = re.compile(r"(?<![\w-])--?[a-z][\w-]*")
# Documents name no machine's folders, and no addresses but these.
FOREIGN: Final = re.compile(
    r"(?<![\w.])/(?:home|root|tmp|Users)/"
    r"|https?://(?!(?:github\.com/OWNER|keepachangelog\.com|no-color\.org|pre-commit\.com|semver\.org))"
)
KEY_TABLE: Final = re.compile(
    r"^\| key(?: of `(?P<kind>[\w-]+)`)? \|.*\n\|.*\n(?P<rows>(?:\|.*\n)+)", re.MULTILINE
)
MACHINE: Final = {
    "findings": "innostrat validate gausdal --format json",
    "scores": "innostrat score fjord-libraries --format json",
    "trial": "innostrat trial fjord-libraries --format json",
    "plan": "innostrat prioritize gausdal --format json",
    "items": "innostrat list fjord-libraries --format json",
    "item": "innostrat show book-boat fjord-libraries --format json",
    "goals": "innostrat goals fjord-libraries --format json",
    "why": "innostrat why book-boat fjord-libraries --format json",
    "what-if": "innostrat what-if fjord-libraries --frame programme=+50000 --format json",
    "alternatives": "innostrat alternatives fjord-libraries --count 1 --format json",
    "robust": "innostrat robust fjord-libraries --draws 1000 --checks 10 --format json",
    "sensitivity": "innostrat sensitivity fjord-libraries --format json",
    "uncertainty": "innostrat uncertainty fjord-libraries --draws 1000 --format json",
    "benefits": "innostrat benefits gausdal --date 2028-02-01 --format json",
    "fund": "innostrat fund gausdal --format json",
    "diff": "innostrat diff main familieteam --format json",
    "history": "innostrat history familieteam gausdal --format json",
    "rule": "innostrat explain M402 --format json",
    "form": "innostrat import skjema.xlsx gausdal --format json",
    "answers": "innostrat ideas gausdal --answers --format json",
}


def name(path: Path) -> str:
    return path.relative_to(documents.ROOT).as_posix()


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_that_are_shown_run(command: str) -> None:
    printed = showcase.run(f"{command} --lang en")
    assert printed.code == 0, printed.err
    assert printed.out or " -o " in command or " --check" in command


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_commands_that_sentences_name_are_there_with_their_options(document: Path) -> None:
    for called in NAMED.finditer(documents.text(document)):
        verb, rest = called.groups()
        below = rest.split()[0] if rest else ""
        made = command(below if below in ROOFS.get(verb, ()) else verb)
        known = {one for each in made.params for one in (*each.opts, *each.secondary_opts)}
        assert set(OPTION.findall(rest)) - known == set(), called[0]


def test_the_readme_counts_the_pages_of_the_example() -> None:
    example = documents.ROOT / "docs" / "examples" / "gausdal.pdf"
    count = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    told = re.search(r"\[(\w+)\s+pages", documents.text(documents.ROOT / "README.md"))
    assert told is not None
    assert count.index(told[1]) == len(pypdfium2.PdfDocument(example))


@pytest.mark.parametrize("document", [*DOCUMENTS, documents.HOOKS], ids=name)
def test_generated_parts_are_current(document: Path) -> None:
    text = documents.text(document)
    fresh = documents.regenerated(text, generated_docs.generate)
    assert text == fresh, "run python tests/generated_docs.py"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_lead_somewhere(document: Path) -> None:
    for link in documents.links(document):
        path, _, anchor = link.target.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), link.target
        if anchor:
            assert anchor in documents.anchors(target), link.target


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_no_document_names_places_of_one_machine(document: Path) -> None:
    assert FOREIGN.findall(documents.text(document)) == []


def test_complete_examples_are_one_portfolio_without_findings() -> None:
    examples = documents.complete_examples(FORMAT)
    contents, findings = reading.findings_of(examples)
    assert [reading.shown(one) for one in findings if one.waived is None] == []
    assert contents.files == len(examples) == 8


def test_method_computes_one_value_as_the_tool_does() -> None:
    portfolio, scores = example()
    plan = scores.round
    text = documents.text(METHOD)
    sensors = portfolio.projects["quiet-nights"]
    worth = gross_benefits(sensors, plan, portfolio.strategy.discount_rate)
    assert f"| present value | | | **{spaced(worth)}** |" in text
    for one in scores.ranking:
        assert f"**{float(one.value):.2f}**" in text
    for part in scores.ranking[0].parts:
        assert f"| {float(part.contribution):.2f} |" in row(text, part.criterion.title)


def test_method_lists_every_selection_of_two() -> None:
    portfolio, scores = example()
    plan = make_plan(portfolio, scores, Selection.OPTIMAL)
    starts = {one.project.id: one.start for one in plan.funded}
    table = documents.text(METHOD).partition("| sensors | workshop |")[2].partition("\n\n")[0]
    rows = [line for line in table.split("\n") if line.startswith("|")][1:]
    assert len(rows) == 9
    best = max((one for one in rows if "| yes |" in one or "**yes**" in one), key=points)
    assert best.startswith(f"| **{starts['quiet-nights']}** | **{starts['open-workshop']}** |")
    assert points(best) == round(plan.value / 10_000, 2)
    values = {one.id: float(one.value) for one in scores.ranking}
    for line in rows:
        years = [cell.strip(" *") for cell in line.split("|")[1:3]]
        worth = sum(
            value * (0.95 if year == "2028" else 1.0)
            for value, year in zip(values.values(), years, strict=True)
            if year != "–"
        )
        assert points(line) == round(worth, 2), line


SECOND: Final = {"goals", "history", "items", "scores", "sensitivity", "uncertainty"}
"""The kinds whose amounts were numbers in format 1, as docs/upgrade.md has them."""


@pytest.mark.parametrize("kind", MACHINE)
def test_keys_of_the_output_for_machines_are_documented(kind: str) -> None:
    output = json.loads(showcase.run(MACHINE[kind]).out)
    assert (output.pop("format"), output.pop("kind")) == (2 if kind in SECOND else 1, kind)
    known = documented(kind)
    unknown = [key for key in keys(output) if not any(pattern.fullmatch(key) for pattern in known)]
    assert sorted(set(unknown)) == []


def test_pictures_are_what_the_commands_print() -> None:
    drawn = pictures.drawn()
    held = {path: path.read_text("utf-8") for path in pictures.IMAGES.iterdir()}
    assert held.keys() == drawn.keys()
    old = [one.name for one in held if pictures.seen(held[one]) != pictures.seen(drawn[one])]
    assert old == [], "run python tests/pictures.py"


@pytest.mark.parametrize("picture", sorted(pictures.IMAGES.iterdir()), ids=lambda one: one.name)
def test_pictures_are_readable_and_refer_to_nothing_outside(picture: Path) -> None:
    text = picture.read_text("utf-8")
    root = ET.fromstring(text)  # noqa: S314  (our own file)
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg"
    assert root.get("role") == "img"
    labels = (root.get("aria-labelledby") or "").split()
    named = {
        one.get("id"): one.text
        for one in (root.find(f"{space}title"), root.find(f"{space}desc"))
        if one is not None
    }
    assert all(named[label] for label in labels)
    assert len(labels) == 2
    assert re.findall(r"https?:[^\"']*", text) == ["http://www.w3.org/2000/svg"]
    assert "href" not in text


def example() -> tuple[Portfolio, Scores]:
    """Return the portfolio of the format's examples before its decision, and the round's scores."""
    files = documents.complete_examples(FORMAT)
    sensors = files["projects/quiet-nights.yaml"]
    assert b"commitment: decided\n" in sensors
    files["projects/quiet-nights.yaml"] = sensors.replace(b"commitment: decided\n", b"")
    contents, _ = reading.findings_of(files)
    portfolio = contents.portfolio(frozenset())
    assert portfolio is not None
    plan = portfolio.latest_round
    assert plan is not None
    return portfolio, score(portfolio, plan)


def spaced(amount: Fraction) -> str:
    return language("nb").number(amount).replace("\N{NO-BREAK SPACE}", " ")


def row(text: str, title: str) -> str:
    return next(line for line in text.split("\n") if line.startswith(f"| {title} |"))


def points(line: str) -> float:
    return float(line.split("|")[-2].strip(" *"))


def documented(kind: str) -> list[re.Pattern[str]]:
    """Return patterns of the keys that the format documents for a kind of output."""
    text = documents.text(FORMAT).partition("## Output for machines")[2]
    rows: list[str] = []
    for section in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        title = section.partition("\n")[0]
        for table in KEY_TABLE.finditer(section):
            if (table["kind"] or title) == kind:
                rows += table["rows"].splitlines()
    cells = [cell for line in rows for cell in re.findall(r"`([^`]+)`", line.split(" | ")[0])]
    assert cells, kind
    patterns = (re.escape(cell).replace(r"\*", r"[^.\[\]]+").replace("…", ".*") for cell in cells)
    return [re.compile(pattern) for pattern in patterns]


def keys(value: object, path: str = "") -> Iterator[str]:
    """Yield the path of every value, with `[]` for an entry of a list."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from keys(inner, f"{path}.{key}" if path else key)
        case list():
            for inner in value:
                yield from keys(inner, f"{path}[]")
        case _:
            yield path
