"""What a project is asked: each question with its choices, how its answer is read and written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from innostrat.authoring import answers
from innostrat.authoring.filling.entries import entry_edits, spent_edits
from innostrat.files.yaml.editing import Edit, Put
from innostrat.messages import Message, msg
from innostrat.model.scales import LevelScale, ReachScale
from innostrat.model.words import BenefitKind, Need, PartnerKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Frame, Round

Choices: TypeAlias = "Mapping[str, Message | str]"
CONTRIBUTIONS: Final[Choices] = {"1": msg("some"), "2": msg("clear"), "3": msg("decisive")}
STEPS: Final[Choices] = {str(step): str(step) for step in range(1, 6)}
HOW_LIKELY: Final = msg("How likely is it? (1 to 5)")
HOW_BAD: Final = msg("How bad would it be? (1 to 5)")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing that is asked: what, among which choices, and how the answer is read.

    `read` raises a `CannotGoOnError` for what is no answer; what is optional may be left empty.
    """

    ask: Message
    choices: Choices = field(default_factory=dict)
    read: Callable[[str], YamlValue] = answers.read_plain
    optional: bool = False


def choose(ask: Message, choices: Choices) -> Prompt:
    """Return a part that is answered by one of the choices."""
    return Prompt(ask, choices, lambda text: answers.read_choice(text, choices))


@dataclass(frozen=True, slots=True)
class FillQuestion:
    """What belongs together under one key of the file; its answers become edits of it.

    Where `pick` stands, its answer comes first and is the last step of the key, `goals.GOAL`; the
    parts and the edits may depend on it. `edits` also gets what the file says by then, so that what
    is there is changed and not said twice. `missing` says whether the project lacks it, so that it
    is asked without being asked for.
    """

    key: str
    parts: Callable[[str], tuple[Prompt, ...]]
    edits: Callable[[str, Sequence[YamlValue], Mapping[str, Any]], Sequence[Edit]]
    missing: bool
    pick: Prompt | None = None

    def takes(self, key: str) -> bool:
        """Whether an answer with this key belongs here."""
        if self.pick is None:
            return key == self.key
        head, _, last = key.rpartition(".")
        return head == self.key and last in self.pick.choices


def questions(
    project: Project, portfolio: Portfolio, unanswered: Sequence[str]
) -> Iterator[FillQuestion]:
    """Yield what can be asked of the project, what counts for the ranking first.

    `unanswered` are the criteria that nobody has answered.
    """
    strategy, round_ = portfolio.strategy, portfolio.latest_round
    focus = {one.id: one.title for one in strategy.focus_areas}
    areas = {one.id: one.title for one in strategy.service_areas}
    if focus:
        which = choose(msg("Which focus area?"), focus)
        yield _put("focus_area", which, missing=project.focus_area is None)
    if areas:
        which = choose(msg("Which service area owns it?"), areas)
        yield _put("service_area", which, missing=project.service_area is None)
    yield from _need(project)
    goals = {one.id: one.title for one in strategy.walk() if one.is_target}
    if goals:
        yield _goals(goals, missing=not project.goals)
    for criterion in strategy.criteria:
        if criterion.scale.assessed:
            yield _score(criterion, missing=criterion.id in unanswered)
    if round_ is not None:
        yield _costs(project, round_)
    yield from _foundations(project)


def _put(key: str, part: Prompt, *, missing: bool) -> FillQuestion:
    where = tuple(key.split("."))
    return FillQuestion(
        key, lambda _: (part,), lambda _, given, __: [Put(where, given[0])], missing
    )


def _entry(
    key: str, parts: tuple[Prompt, ...], names: Sequence[str], *, by: str, missing: bool
) -> FillQuestion:
    """Return a question whose answers become an entry of a list, each under a name.

    `by` is the name whose answer says which entry it is.
    """

    def edits(_: str, given: Sequence[YamlValue], written: Mapping[str, Any]) -> Sequence[Edit]:
        said = {name: one for name, one in zip(names, given, strict=True) if one is not None}
        which = {by: str(said.pop(by))}
        return entry_edits(written, key, which, said)

    return FillQuestion(key, lambda _: parts, edits, missing)


def _need(project: Project) -> Iterator[FillQuestion]:
    kinds = {one.value: one.label for one in Need}
    ask = msg("Whose need is it? (several with a comma between them)")
    whose = Prompt(ask, kinds, lambda text: answers.read_choices(text, kinds))
    yield _put("need.kinds", whose, missing=not project.need.kinds)
    problem = Prompt(msg("What is the problem, as those who have it would say it?"))
    yield _put("need.problem", problem, missing=project.need.problem is None)


def _goals(goals: Choices, *, missing: bool) -> FillQuestion:
    def edits(goal: str, given: Sequence[YamlValue], written: Mapping[str, Any]) -> Sequence[Edit]:
        return entry_edits(written, "goals", {"goal": goal}, {"contribution": given[0]})

    how = choose(msg("How much does it contribute?"), CONTRIBUTIONS)
    pick = choose(msg("Which goal does it contribute to? (empty: no more)"), goals)
    return FillQuestion("goals", lambda _: (how,), edits, missing, pick)


