"""Says in plain words what libyaml means when a file is not YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.messages import Message, msg

if TYPE_CHECKING:
    import yaml

# libyaml's own sentence → what a person who writes a proposal can do about it.
EXPLANATIONS: tuple[tuple[str, Message, Message | None], ...] = (
    (
        "mapping values are not allowed in this context",
        msg("A colon and a space inside a text"),
        msg("Put the whole text in double quotes, or indent the line as its neighbours are"),
    ),
    (
        "did not find expected key",
        msg("A key was expected here"),
        msg("Indent the line exactly as the other keys of its group"),
    ),
    (
        "did not find expected '-' indicator",
        msg("A list item was expected here"),
        msg("Begin the line with - and indent it as the other items"),
    ),
    (
        "could not find expected ':'",
        msg("A key without its colon"),
        msg("Write the key, a colon and a space; a text over several lines is indented"),
    ),
    (
        "did not find expected ',' or ']'",
        msg("A list in brackets is not closed"),
        msg("Separate the items by commas and close with ]"),
    ),
    (
        "did not find expected ',' or '}'",
        msg("A mapping in braces is not closed"),
        msg("Separate the pairs by commas and close with }}"),
    ),
    (
        "found unexpected end of stream",
        msg("A quote or bracket is never closed"),
        msg("Close it, or remove the one that opens it"),
    ),
    (
        "block sequence entries are not allowed in this context",
        msg("A list begins in the middle of a line"),
        msg("Begin the list on a line of its own"),
    ),
    (
        "did not find URI escaped octet",
        msg("A percent sign that YAML reads as a directive"),
        msg("Put the text in double quotes"),
    ),
    (
        "found unknown escape character",
        msg("A backslash in a text in double quotes"),
        msg("Write two backslashes, or use single quotes"),
    ),
)
START = "found character that cannot start any token"


def explain_syntax(
    error: yaml.MarkedYAMLError, text: str, line: int
) -> tuple[Message, Message | None]:
    """Return what is wrong, and what to do, for libyaml's `error` on `line` (from 0) of `text`."""
    problem = error.problem or ""
    if problem == START:
        return _forbidden_start(text, line)
    for known, message, hint in EXPLANATIONS:
        if known in problem:
            return message, hint
    return msg("The file is not valid YAML: {problem}", problem=problem), None


def _forbidden_start(text: str, line: int) -> tuple[Message, Message | None]:
    lines = text.split("\n")
    if line < len(lines) and "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]:
        return msg("The line is indented with a tab"), msg("Indent with spaces")
    return (
        msg("A text that begins with a character reserved by YAML"),
        msg("Put the whole text in double quotes"),
    )
