"""Draws what commands print in the showcase as SVG; run as a program it writes docs/images/.

The pictures hold text and refer to nothing outside themselves: no web fonts, no links.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import showcase
from documents import ROOT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from innostrat.language import language
from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from pathlib import Path

IMAGES: Final = ROOT / "docs" / "images"
LANGUAGES: Final = ("nb", "en")
WIDTH: Final = 84  # at the least
MORE: Final = "⋮"
# Each colour stands out from the background by 4.5 : 1 or more (WCAG 2.1, 1.4.3).
THEME: Final = TerminalTheme(
    (24, 27, 33),
    (223, 227, 235),
    [
        (24, 27, 33),
        (255, 123, 114),
        (126, 211, 135),
        (229, 192, 92),
        (121, 184, 255),
        (210, 168, 255),
        (118, 214, 228),
        (223, 227, 235),
    ],
)
FORMAT: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" \
aria-labelledby="{unique_id}-title {unique_id}-desc">
<title id="{unique_id}-title">{TITLE}</title>
<desc id="{unique_id}-desc">{DESCRIPTION}</desc>
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
}}
.{unique_id}-title {{
  font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace;
  font-size: 18px;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
SVG: Final = "{http://www.w3.org/2000/svg}"
STYLE: Final = re.compile(r"\.([\w-]+) \{([^}]*)\}")
DRAFT: Final = "portfolios/gausdal/projects/elbil.yaml"
DRAFT_TEXT: Final = """\
id: elbil
title: Elbiler i hjemmetjenesten
phase: concept
focus_area: tjeneste
service_area: helse
sumary: Seks elbiler erstatter dieselbilene i hjemmetjenesten.
goals:
  - {goal: teknologi, contribution: 4}
costs:
  - {title: Seks biler, frame: investering, amounts: {2027: 1.800.000}}
"""


class Picture(NamedTuple):
    """A command, the part of what it prints that is shown, and how many lines of it."""

    name: str
    command: str
    description: str
    part: Message | None = None
    lines: int = 99
    columns: int = 80


PICTURES: Final = (
    Picture(
        "validate",
        f"innostrat validate {DRAFT}",
        "Findings about a draft, each with its place, the line, what is wrong and what to do.",
    ),
    Picture(
        "score",
        "innostrat score gausdal",
        "The ranking with the points that each criterion contributes to a project's value.",
        msg("What each criterion contributes"),
        lines=24,
        columns=100,
    ),
    Picture(
        "prioritize",
        "innostrat prioritize gausdal",
        "Who is in and who is out, the money, how sure the plan is, and what to consider.",
        columns=100,
    ),
    Picture(
        "frames",
        "innostrat prioritize gausdal --show frames",
        "What each frame holds in each year, what the plan uses of it, and what is left.",
        msg("The frames: levels each year"),
        columns=100,
    ),
    Picture(
        "diff",
        "innostrat diff main familieteam",
        "What a change does to the prioritisation, in sentences.",
        msg("What the change does to the prioritisation"),
    ),
)


def drawn() -> dict[Path, str]:
    """Return every picture by its path."""
    draft = showcase.folder() / DRAFT
    draft.write_text(DRAFT_TEXT, "utf-8")
    try:
        shown = [(one, code) for code in LANGUAGES for one in PICTURES if one.name == "validate"]
        found = {_path(one, code): _svg(one, code) for one, code in shown}
    finally:
        draft.unlink()
    shown = [(one, code) for code in LANGUAGES for one in PICTURES if one.name != "validate"]
    return found | {_path(one, code): _svg(one, code) for one, code in shown}


def seen(svg: str) -> list[tuple[str, int, str]]:
    """Return each letter that a picture shows, its row, and how it is coloured.

    How rich spells a picture is its own affair, and changes with its versions.
    """
    root = ET.fromstring(svg)  # noqa: S314  (our own file)
    styles = {name: "".join(rule.split()) for name, rule in STYLE.findall(svg)}
    rows: dict[str | None, int] = {}
    return [
        (letter, rows.setdefault(text.get("y"), len(rows)), styles.get(text.get("class", ""), ""))
        for text in root.iter()
        if text.tag in {f"{SVG}title", f"{SVG}desc", f"{SVG}text"}
        for letter in "".join(text.itertext())
        if not letter.isspace()
    ]


def _path(picture: Picture, code: str) -> Path:
    return IMAGES / f"{picture.name}.{code}.svg"


def _svg(picture: Picture, code: str) -> str:
    command = picture.command + (" --lang en" if code == "en" else "")
    lines = [Text.from_ansi(line) for line in _lines(picture, command, code)]
    width = max(WIDTH, *(line.cell_len for line in lines))
    console = Console(
        record=True, width=width, file=StringIO(), force_terminal=True, legacy_windows=False
    )
    for line in lines:
        console.print(line, highlight=False)
    form = FORMAT.replace("{TITLE}", _literal(f"$ {command}"))
    form = form.replace("{DESCRIPTION}", _literal(picture.description))
    svg = console.export_svg(
        title=f"$ {command}",
        theme=THEME,
        code_format=form,
        unique_id=f"{picture.name}-{code}",
    )
    return "\n".join(line.rstrip() for line in svg.split("\n") if line.strip()) + "\n"


def _lines(picture: Picture, command: str, code: str) -> list[str]:
    """Return the lines to draw, with the escape codes of their colours."""
    colored = showcase.run(command, color=True, columns=picture.columns).out.split("\n")[:-1]
    if picture.part is not None:
        plain = "".join(f"{Text.from_ansi(line).plain}\n" for line in colored)
        part = showcase.part(plain, language(code)(picture.part))
        first = plain[: plain.index(part)].count("\n")
        colored = colored[first : first + part.rstrip("\n").count("\n") + 1]
    return colored if len(colored) <= picture.lines else [*colored[: picture.lines], MORE]


def _literal(text: str) -> str:
    return escape(text).replace("{", "{{").replace("}", "}}")


def main() -> None:
    """Write every picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for path, svg in drawn().items():
        path.write_text(svg, "utf-8")
        print(f"{path.name}: {len(svg) // 1000} kB")  # noqa: T201


if __name__ == "__main__":
    main()
