"""Reads the project's documents: their generated parts, code blocks, complete examples, links."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).parent.parent
GENERATED: Final = re.compile(
    r"(?<=<!-- generated: )(?P<what>[^>]+)(?P<open> -->\n).*?(?=<!-- end generated -->)", re.DOTALL
)
GENERATED_YAML: Final = re.compile(
    r"(?<=# generated: )(?P<what>[^\n]+)(?P<open>\n).*?(?=[ ]*# end generated)", re.DOTALL
)
HOOKS: Final = ROOT / ".pre-commit-hooks.yaml"
COMPLETE: Final = re.compile(
    r"<!-- complete: (?P<path>\S+) -->\n```yaml\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
FENCE: Final = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
LANGUAGE: Final = re.compile(r" --lang \w+")
LINK: Final = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
HEADING: Final = re.compile(r"^#{1,6} (?P<title>.+)$", re.MULTILINE)
ANCHOR: Final = re.compile(r'<a id="(?P<name>[^"]+)">')


class Link(NamedTuple):
    """A link in a document, to a file beside it or to a heading."""

    document: Path
    target: str


def documents() -> tuple[Path, ...]:
    """Return every document, sorted."""
    return tuple(sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]))


def text(document: Path) -> str:
    """Return a document's text."""
    return document.read_text("utf-8")


def regenerated(old: str, generate: Callable[[str], str]) -> str:
    """Return a document's text with every generated part as `generate` now makes it."""

    def fresh(part: re.Match[str]) -> str:
        return f"{part['what']}{part['open']}{generate(part['what'])}"

    return GENERATED_YAML.sub(fresh, GENERATED.sub(fresh, old))


def complete_examples(document: Path) -> dict[str, bytes]:
    """Return the examples marked as whole files, by their path in a portfolio."""
    return {one["path"]: one["text"].encode() for one in COMPLETE.finditer(text(document))}


def commands(document: Path) -> tuple[str, ...]:
    """Return the innostrat commands of a document's shell blocks, without comments and language.

    What a command prints in one language or another is not for documents to try.
    """
    blocks = [one["text"] for one in FENCE.finditer(text(document)) if one["kind"] == "sh"]
    lines = [line.split(" #")[0].strip() for block in blocks for line in block.split("\n")]
    return tuple(LANGUAGE.sub("", line) for line in lines if line.startswith("innostrat "))


def links(document: Path) -> tuple[Link, ...]:
    """Return the links of a document that lead to files of the project."""
    prose = FENCE.sub("", text(document))
    targets = [one["target"] for one in LINK.finditer(prose)]
    return tuple(Link(document, one) for one in targets if "://" not in one)


def anchors(document: Path) -> frozenset[str]:
    """Return what a link may name after `#`: headings as GitHub spells them, and own anchors."""
    body = FENCE.sub("", text(document))
    headings = (_slug(one["title"]) for one in HEADING.finditer(body))
    return frozenset([*headings, *(one["name"] for one in ANCHOR.finditer(body))])


def _slug(title: str) -> str:
    plain = re.sub(r"[^\w\- ]", "", title.lower())
    return plain.strip().replace(" ", "-")
