"""Rules about how projects depend on each other: cycles, contradictions and dead ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import Listing, msg
from innostrat.model.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from innostrat.model.idea import Idea
    from innostrat.model.portfolio import Contents
    from innostrat.model.project import Project


@rule(
    "L001",
    "refers-to-itself",
    Severity.ERROR,
    title=msg("A project refers to itself"),
    why=msg("A project cannot require, exclude or replace itself; another one is meant."),
    fix=msg("Write the id of the project that is meant, or remove the reference."),
    example="id: idelab\nrequires: [idelab]",
)
def refers_to_itself(project: Project) -> Iterator[Violation]:
    """Look for a project's own id among its references."""
    for key in ("requires", "excludes", "replaces"):
        for number, other in enumerate(getattr(project, key)):
            if other == project.id:
                yield Violation(
                    (key, number),
                    msg("The project names itself"),
                    msg("Name the other project, or remove the reference"),
                )


Links: TypeAlias = "Mapping[str, Sequence[str]]"


def _required(contents: Contents) -> Links:
    """Return which projects each project requires itself, of those that there are."""
    projects = contents.projects
    return {
        key: [other for other in entry.item.requires if other in projects]
        for key, entry in projects.items()
    }


def _reversed(links: Links) -> Links:
    """Return the same links from their other ends."""
    found: dict[str, list[str]] = {key: [] for key in links}
    for key, others in links.items():
        for other in others:
            found[other].append(key)
    return found


def _reach(links: Links, start: str) -> set[str]:
    """Return all that can be reached from a project: itself only in a circle."""
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        for other in links[ahead.pop()]:
            if other not in reached:
                reached.add(other)
                ahead.append(other)
    return reached


def _circles(links: Links) -> Iterator[list[str]]:
    """Yield the projects of each circle, sorted, the circles by their first.

    What leads into no circle and out of none is taken away first, so that a chain costs its length.
    """
    left, back = dict(links), _reversed(links)
    for one, other in ((links, back), (back, links)):
        count = {key: sum(to in left for to in one[key]) for key in left}
        bare = [key for key, number in count.items() if not number]
        while bare:
            key = bare.pop()
            del left[key]
            for before in other[key]:
                if before in left:
                    count[before] -= 1
                    if not count[before]:
                        bare.append(before)
    seen: set[str] = set()
    for key in sorted(left):
        if key not in seen:
            circle = _reach(links, key) & _reach(back, key)
            seen |= circle
            if len(circle) > 1:
                yield sorted(circle)


@rule(
    "L002",
    "requirements-in-a-circle",
    Severity.ERROR,
    title=msg("Projects require each other in a circle"),
    why=msg("None of them can begin before the others, so none of them can be first."),
    fix=msg("Remove the requirement that only says that the projects go well together."),
    example="# a.yaml\nrequires: [b]\n# b.yaml\nrequires: [a]",
)
def requirements_in_a_circle(contents: Contents) -> Iterator[Violation]:
    """Look for projects that require themselves through others, each circle once."""
    for circle in _circles(_required(contents)):
        yield Violation(
            ("requires",),
            msg("The projects require each other: {projects}", projects=Listing(tuple(circle))),
            msg("Remove one of the requirements"),
            contents.projects[circle[0]],
            related=tuple(
                (contents.projects[other], ("requires",), msg("Requires one of them"))
                for other in circle[1:]
            ),
        )


def _barred(contents: Contents) -> set[tuple[str, str]]:
    """Return the pairs that cannot both be carried out, whoever of them says so, each sorted."""
    return {
        (min(key, other), max(key, other))
        for key, entry in contents.projects.items()
        for other in (*entry.item.excludes, *entry.item.replaces)
        if other in contents.projects and other != key
    }


