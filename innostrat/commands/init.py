"""`innostrat init`: a new portfolio for any organisation, asked for step by step or by options."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.files.journal import JOURNAL
from innostrat.files.staged import TEMPORARY
from innostrat.messages import mark, msg
from innostrat.shell.options import DryRunOption, Lang, LangOption

if TYPE_CHECKING:
    from innostrat.authoring.starter import Beginning
    from innostrat.files.yaml.events import YamlValue
    from innostrat.language import Language
    from innostrat.messages import Message


def run(  # noqa: PLR0913  (one parameter an option)
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=mark("The new folder."))],
    *,
    organisation: Annotated[
        str | None, typer.Option(metavar="NAME", help=mark("The organisation."))
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help=mark("The title of its strategy."))
    ] = None,
    focus_area: Annotated[
        list[str] | None,
        typer.Option(metavar="TITLE", help=mark("A focus area; may be repeated.")),
    ] = None,
    service_area: Annotated[
        list[str] | None,
        typer.Option(metavar="TITLE", help=mark("A service area; may be repeated.")),
    ] = None,
    years: Annotated[
        str | None, typer.Option(metavar="2027-2030", help=mark("The years of the first round."))
    ] = None,
    plan: Annotated[
        str | None, typer.Option(metavar="TEXT", help=mark("The title of the first round."))
    ] = None,
    frame: Annotated[
        list[str] | None,
        typer.Option(
            metavar="'TITLE: AMOUNT'",
            help=mark("A frame of the round, each year; may be repeated."),
        ),
    ] = None,
    dry_run: DryRunOption = False,
    lang: LangOption = None,
) -> int:
    """Write a strategy and a round that validate, and say what to do next."""
    import os
    import sys

    from innostrat.authoring.starter import files
    from innostrat.language import language
    from innostrat.shell.delivery import say
    from innostrat.shell.usage import user_language

    if folder.exists() and not (folder.is_dir() and _may_be_ours(folder)):
        raise _taken(folder)
    code = lang or Lang(user_language(sys.argv, os.environ))
    speak = language(code.value)
    given = _ask(
        (organisation, title, plan, years), (focus_area, service_area, frame), code.value, speak
    )
    made = files(given, speak)
    _write(folder, made, speak, dry_run=dry_run)
    if not dry_run:
        say(msg("Next: change the goals in {path}", path=f"{folder}/strategy.yaml"), speak)
        say(msg("Then: innostrat new project {path}", path=str(folder)), speak)
    return 0


def _ask(
    one: tuple[str | None, str | None, str | None, str | None],
    many: tuple[list[str] | None, list[str] | None, list[str] | None],
    code: str,
    speak: Language,
) -> Beginning:
    """Return what the options or the answers say."""
    from innostrat.authoring.items import parsed_frame, parsed_years
    from innostrat.authoring.starter import Beginning
    from innostrat.shell import asking

    organisation, title, plan, years = one
    focus, service, frames = many
    name = asking.text(organisation, "--organisation", msg("Which organisation?"), speak)
    strategy = asking.text(title, "--title", msg("What is its strategy called?"), speak)
    areas = _several(focus, "--focus-area", msg("A focus area of the strategy?"), speak)
    owners = _several(service, "--service-area", msg("A service area with a budget?"), speak)
    span = parsed_years(
        asking.checked(years, "--years", msg("Which years? (2027-2030)"), speak, parsed_years)
    )
    called = asking.text(plan, "--plan", msg("What is the plan called?"), speak)
    question = msg("A frame and what it holds each year? (Innovation fund: 500 000)")
    pots: list[dict[str, YamlValue]] = [
        parsed_frame(wish, span) for wish in _several(frames, "--frame", question, speak)
    ]
    return Beginning(
        name or "", strategy or "", code, areas, owners, span, called or "", tuple(pots)
    )


def _several(
    given: list[str] | None, option: str, question: Message, speak: Language
) -> tuple[str, ...]:
    """Return one answer or more; after the first an empty one ends."""
    from innostrat.shell import asking

    if given:
        return tuple(given)
    found = [asking.text(None, option, question, speak) or ""]
    more = msg("One more? (empty: no)")
    while (answer := asking.text(None, option, more, speak, optional=True)) is not None:
        found.append(answer)
    return tuple(found)


def _write(folder: Path, made: dict[str, bytes], speak: Language, *, dry_run: bool) -> None:
    """Write the files once they are known to be without errors.

    A run that was killed is gone on with: what it wrote is what would be written now.
    """
    from innostrat.files.lock import locked
    from innostrat.files.writer import FileChange, make_folder
    from innostrat.workspace.changing import carry_out
    from innostrat.workspace.workspace import empty

    if not dry_run:
        make_folder(folder)
    with nullcontext() if dry_run else locked(folder):
        there = {
            one.relative_to(folder).as_posix(): one.read_bytes()
            for one in folder.rglob("*")
            if one.is_file() and not TEMPORARY.fullmatch(one.name)
        }
        if not there.items() <= made.items():
            raise _taken(folder)
        changes = [FileChange(path, there.get(path), data) for path, data in sorted(made.items())]
        carry_out(empty(folder), changes, speak, dry_run=dry_run)


def _may_be_ours(folder: Path) -> bool:
    """Return whether a run that was killed may have left this: a journal says so, or what is there.

    The strategy is written last.
    """
    names = {one.name for one in folder.iterdir()}
    begun = {".gitattributes", ".gitignore", "rounds"}
    return JOURNAL in names or all(one in begun or TEMPORARY.fullmatch(one) for one in names)


def _taken(folder: Path) -> CannotGoOnError:
    return CannotGoOnError(msg("{path} is there already and is not overwritten", path=str(folder)))
