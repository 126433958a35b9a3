"""Rules about ids: each names one thing, and is the name of its file."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.model.goal import Goal
    from innostrat.model.portfolio import Contents
    from innostrat.model.round import Round

    Path = tuple[str | int, ...]


@rule(
    "I001",
    "id-is-not-file-name",
    Severity.ERROR,
    title=msg("The id is not the file's name"),
    why=msg(
        "References, links and git history find an item by its file name. With another id inside, "
        "two people can mean different things by the same word."
    ),
    fix=msg("Rename the file to the id and .yaml, or correct the id."),
    example="# projects/trygg-pa-tur.yaml\nid: trygg-tur",
)
def id_is_file_name(contents: Contents) -> Iterator[Violation]:
    """Compare each id with its file's name."""
    for entries in contents.entries.values():
        for entry in entries.values():
            if getattr(entry.item, "id", entry.stem) != entry.stem:
                yield Violation(
                    ("id",),
                    msg("The id {id} is not the file's name", id=entry.item.id),
                    msg(
                        "Rename the file to {name}, or correct the id",
                        name=f"{entry.item.id}.yaml",
                    ),
                    entry,
                )


@rule(
    "I002",
    "id-of-idea-and-project",
    Severity.WARNING,
    title=msg("An idea and a project have the same id"),
    why=msg("Commands, minutes and e-mails that name the id could mean either of them."),
    fix=msg("Give the idea another id, and say by promoted_to which project it became."),
    example="# ideas/digitalt-tilsyn.yaml and projects/digitalt-tilsyn.yaml",
)
def id_of_two_kinds(contents: Contents) -> Iterator[Violation]:
    """Look for ids that both an idea and a project have, unless the one became the other."""
    projects = {entry.item.id: entry for entry in contents.projects.values()}
    for entry in contents.ideas.values():
        other = projects.get(entry.item.id)
        if other is not None and entry.item.promoted_to != other.item.id:
            yield Violation(
                ("id",),
                msg("A project has the id {id} too", id=entry.item.id),
                msg("Give the idea another id"),
                entry,
                related=((other, ("id",), msg("The project")),),
            )


@rule(
    "I003",
    "id-twice-in-strategy",
    Severity.ERROR,
    title=msg("An id stands twice in the strategy"),
    why=msg("A reference to it could mean either of two goals, criteria or service areas."),
    fix=msg("Give one of them another id, and correct the references to it."),
    example="service_areas:\n  - {id: helse, title: Helse}\n  - {id: helse, title: Omsorg}",
)
def id_twice_in_strategy(contents: Contents) -> Iterator[Violation]:
    """Look for repeated ids among goals, areas, criteria and profiles, each kind by itself."""
    entry = contents.strategy
    if entry is None:
        return
    strategy = entry.item
    flat = (
        (("service_areas", number), area.id) for number, area in enumerate(strategy.service_areas)
    )
    criteria = ((("criteria", number), one.id) for number, one in enumerate(strategy.criteria))
    profiles = ((("profiles", number), one.id) for number, one in enumerate(strategy.profiles))
    for places in (_goals(strategy.goals, ("goals",)), flat, criteria, profiles):
        for path, first, id_ in _repeated(places):
            yield Violation(
                (*path, "id"),
                msg("The id {id} stands twice", id=id_),
                msg("Give one of them another id"),
                entry,
                related=((entry, (*first, "id"), msg("The first one")),),
            )


def _goals(goals: Iterable[Goal], path: Path) -> Iterator[tuple[Path, str]]:
    for number, goal in enumerate(goals):
        here = (*path, number)
        yield here, goal.id
        yield from _goals(goal.goals, (*here, "goals"))


def _repeated(places: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, Path, str]]:
    """Yield path, path of the first and id for each id that has been seen before."""
    seen: dict[str, Path] = {}
    for path, id_ in places:
        if id_ in seen:
            yield path, seen[id_], id_
        seen.setdefault(id_, path)


@rule(
    "I004",
    "frame-twice",
    Severity.ERROR,
    title=msg("A frame stands twice in a round"),
    why=msg("Only one of the two limits could count, and nobody could see which."),
    fix=msg("Keep one frame, or give the other an id of its own."),
    example="frames:\n  - {id: drift, amounts: {2027: 500 000}}\n"
    "  - {id: drift, amounts: {2027: 700 000}}",
)
def frame_twice(round_: Round) -> Iterator[Violation]:
    """Look for frames of a round with the same id."""
    for path, _, id_ in _repeated((("frames", n), one.id) for n, one in enumerate(round_.frames)):
        yield Violation(
            (*path, "id"),
            msg("The frame {id} stands twice", id=id_),
            msg("Give one of them another id"),
        )


@rule(
    "I005",
    "listed-twice",
    Severity.ERROR,
    title=msg("The same thing is listed twice"),
    why=msg("A contribution to a goal that stands twice counts twice in the score."),
    fix=msg("Keep one of them."),
    example="goals:\n  - {goal: teknologi, contribution: 2}\n"
    "  - {goal: teknologi, contribution: 3}",
)
def listed_twice(contents: Contents) -> Iterator[Violation]:
    """Look for repeated goals, and for repeated projects in requires, excludes and replaces."""
    for entry in contents.projects.values():
        project = entry.item
        goals = ((("goals", n, "goal"), link.goal) for n, link in enumerate(project.goals))
        links = (
            ((key, n), other)
            for key in ("requires", "excludes", "replaces")
            for n, other in enumerate(getattr(project, key))
        )
        for path, first, id_ in chain(_repeated(goals), *map(_repeated, _by_key(links))):
            yield Violation(
                path,
                msg("{id} is listed twice", id=id_),
                msg("Keep one of them"),
                entry,
                related=((entry, first, msg("The first one")),),
            )


def _by_key(places: Iterable[tuple[Path, str]]) -> Iterable[list[tuple[Path, str]]]:
    groups: dict[object, list[tuple[Path, str]]] = {}
    for path, id_ in places:
        groups.setdefault(path[0], []).append((path, id_))
    return groups.values()