@rule(
    "L003",
    "requires-what-is-excluded",
    Severity.ERROR,
    title=msg("What is required is excluded"),
    why=msg("The project can never be chosen: its own conditions contradict each other."),
    fix=msg("Decide which of the two holds, and remove the other."),
    example="requires: [felles-responssenter]\nexcludes: [felles-responssenter]",
)
def requires_what_is_excluded(contents: Contents) -> Iterator[Violation]:
    """Look for projects that exclude each other and that one project needs both of."""
    needing = _Needing(_required(contents))
    for one, other in sorted(_barred(contents)):
        for key in needing.both(one, other):
            entry = contents.projects[key]
            yield Violation(
                _place(entry.item, {one, other}),
                msg(
                    "{one} and {other} are both needed, and exclude each other",
                    one=one,
                    other=other,
                ),
                msg("Remove the requirement or the exclusion"),
                entry,
            )


class _Needing:
    """Who needs a project, itself or through others, as sets of bits: one for each project."""

    def __init__(self, required: Links) -> None:
        self.keys = sorted(required)
        self.bit = {key: 1 << number for number, key in enumerate(self.keys)}
        self.direct = [self._set(required[key]) for key in self.keys]
        back = _reversed(required)
        self.back = [self._set(back[key]) for key in self.keys]
        self.found: dict[str, int] = {}

    def _set(self, keys: Sequence[str]) -> int:
        found = 0
        for key in keys:
            found |= self.bit[key]
        return found

    def above(self, key: str) -> int:
        """Return all that need a project: itself only in a circle. Each is looked for once."""
        if key not in self.found:
            reached, ahead = 0, self.bit[key]
            while ahead:
                low = ahead & -ahead
                new = self.back[low.bit_length() - 1] & ~reached
                reached |= new
                ahead = (ahead ^ low) | new
            self.found[key] = reached
        return self.found[key]

    def both(self, one: str, other: str) -> Iterator[str]:
        """Yield, sorted, who needs both of a pair, and requires nobody else who does.

        Those in a circle that do so are all told of.
        """
        both = left = (self.bit[one] | self.above(one)) & (self.bit[other] | self.above(other))
        while left:
            low = left & -left
            left ^= low
            number = low.bit_length() - 1
            within = self.direct[number] & both & ~low
            if not within or not within & ~self.above(self.keys[number]):
                yield self.keys[number]


def _place(project: Project, pair: set[str]) -> tuple[str | int, ...]:
    """Return where the project itself excludes one of the pair, or else what it requires."""
    for key in ("excludes", "replaces"):
        for number, other in enumerate(getattr(project, key)):
            if other in pair:
                return (key, number)
    return ("requires",)


