"""Writes the generated parts of the documents; run as a program it brings them up to date.

A generated part stands between `<!-- generated: … -->` and `<!-- end generated -->`, in YAML
between `# generated: …` and `# end generated`:

| part | what it holds |
|---|---|
| `keys KIND` | a kind of file, all its keys, from the models |
| `commands` | every command in one line |
| `options NAME` | a command's arguments and options, from the command line itself |
| `rules` | every rule, from the checks |
| `folders` | the files of a portfolio, from the kinds of file |
| `editors PLACE` | an editor's settings for portfolios in `PLACE/*/`, or for one in `.` |
| `hook files`, `hook schemas` | the paths that a hook is called for |
| `output COMMAND` | what the command prints in the showcase; with `: TITLE` after it, one part |
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import click
import key_tables
import kind_lists
import showcase
from documents import HOOKS, documents, regenerated, text

from innostrat.checks import catalogue
from innostrat.cli import COMMANDS, LazyGroup
from innostrat.language import language

if TYPE_CHECKING:
    from innostrat.findings import Rule

ENGLISH: Final = language("en")
FAMILIES: Final = {
    "A": "Assessments and scores",
    "B": "Budget rounds",
    "F": "Files and folders",
    "G": "What the strategy asks of a project",
    "I": "Ids and titles",
    "L": "Links between projects",
    "M": "Money",
    "P": "Phases",
    "R": "References",
    "S": "The shape of a file",
    "T": "Times",
    "V": "Privacy",
    "W": "Waivers",
    "Y": "YAML",
}
HELP: Final = "help"


def generate(what: str) -> str:
    """Return the generated part that `what` names, with a line break at its end."""
    kind, _, name = what.partition(" ")
    match kind:
        case "keys":
            return key_tables.tables(name)
        case "commands":
            return _commands()
        case "options":
            return _options(name)
        case "rules":
            return _rules()
        case "output":
            return f"```text\n{showcase.excerpt(name)}```\n"
        case "folders":
            return kind_lists.folders()
        case "editors":
            return kind_lists.editors(name)
        case "hook":
            return kind_lists.hook(name)
    raise KeyError(what)


def _commands() -> str:
    rows = [f"| [`{name}`](#{name}) | {text_} |" for name, text_ in COMMANDS.items()]
    return "\n".join(["| command | what it does |", "|---|---|", *rows]) + "\n"


def _options(name: str) -> str:
    with patch.dict(os.environ, LANGUAGE="en"):
        command = LazyGroup().get_command(click.Context(click.Command(name)), name)
    assert command is not None, name
    usage = " ".join(part for one in command.params if (part := _usage(one)))
    lines = [f"`innostrat {name} [OPTIONS] {usage}`".replace(" `", "`"), ""]
    lines += ["| argument or option | what it does | if left out |", "|---|---|---|"]
    lines += [_parameter(one) for one in command.params if one.name != HELP]
    return "\n".join(lines) + "\n"


def _usage(parameter: click.Parameter) -> str:
    if not isinstance(parameter, click.Argument):
        return ""
    name = _metavar(parameter)
    return name if parameter.required else f"[{name}]"


def _parameter(parameter: click.Parameter) -> str:
    names = [_metavar(parameter)]
    if isinstance(parameter, click.Option):
        names = [*parameter.opts, *parameter.secondary_opts]
        if not parameter.is_flag and not isinstance(parameter.type, click.Choice):
            names = [f"{one} {_metavar(parameter)}" for one in names]
    shown = ", ".join(f"`{_cell(one)}`" for one in names)
    told = getattr(parameter, "help", None) or ""
    if isinstance(parameter.type, click.Choice):
        told += f" One of {', '.join(f'`{_word(one)}`' for one in parameter.type.choices)}."
    return f"| {shown} | {_cell(told)} | {_default(parameter)} |"


def _default(parameter: click.Parameter) -> str:
    if parameter.required:
        return "required"
    value = parameter.default
    flag = isinstance(parameter, click.Option) and parameter.is_flag
    if value is None or value == [] or (flag and not value):
        return ""
    return f"`{parameter.opts[0] if flag else _word(value)}`"


def _word(value: object) -> str:
    return str(getattr(value, "value", value))


def _metavar(parameter: click.Parameter) -> str:
    name = parameter.metavar or parameter.type.name or ""
    return name.strip("[]").upper().removesuffix(" RANGE")


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


def _rules() -> str:
    rules = list(catalogue.rules().values())
    parts = []
    for letter in sorted({rule.code[0] for rule in rules}):
        family = [rule for rule in rules if rule.code.startswith(letter)]
        parts.append(f"## {letter}: {FAMILIES[letter]}\n")
        parts += [_rule(rule) for rule in family]
    return "\n".join(parts)


def _rule(rule: Rule) -> str:
    lines = [
        f'<a id="{rule.slug}"></a>',
        "",
        f"### {rule.code}",
        "",
        f"**{ENGLISH(rule.title)}** · `{rule.slug}` · {rule.severity.value}",
        "",
        ENGLISH(rule.why),
        "",
        f"*What to do:* {ENGLISH(rule.fix)}",
        "",
    ]
    if rule.example:
        lines += ["```yaml", rule.example, "```", ""]
    return "\n".join(lines)


def main() -> None:
    """Bring every document up to date."""
    for document in (*documents(), HOOKS):
        old = text(document)
        new = regenerated(old, generate)
        if new != old:
            document.write_text(new, "utf-8")
            print(f"{document.name} was brought up to date")  # noqa: T201


if __name__ == "__main__":
    main()
