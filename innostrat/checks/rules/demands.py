"""Rules about what the strategy itself demands: of every project, or of those for one of its goals.

Which demands there are is data in strategy.yaml. Here stands only how each is looked for. They are
warnings from the concept or from planning on, and never errors: a project may have a good reason
to differ, which is then accepted in its file and printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.checks.rules.common import NEVER, demand
from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import Listing, msg
from innostrat.model.words import BenefitSide, GoalKind, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.messages import Message
    from innostrat.model.goal import Demands
    from innostrat.model.project import Project
    from innostrat.model.strategy import Strategy
    from innostrat.model.words import Word


def _demands(project: Project, strategy: Strategy) -> Iterator[tuple[str, Demands]]:
    """Yield the demands on a project, each with the title of what demands it.

    A focus area demands of what lies in it, any other goal of what contributes to it or its parts.
    """
    yield strategy.title, strategy.demands
    for goal, parts in strategy.demanding:
        if goal.kind is GoalKind.FOCUS_AREA:
            asks = project.focus_area == goal.id
        else:
            asks = any(link.goal in parts for link in project.goals)
        if asks:
            yield goal.title, goal.demands


def _labels(words: Iterable[Word]) -> Listing:
    return Listing(tuple(word.label for word in words))


def _since(
    project: Project, phase: Phase, path: str, said: Message, hint: Message
) -> Iterator[Violation]:
    """Yield the problem if the project has come to `phase` and still asks for something."""
    severity = demand(project, phase, NEVER)
    if severity is not None:
        key = path if path in project.model_fields_set else "title"
        yield Violation((key,), said, hint, severity=severity, on_key=key != "title", lacks=said)


@rule(
    "G014",
    "demanded-partner-missing",
    Severity.WARNING,
    title=msg("A partner that the strategy demands is missing"),
    why=msg(
        "The strategy says with whom the projects of the focus area are to be made. Without them "
        "the municipality answers alone for what others were meant to carry."
    ),
    fix=msg("Name a partner of that kind and how they take part, or accept the finding."),
    example="partners:\n  - {kind: business, who: Lokale utbyggere, how: Eier tomtene.}",
)
def demanded_partner_missing(project: Project, strategy: Strategy) -> Iterator[Violation]:
    """Compare the kinds of partners with those that are demanded."""
    kinds = {partner.kind for partner in project.partners}
    for title, asked in _demands(project, strategy):
        if asked.partners and kinds.isdisjoint(asked.partners):
            yield from _since(
                project,
                Phase.CONCEPT,
                "partners",
                msg(
                    "{title} demands a partner of one of these kinds: {kinds}",
                    title=title,
                    kinds=_labels(asked.partners),
                ),
                msg(
                    "Add a partner with kind: {kind}, and how they take part",
                    kind=asked.partners[0].value,
                ),
            )


@rule(
    "G015",
    "demanded-need-missing",
    Severity.WARNING,
    title=msg("The project does not start from the need that the strategy demands"),
    why=msg(
        "The strategy says whose needs the work begins with. A service made from the "
        "organisation's needs alone may be cheaper and still be wrong for those who use it."
    ),
    fix=msg("Say whose need it is and how it is known, or accept the finding with the reason."),
    example="need: {kinds: [user, organisation], problem: …, evidence: …}",
)
def demanded_need_missing(project: Project, strategy: Strategy) -> Iterator[Violation]:
    """Compare the kinds of need with those that are demanded; without any another rule asks."""
    kinds = frozenset(project.need.kinds)
    for title, asked in _demands(project, strategy):
        if kinds and asked.needs and kinds.isdisjoint(asked.needs):
            yield from _since(
                project,
                Phase.CONCEPT,
                "need",
                msg(
                    "{title} demands that the project starts from: {kinds}",
                    title=title,
                    kinds=_labels(asked.needs),
                ),
                msg(
                    "Add {kind} to need.kinds, and say how the need is known",
                    kind=asked.needs[0].value,
                ),
            )


@rule(
    "G016",
    "benefits-of-one-side",
    Severity.WARNING,
    title=msg("Only one side of the benefits is visible"),
    why=msg(
        "The strategy wants economic and qualitative benefits to be seen. A project that shows one "
        "side hides what the other costs or gives. Time saved counts as economic."
    ),
    fix=msg(
        "Add a benefit of the other side with its indicator, or accept the finding and say why "
        "there is none. Asked for from planning on."
    ),
    example="benefits:\n  - {title: Færre feil, kind: quality}\n  - {title: Spart tid, kind: time}",
)
def benefits_of_one_side(project: Project, strategy: Strategy) -> Iterator[Violation]:
    """Compare the sides of the benefits with those that are demanded; without any another asks."""
    shown = {BenefitSide.of(benefit.kind) for benefit in project.benefits}
    told: set[BenefitSide] = set()
    for _, asked in _demands(project, strategy):
        lacking = [side for side in asked.benefits if side not in shown | told]
        if shown and lacking:
            told.update(lacking)
            yield from _since(
                project,
                Phase.PLANNING,
                "benefits",
                msg("Not made visible: {sides}", sides=_labels(lacking)),
                msg("Add a benefit of that side, or accept the finding and say why there is none"),
            )


@rule(
    "G017",
    "not-put-to-use",
    Severity.WARNING,
    title=msg("Nothing says who puts the solution to use"),
    why=msg(
        "An innovation is new, useful and put to use. A trial that nobody takes over is none, "
        "however well it went; and what others can use is worth more than what works in one place."
    ),
    fix=msg(
        "Say who takes it over after the project, and who else can. Asked for from planning on."
    ),
    example="innovation:\n  put_to_use: Hjemmetjenesten overtar i 2029; legekontoret kan også.",
)
def not_put_to_use(project: Project, strategy: Strategy) -> Iterator[Violation]:
    """Ask who puts the solution to use, where the strategy demands it."""
    demanded = any(asked.put_to_use for _, asked in _demands(project, strategy))
    if demanded and project.innovation.put_to_use is None:
        yield from _since(
            project,
            Phase.PLANNING,
            "innovation",
            msg("Nothing says who puts the solution to use, or who else can"),
            msg("Add innovation.put_to_use"),
        )
