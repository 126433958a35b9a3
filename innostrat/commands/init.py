"""`innostrat init`: a new portfolio for any organisation, asked for step by step or by options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from innostrat.errors import CannotGoOnError
from innostrat.files.journal import JOURNAL
from innostrat.files.staged import TEMPORARY
from innostrat.messages import mark, msg
from innostrat.shell import options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.authoring.starter import Beginning
    from innostrat.files.writer import FileChange
    from innostrat.language import Language

# What is asked for beside the frames: each option, and the question where it is not given.
ASKED: Final = {
    "--organisation": msg("Which organisation?"),
    "--title": msg("What is its strategy called?"),
    "--focus-area": msg("A focus area of the strategy?"),
    "--service-area": msg("A service area with a budget?"),
    "--years": msg("Which years? (2027-2030)"),
    "--plan": msg("What is the plan called?"),
}


def run(  # noqa: PLR0913  (one parameter an option)
    ctx: typer.Context,
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
    yes: options.YesOption = False,
    dry_run: options.DryRunOption = False,
    lang: options.LangOption = None,
) -> int:
    """Write a strategy and a round that validate, and say what to do next."""
    from innostrat.authoring.starter import files
    from innostrat.shell.delivery import say

    if folder.exists() and not (folder.is_dir() and _may_be_ours(folder)):
        raise _taken(folder)
    del lang  # it is in the context
    speak: Language = ctx.obj
    texts = {"--organisation": organisation, "--title": title, "--years": years, "--plan": plan}
    lists = {"--focus-area": focus_area, "--service-area": service_area, "--frame": frame}
    given = _ask(texts, lists, speak)
    made = files(given, speak)
    if _write(folder, made, speak, yes=yes, dry_run=dry_run):
        say(msg("Next: change the goals in {path}", path=f"{folder}/strategy.yaml"), speak)
        say(msg("Then: innostrat new project {path}", path=str(folder)), speak)
        say(msg("And: innostrat fill ID {path}", path=str(folder)), speak)
    return 0


def _ask(
    texts: Mapping[str, str | None], lists: Mapping[str, list[str] | None], speak: Language
) -> Beginning:
    """Return what the options or the answers say; a script is told of all that is missing."""
    from innostrat.authoring.frames import QUESTION, asked_frames
    from innostrat.authoring.items import parsed_years
    from innostrat.authoring.starter import Beginning
    from innostrat.shell import asking

    given = {**texts, **lists}
    wanted = {**ASKED, "--frame": QUESTION}
    asking.refuse_missing((given[option], option, wanted[option]) for option in wanted)

    def text(option: str) -> str:
        return asking.text(texts[option], option, ASKED[option], speak) or ""

    name, strategy = text("--organisation"), text("--title")
    areas, owners = (_several(lists, one, speak) for one in ("--focus-area", "--service-area"))
    when = asking.checked(texts["--years"], "--years", ASKED["--years"], speak, parsed_years)
    span, called = parsed_years(when), text("--plan")
    pots = tuple(asked_frames(lists["--frame"] or (), span, speak))
    return Beginning(name, strategy, speak.code, areas, owners, span, called, pots)


def _several(
    lists: Mapping[str, list[str] | None], option: str, speak: Language
) -> tuple[str, ...]:
    """Return one answer or more; after the first an empty one ends."""
    from innostrat.shell import asking

    if given := lists[option]:
        return tuple(given)
    found = [asking.text(None, option, ASKED[option], speak) or ""]
    more = msg("One more? (empty: no)")
    while (answer := asking.text(None, option, more, speak, optional=True)) is not None:
        found.append(answer)
    return tuple(found)


def _write(
    folder: Path, made: dict[str, bytes], speak: Language, *, yes: bool, dry_run: bool
) -> bool:
    """Write the files once they are known to be without errors; return whether they were wished.

    A run that was killed is gone on with: what it wrote is what would be written now.
    """
    from innostrat.files.lock import locked
    from innostrat.files.writer import make_folder
    from innostrat.workspace.changing import propose, write_shown
    from innostrat.workspace.workspace import empty

    if not dry_run and (folder / JOURNAL).exists():
        with locked(folder):  # finishes what the killed run began
            pass
    if not propose(empty(folder), _new(folder, made), speak, yes=yes, dry_run=dry_run):
        return False
    make_folder(folder)
    with locked(folder):
        write_shown(empty(folder), _new(folder, made), speak)
    return True


def _new(folder: Path, made: dict[str, bytes]) -> list[FileChange]:
    """Return what the folder lacks of the files; it may hold nothing else."""
    from innostrat.files.writer import FileChange

    there = {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file() and not TEMPORARY.fullmatch(one.name) and one.name != JOURNAL
    }
    if not there.items() <= made.items():
        raise _taken(folder)
    return [FileChange(path, there.get(path), data) for path, data in sorted(made.items())]


def _may_be_ours(folder: Path) -> bool:
    """Return whether a run that was killed may have left this: a journal says so, or what is there.

    The strategy is written last.
    """
    names = {one.name for one in folder.iterdir()}
    begun = {".gitattributes", ".gitignore", "rounds"}
    return JOURNAL in names or all(one in begun or TEMPORARY.fullmatch(one) for one in names)


def _taken(folder: Path) -> CannotGoOnError:
    return CannotGoOnError(msg("{path} is there already and is not overwritten", path=str(folder)))
