"""`innostrat init`: a new portfolio for any organisation, asked for step by step or by options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.files.lock import TEMPORARY
from innostrat.messages import mark, msg
from innostrat.shell.options import DryRunOption, LangOption, YesOption

if TYPE_CHECKING:
    from innostrat.authoring.starter import Beginning
    from innostrat.files.writer import FileChange
    from innostrat.files.yaml.events import YamlValue
    from innostrat.language import Language
    from innostrat.messages import Message


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
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    lang: LangOption = None,
) -> int:
    """Write a strategy and a round that validate, and say what to do next."""
    from innostrat.authoring.starter import files
    from innostrat.shell.delivery import say

    if folder.exists() and not (folder.is_dir() and all(map(_may_be_ours, folder.iterdir()))):
        raise _taken(folder)
    del lang  # it is in the context
    speak: Language = ctx.obj
    given = _ask(
        (organisation, title, plan, years), (focus_area, service_area, frame), speak.code, speak
    )
    made = files(given, speak)
    if _write(folder, made, speak, yes=yes, dry_run=dry_run):
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
        if one.is_file() and not TEMPORARY.fullmatch(one.name)
    }
    if not there.items() <= made.items():
        raise _taken(folder)
    return [FileChange(path, there.get(path), data) for path, data in sorted(made.items())]


def _may_be_ours(path: Path) -> bool:
    """Return whether a run that was killed may have left this: the strategy is written last."""
    return path.name in {".gitattributes", ".gitignore", "rounds"} or bool(
        TEMPORARY.fullmatch(path.name)
    )


def _taken(folder: Path) -> CannotGoOnError:
    return CannotGoOnError(msg("{path} is there already and is not overwritten", path=str(folder)))
