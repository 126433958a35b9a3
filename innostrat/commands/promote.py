"""`innostrat promote`: makes a project of an idea, links the two, and says what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, mark, msg
from innostrat.shell import options
from innostrat.shell.days import FactDayOption, parsed_day

if TYPE_CHECKING:
    from pathlib import Path

    from innostrat.files.yaml.editing import Put
    from innostrat.files.yaml.events import YamlValue
    from innostrat.language import Language
    from innostrat.model.idea import Idea
    from innostrat.workspace.workspace import Workspace


def run(  # noqa: PLR0913  (one parameter an option)
    idea: options.IdeaArgument,
    portfolio: options.PortfolioArgument = None,
    *,
    project_id: Annotated[
        str | None,
        typer.Option("--id", metavar="NEW", help=mark("The project's id; else the idea's.")),
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help=mark("The project's title; else the idea's."))
    ] = None,
    by: options.ByOption = None,
    because: options.BecauseOption = None,
    day: FactDayOption = None,
    again: options.ReplaceVerdictOption = False,
    yes: options.YesOption = False,
    dry_run: options.DryRunOption = False,
    lang: options.LangOption = None,
) -> int:
    """Write the project's file, then the link in the idea's, and say what is still missing."""
    from innostrat.authoring.verdicts import find_idea, refuse_judged
    from innostrat.files.places import find_one
    from innostrat.files.writer import FileChange
    from innostrat.model.base import slugify
    from innostrat.model.words import Outcome
    from innostrat.shell.delivery import say
    from innostrat.workspace.changing import carry_out, changed, opened

    root = find_one(portfolio)
    with opened(root, lang, write=not dry_run) as workspace:
        language = workspace.language(lang)
        found = find_idea(workspace, idea)
        if found.promoted_to is not None:
            if not _is_done(workspace, found, project_id, title, (by, because, day)):
                raise CannotGoOnError(
                    msg("{idea} has become {project} already", idea=idea, project=found.promoted_to)
                )
            done = msg(
                "{idea} has become {project}, as asked", idea=idea, project=found.promoted_to
            )
            say(done, language)
            return 0
        if found.verdict and found.verdict.outcome is not Outcome.DESCRIBE_PROJECT:
            refuse_judged(found, again=again)
        new = project_id or found.id
        if new != slugify(new) or new in workspace.portfolio().projects:
            raise CannotGoOnError(
                msg("{id} is no id for a new project: choose another with --id", id=new)
            )
        made = _project(workspace, found, new, title)
        edits = _edits(found, new, (by, because, day), language)
        # The project first: an idea must never point at a project that is not there.
        changes = [
            FileChange(f"projects/{new}.yaml", None, made),
            changed(workspace, f"ideas/{found.id}.yaml", edits),
        ]
        carry_out(workspace, changes, language, yes=yes, dry_run=dry_run)
    if not dry_run:
        _say_lacks(root, new, language)
    return 0


def _is_done(
    workspace: Workspace,
    idea: Idea,
    project_id: str | None,
    title: str | None,
    given: tuple[str | None, str | None, str | None],
) -> bool:
    """Return whether the files say what is asked for, as after a run that was killed and finished.

    A project that somebody has worked on since is not what would be written.
    """
    new = project_id or idea.id
    if idea.promoted_to != new or idea.verdict is None:
        return False
    by, because, day = given
    written = (idea.verdict.by, idea.verdict.because, str(idea.verdict.date))
    asked = (by, because, None if day is None else parsed_day(day).isoformat())
    if any(one not in {None, other} for one, other in zip(asked, written, strict=True)):
        return False
    there = workspace.files.contents.get(f"projects/{new}.yaml")
    return there == _project(workspace, idea, new, title)


def _project(workspace: Workspace, idea: Idea, new: str, title: str | None) -> bytes:
    from innostrat.authoring.new_file import authored
    from innostrat.authoring.template import project_later
    from innostrat.model.project import Project

    values: dict[str, YamlValue] = {
        "id": new,
        "title": title or idea.title,
        "phase": "concept",
        "focus_area": idea.focus_area,
        "service_area": idea.service_area,
        "need": {"problem": idea.need},
        "approach": idea.suggestion,
    }
    heading = [msg("Made of the idea {id}.", id=idea.id)]
    own = workspace.language(None)  # a file speaks the portfolio's language, whoever asks
    return authored(
        Project, values, own, heading=heading, later=project_later(workspace.portfolio())
    )


def _edits(
    idea: Idea,
    new: str,
    given: tuple[str | None, str | None, str | None],
    language: Language,
) -> list[Put]:
    from innostrat.authoring.verdicts import verdict
    from innostrat.files.yaml.editing import Put
    from innostrat.model.words import Outcome

    link = Put(("promoted_to",), new)
    if idea.verdict is not None and idea.verdict.outcome is Outcome.DESCRIBE_PROJECT:
        return [link]
    by, because, day = given
    outcome = Outcome.DESCRIBE_PROJECT
    return [verdict(outcome, by, because, day, language), link]


def _say_lacks(root: Path, new: str, language: Language) -> None:
    from innostrat.shell.delivery import say
    from innostrat.workspace.workspace import read

    workspace = read(root)
    path = workspace.files.shown(f"projects/{new}.yaml")
    found = [one for one in workspace.findings if one.location.path == path and not one.waived]
    for one in found:
        if one.lacks is None:
            hint = one.hint or one.rule.fix
            say(msg("• {message}: {hint}", message=one.message, hint=hint), language)
    lacks = Listing(tuple(one.lacks for one in found if one.lacks is not None))
    if lacks.items:
        say(msg("It is a draft, and lacks {lacks}", lacks=lacks), language)
    say(msg("Next: innostrat fill {id}, then innostrat show {id}", id=new), language)