def _score(criterion: Criterion, *, missing: bool) -> FillQuestion:
    where, scale = ("scores", criterion.id), criterion.scale
    ask = msg("{title}: {question}", title=criterion.title, question=criterion.question or "?")
    if isinstance(scale, LevelScale):
        levels = {str(level): text for level, text in sorted(scale.levels.items())}
        return _put(f"scores.{criterion.id}", choose(ask, levels), missing=missing)
    if not isinstance(scale, ReachScale):
        part = Prompt(ask, read=answers.read_capacity)
        return _put(f"scores.{criterion.id}", part, missing=missing)
    changes = {one: one for one in scale.changes}

    def reached(_: str, given: Sequence[YamlValue], __: Mapping[str, Any]) -> Sequence[Edit]:
        return [Put(where, {"people": given[0], "change": given[1]})]

    people = Prompt(ask, read=answers.read_capacity)
    change = choose(msg("How much does it change for them?"), changes)
    parts = (people, change)
    return FillQuestion(f"scores.{criterion.id}", lambda _: parts, reached, missing)


def _costs(project: Project, round_: Round) -> FillQuestion:
    frames = {one.id: one for one in round_.frames}

    def parts(frame: str) -> tuple[Prompt, ...]:
        return tuple(_amount(frames[frame], year) for year in round_.years)

    def edits(frame: str, given: Sequence[YamlValue], written: Mapping[str, Any]) -> Sequence[Edit]:
        paired = zip(round_.years, given, strict=True)
        amounts = {year: None if one is None else str(one) for year, one in paired}
        return spent_edits(written, frame, amounts)

    titles = {one.id: one.title for one in round_.frames}
    pick = choose(msg("Which frame does it use? (empty: no more)"), titles)
    return FillQuestion("costs", parts, edits, not project.costs, pick)


def _amount(frame: Frame, year: int) -> Prompt:
    if frame.is_money:
        ask = msg("Kroner in {year}? (200 000 or 1,2 mill; empty: nothing)", year=year)
        return Prompt(ask, read=answers.read_kroner, optional=True)
    ask = msg("How much in {year}, in {unit}? (empty: nothing)", year=year, unit=frame.unit or "")
    return Prompt(ask, read=answers.read_capacity, optional=True)


def _foundations(project: Project) -> Iterator[FillQuestion]:
    """Yield what the strategies ask of a project before it goes on to planning."""
    new, breaks = project.innovation.new_for_us, project.innovation.break_with
    part = Prompt(msg("What is new here? (known elsewhere is fine)"))
    yield _put("innovation.new_for_us", part, missing=new is None)
    part = Prompt(msg("Which practice does it break with?"))
    yield _put("innovation.break_with", part, missing=breaks is None)
    part = Prompt(msg("Who drives it? (a role, never a name)"))
    yield _put("champion", part, missing=project.champion is None)
    part = Prompt(msg("Who owns it? (a role, never a name)"))
    yield _put("alignment.owner", part, missing=project.alignment.owner is None)
    share = Prompt(msg("How much of a full position? (50 %; may be left empty)"), optional=True)
    team = (Prompt(msg("Which role is in the team?")), share)
    yield _entry("team", team, ("role", "share"), by="role", missing=not project.team)
    yield _alternative(project)
    kinds = {one.value: one.label for one in BenefitKind}
    benefit = (
        Prompt(msg("Which benefit does it give?")),
        choose(msg("What kind of benefit is it?"), kinds),
        Prompt(msg("Who answers for the benefit? (a role, never a name)")),
    )
    names = ("title", "kind", "responsible")
    yield _entry("benefits", benefit, names, by="title", missing=not project.benefits)
    risk = (
        Prompt(msg("What may go wrong?")),
        choose(HOW_LIKELY, STEPS),
        choose(HOW_BAD, STEPS),
    )
    names = ("title", "likelihood", "impact")
    yield _entry("risks", risk, names, by="title", missing=not project.risks)
    kinds = {one.value: one.label for one in PartnerKind}
    partner = (
        choose(msg("What kind of partner takes part?"), kinds),
        Prompt(msg("Who are they? (an organisation or a group)")),
    )
    yield _entry("partners", partner, ("kind", "who"), by="who", missing=not project.partners)


def _alternative(project: Project) -> FillQuestion:
    def edits(_: str, given: Sequence[YamlValue], written: Mapping[str, Any]) -> Sequence[Edit]:
        return entry_edits(written, "alternatives", {"zero": "true"}, {"title": given[0]})

    part = Prompt(msg("What happens if nothing is done? (the zero alternative)"))
    missing = not (project.is_bound or project.alternatives)
    return FillQuestion("alternatives", lambda _: (part,), edits, missing)