@rule(
    "L004",
    "bound-projects-exclude-each-other",
    Severity.ERROR,
    title=msg("Two projects that must be carried out exclude each other"),
    why=msg(
        "Decided and mandatory projects are in every plan. With these two, no plan of the round is "
        "possible."
    ),
    fix=msg("Remove the exclusion, or change the commitment of one of them."),
    example="commitment: mandatory\nexcludes: [digitalt-tilsyn]      # which is decided",
)
def bound_exclude_each_other(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for an exclusion between two projects that are decided or mandatory."""
    if not (project.stands and project.is_bound):
        return
    for number, key in enumerate(project.excludes):
        other = contents.projects.get(key)
        if other is not None and other.item.stands and other.item.is_bound and key != project.id:
            yield Violation(
                ("excludes", number),
                msg("Both this project and {other} must be carried out", other=key),
                msg("Remove the exclusion, or change the commitment of one of them"),
                related=((other, ("commitment",), msg("The other commitment")),),
            )


@rule(
    "L005",
    "requires-a-stopped-project",
    Severity.ERROR,
    title=msg("A stopped project is required"),
    why=msg("What is stopped will never be there, so the project can never be chosen."),
    fix=msg("Find another way to what the stopped project would have given."),
    example="requires: [samtalerobot-byggesak]      # stopped in January",
)
def requires_a_stopped_project(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for stopped projects among the requirements of one that stands."""
    for number, key in enumerate(project.requires if project.stands else ()):
        other = contents.projects.get(key)
        if other is not None and other.item.stopped is not None:
            yield Violation(
                ("requires", number),
                msg("{other} is stopped", other=key),
                msg("Remove the requirement, or describe what takes its place"),
                related=((other, ("stopped",), msg("Stopped here")),),
            )


@rule(
    "L006",
    "mandatory-but-impossible",
    Severity.ERROR,
    title=msg("A project that must be carried out requires one that cannot be"),
    why=msg(
        "The required project is shut out by another that must be carried out. No plan of the "
        "round is possible."
    ),
    fix=msg("Remove the requirement or the exclusion, or change a commitment."),
    example="# lovpalagt.yaml\ncommitment: mandatory\nrequires: [responssenter]\n"
    "# nattilsyn.yaml\ncommitment: decided\nexcludes: [responssenter]",
)
def mandatory_but_impossible(contents: Contents) -> Iterator[Violation]:
    """Look for requirements of bound projects that other bound projects exclude."""
    projects = {key: entry.item for key, entry in contents.projects.items()}
    bound = {key for key, one in projects.items() if one.stands and one.is_bound}
    walls: dict[str, list[str]] = {}
    pairs = _barred(contents)
    for one, other in sorted({*pairs, *((there, here) for here, there in pairs)}):
        if one in bound and not projects[other].is_bound:
            walls.setdefault(other, []).append(one)
    back = _reversed(_required(contents))
    for key in sorted(walls):
        for id_ in sorted(_reach(back, key).intersection(bound)):
            wall = next((one for one in walls[key] if one != id_), None)
            if wall is not None:
                yield Violation(
                    ("requires",),
                    msg("{key} is required, but {wall} shuts it out", key=key, wall=wall),
                    msg("Remove the requirement or the exclusion"),
                    contents.projects[id_],
                    related=((contents.projects[wall], ("commitment",), msg("Is bound too")),),
                )


@rule(
    "L007",
    "replaces-a-bound-project",
    Severity.ERROR,
    title=msg("A project that must be carried out is replaced"),
    why=msg(
        "A decided or mandatory project stays in the plan until it is stopped, so its replacement "
        "can never be chosen."
    ),
    fix=msg("Stop the project that is replaced, or remove the reference."),
    example="replaces: [digitalt-tilsyn]      # which is decided",
)
def replaces_a_bound_project(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for bound projects that stand among those that are replaced."""
    for number, key in enumerate(project.replaces if project.stands else ()):
        other = contents.projects.get(key)
        if other is not None and other.item.stands and other.item.is_bound and key != project.id:
            yield Violation(
                ("replaces", number),
                msg("{other} must be carried out, and is not stopped", other=key),
                msg("Stop it first, or remove the reference"),
                related=((other, ("commitment",), msg("Its commitment")),),
            )


@rule(
    "L008",
    "verdict-without-project",
    Severity.WARNING,
    title=msg("The verdict and the project of an idea do not fit together"),
    why=msg(
        "Those who had the idea want to know what became of it. A merged idea has a project to "
        "look at; a declined or returned one has none."
    ),
    fix=msg("Name the project in promoted_to, or correct the verdict."),
    example="verdict: {outcome: merged}      # into which project?",
)
def verdict_without_project(idea: Idea) -> Iterator[Violation]:
    """Look for merged ideas without a project, and refused ones with one."""
    if idea.verdict is None:
        return
    outcome = idea.verdict.outcome
    if outcome is Outcome.MERGED and idea.promoted_to is None:
        yield Violation(
            ("verdict", "outcome"),
            msg("The idea is merged, but not into any project"),
            msg("Name the project in promoted_to"),
        )
    if outcome in {Outcome.DECLINED, Outcome.RETURN} and idea.promoted_to is not None:
        yield Violation(
            ("promoted_to",),
            msg("The idea is {outcome}, and yet a project came of it", outcome=outcome.label),
            msg("Correct the verdict, or remove promoted_to"),
        )
