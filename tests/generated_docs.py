"""Writes the generated parts of the documents; run as a program it brings them up to date.

A generated part stands between `<!-- generated: … -->` and `<!-- end generated -->`, in YAML
between `# generated: …` and `# end generated`:

| part | what it holds |
|---|---|
| `keys KIND` | a kind of file, all its keys, from the models |
| `commands` | every command in one line, by the season that it is used in |
| `options NAME` | a command's arguments and options, from the command line itself |
| `rules` | every rule, from the checks |
| `folders` | the files of a portfolio, from the kinds of file |
| `editors PLACE` | an editor's settings for portfolios in `PLACE/*/`, or for one in `.` |
| `hook files`, `hook schemas` | the paths that a hook is called for |
| `output COMMAND` | what the command prints in the showcase; with `: TITLE` after it, one part |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import key_tables
import kind_lists
import showcase
from documents import HOOKS, documents, regenerated, text

from innostrat.checks import catalogue
from innostrat.cli import ROOFS, SEASONS, command
from innostrat.language import language
from innostrat.shell.helping import choices, default, help_text, metavar, parameters

if TYPE_CHECKING:
    from innostrat.findings import Rule
    from innostrat.shell.helping import Parameter

ENGLISH: Final = language("en")
FAMILIES: Final = {
    "A": "Assessments and scores",
    "B": "Budget rounds",
    "D": "Codes of the budget",
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
    roofs = {one: f"{roof} {one}" for roof, under in ROOFS.items() for one in under}
    parts = []
    for season, commands in SEASONS.items():
        rows = [
            f"| [`{roofs.get(name, name)}`](#{name}) | {text_}"
            f"{f' Also `{name}`.' if name in roofs else ''} |"
            for name, text_ in commands.items()
        ]
        parts.append("\n".join([f"| {season} | |", "|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _options(name: str) -> str:
    every = parameters(command(name))
    usage = [_place(one) for one in every if one.param_type_name == "argument"]
    lines = [f"`{' '.join(['innostrat', name, '[OPTIONS]', *usage])}`", ""]
    lines += ["| argument or option | what it does | if left out |", "|---|---|---|"]
    lines += [_parameter(one) for one in every]
    return "\n".join(lines) + "\n"


def _place(argument: Parameter) -> str:
    return metavar(argument) if argument.required else f"[{metavar(argument)}]"


def _parameter(parameter: Parameter) -> str:
    words = choices(parameter)
    names = [metavar(parameter)]
    if parameter.param_type_name == "option":
        value = "" if words else f" {metavar(parameter)}"
        names = [one + value.rstrip() for one in [*parameter.opts, *parameter.secondary_opts]]
    shown = ", ".join(f"`{_cell(one)}`" for one in names)
    told = ENGLISH(help_text(parameter))
    told += f" One of {', '.join(f'`{one}`' for one in words)}." if words else ""
    left = default(parameter)
    if_left_out = "required" if parameter.required else f"`{left}`" if left else ""
    return f"| {shown} | {_cell(told)} | {if_left_out} |"


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
