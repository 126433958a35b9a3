"""Rules about the strategy's own demands: a real need, something new, people, and benefits.

How grave a demand is follows the phase: see `common.demand`. What is asked for follows the
strategies themselves (need, champion, team and alignment: Carlson and Wilmot, Innovation, 2006;
new to us and a break with practice: Meld. St. 30 (2019–2020)).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from innostrat.checks.rules.common import NEVER, demand
from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import msg
from innostrat.model.words import Commitment, Phase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.messages import Message
    from innostrat.model.project import Alternative, Project
    from innostrat.model.strategy import Strategy

ZERO: Final = re.compile(
    r"(?i)null-?\s?alternativ|\b(?:0|zero)[- ]?alternativ|zero option|do[- ]nothing|status quo"
    r"|business as usual"
)
TOP: Final = ("title",)
"""Where a demand is reported that the file has no key for."""


def _lacks(
    project: Project,
    what: Message,
    message: Message,
    hint: Message,
    *,
    warning: Phase | None = Phase.CONCEPT,
    error: Phase | None = Phase.PLANNING,
) -> Iterator[Violation]:
    """Yield that `what` is missing, as gravely as the phase makes it, if at all.

    It is asked for from the concept on, and an error from planning on, unless said otherwise.
    """
    severity = demand(project, warning, error)
    if severity is not None:
        yield Violation(TOP, message, hint, severity=severity, lacks=what)


@rule(
    "G001",
    "no-focus-area",
    Severity.WARNING,
    title=msg("The project has no focus area"),
    why=msg("The strategy spreads its effort over focus areas; this project belongs to none."),
    fix=msg("Add focus_area. An error from the planning phase on."),
    example="focus_area: tjeneste",
)
def no_focus_area(project: Project, strategy: Strategy) -> Iterator[Violation]:
    """Ask for a focus area where the strategy has any."""
    if project.focus_area is None and strategy.focus_areas:
        yield from _lacks(
            project, msg("focus area"), msg("The project has no focus area"), msg("Add focus_area")
        )


@rule(
    "G002",
    "no-service-area",
    Severity.WARNING,
    title=msg("The project has no service area"),
    why=msg("Somebody must own the budget line, and answer for it in the budget's tables."),
    fix=msg("Add service_area. An error from the planning phase on."),
    example="service_area: helse",
)
def no_service_area(project: Project) -> Iterator[Violation]:
    """Ask for a service area."""
    if project.service_area is None:
        yield from _lacks(
            project,
            msg("service area"),
            msg("The project has no service area"),
            msg("Add service_area"),
        )


@rule(
    "G003",
    "no-goal",
    Severity.WARNING,
    title=msg("The project contributes to no goal"),
    why=msg("A project that serves none of the strategy's goals is not part of the strategy."),
    fix=msg("Link to a goal and say how much the project contributes. An error from planning on."),
    example='goals:\n  - {goal: teknologi, contribution: 2, because: "Frigjør tid til brukerne."}',
)
def no_goal(project: Project) -> Iterator[Violation]:
    """Ask for a link to one of the strategy's goals."""
    if not project.goals:
        yield from _lacks(
            project,
            msg("goals"),
            msg("The project contributes to none of the strategy's goals"),
            msg("Add a goal that it contributes to"),
        )


@rule(
    "G004",
    "no-need",
    Severity.WARNING,
    title=msg("The need is not described"),
    why=msg(
        "New solutions answer real needs: of users, of the organisation or of society. Without a "
        "need there is a solution that looks for a problem."
    ),
    fix=msg("Say whose need it is, and what the problem is. An error from planning on."),
    example="need:\n  kinds: [user]\n  problem: Brukere med KOLS ringer ofte om kvelden …",
)
def no_need(project: Project) -> Iterator[Violation]:
    """Ask for the kind of need, and for the problem."""
    hint = msg("Add need with kinds and problem")
    if not project.need.kinds:
        message = msg("Nobody's need is named: user, organisation or society")
        what = msg("whose need it is")
        yield from _lacks(project, what, message, hint)
    if project.need.problem is None:
        message = msg("The problem is not described")
        what = msg("the problem")
        yield from _lacks(project, what, message, hint)


@rule(
    "G005",
    "no-evidence",
    Severity.WARNING,
    title=msg("Nothing shows that the need is real"),
    why=msg("A need that nobody has counted or asked about may be ours and not the users'."),
    fix=msg(
        "Say how the need is known: figures, interviews, a survey. Asked for from planning on; an "
        "error from execution on."
    ),
    example="evidence: 14 av 20 intervjuede brukere ønsket å følge med hjemmefra.",
)
def no_evidence(project: Project) -> Iterator[Violation]:
    """Ask how the need is known."""
    if project.need.evidence is None:
        yield from _lacks(
            project,
            msg("evidence of the need"),
            msg("Nothing shows that the need is real"),
            msg("Add need.evidence"),
            warning=Phase.PLANNING,
            error=Phase.EXECUTION,
        )


@rule(
    "G006",
    "improvement-not-innovation",
    Severity.WARNING,
    title=msg("Improvement, not innovation"),
    why=msg(
        "An innovation is new to us, though it may be known elsewhere, and breaks with how we work "
        "today. What only does the same thing better is improvement: worth doing, within the "
        "unit's own budget."
    ),
    fix=msg(
        "Say what is new here and which practice is left, or take the proposal out of the "
        "portfolio. Not asked of what the law demands."
    ),
    example="innovation:\n  new_for_us: Oppfølgingen styres av målinger.\n"
    "  break_with: Faste hjemmebesøk.",
)
def improvement_not_innovation(project: Project) -> Iterator[Violation]:
    """Ask what is new to us, and which practice the project breaks with."""
    new, breaks = project.innovation.new_for_us, project.innovation.break_with
    if (new and breaks) or project.commitment is Commitment.MANDATORY:
        return
    if breaks:
        message = msg("Improvement, not innovation: nothing is said to be new to us")
    elif new:
        message = msg("Improvement, not innovation: the project breaks with no practice")
    else:
        message = msg("Improvement, not innovation: nothing is new, and no practice is left")
    hint = msg("Add innovation.new_for_us and innovation.break_with")
    yield from _lacks(project, msg("what is new"), message, hint, error=NEVER)


@rule(
    "G007",
    "no-champion",
    Severity.WARNING,
    title=msg("The project has no champion"),
    why=msg("Without somebody who drives it, an innovation stops at the first resistance."),
    fix=msg("Name the role that drives the project. An error from the planning phase on."),
    example="champion: Virksomhetsleder helse",
)
def no_champion(project: Project) -> Iterator[Violation]:
    """Ask for a champion (pådriver)."""
    if project.champion is None:
        yield from _lacks(
            project,
            msg("champion"),
            msg("Nobody drives the project"),
            msg("Add champion: a role, not a name"),
        )


@rule(
    "G008",
    "no-team",
    Severity.WARNING,
    title=msg("The project has no team"),
    why=msg("What is nobody's work is done by nobody."),
    fix=msg("Name the roles of the team and their share of a position. An error from planning on."),
    example="team:\n  - {role: Prosjektleder, share: 50 %}",
)
def no_team(project: Project) -> Iterator[Violation]:
    """Ask for a team."""
    if not project.team:
        yield from _lacks(
            project, msg("team"), msg("The project has no team"), msg("Add the roles of the team")
        )


@rule(
    "G009",
    "not-anchored",
    Severity.WARNING,
    title=msg("The project is not anchored"),
    why=msg("Somebody with the power to decide must own the project and stand behind it."),
    fix=msg(
        "Name the owner, and the body that stands behind the project. The owner is asked for from "
        "the concept on, the body from planning on; both are errors one phase later."
    ),
    example="alignment: {owner: Kommunalsjef helse, decided_by: Kommunedirektørens ledergruppe}",
)
def not_anchored(project: Project) -> Iterator[Violation]:
    """Ask for an owner, and for a body that stands behind the project."""
    if project.alignment.owner is None:
        said = msg("Nobody owns the project"), msg("Add alignment.owner")
        yield from _lacks(project, msg("owner"), *said)
    elif project.alignment.decided_by is None:
        said = msg("No body stands behind the project"), msg("Add alignment.decided_by")
        what = msg("a body behind it")
        yield from _lacks(project, what, *said, warning=Phase.PLANNING, error=Phase.EXECUTION)


@rule(
    "G010",
    "no-alternatives",
    Severity.WARNING,
    title=msg("The project was not weighed against anything"),
    why=msg(
        "A proposal is good or bad compared with something: going on as now, or another way to "
        "meet the need (Utredningsinstruksen, question 2)."
    ),
    fix=msg(
        "Describe at least the zero alternative: what happens if nothing is done. Not asked of "
        "what is decided or what the law demands."
    ),
    example="alternatives:\n  - {title: Nullalternativet, zero: true, description: Faste besøk.}",
)
def no_alternatives(project: Project) -> Iterator[Violation]:
    """Ask for alternatives, and for the zero alternative among them."""
    if project.is_bound:
        return
    if not project.alternatives:
        message = msg("There are no alternatives, not even to go on as now")
    elif not any(_is_zero(one) for one in project.alternatives):
        message = msg("The zero alternative is missing")
    else:
        return
    hint = msg("Add an alternative with zero: true")
    yield from _lacks(project, msg("alternatives"), message, hint, error=NEVER)


def _is_zero(alternative: Alternative) -> bool:
    return alternative.zero or ZERO.search(alternative.title) is not None


@rule(
    "G011",
    "no-benefit",
    Severity.WARNING,
    title=msg("The project promises no benefit"),
    why=msg("Without a benefit there is nothing to pay for, and nothing to follow up."),
    fix=msg("Describe at least one benefit. An error from the planning phase on."),
    example="benefits:\n  - {title: Færre innleggelser, kind: quality, responsible: Helsesjef}",
)
def no_benefit(project: Project) -> Iterator[Violation]:
    """Ask for a benefit."""
    if not project.benefits:
        yield from _lacks(
            project,
            msg("benefits"),
            msg("The project promises no benefit"),
            msg("Add at least one benefit"),
        )


@rule(
    "G012",
    "no-risk",
    Severity.WARNING,
    title=msg("No risk is stated"),
    why=msg(
        "Innovation is uncertain by definition. A project without risks has not been thought "
        "through, or does nothing new."
    ),
    fix=msg("State the largest risk and what is done about it. An error from execution on."),
    example="risks:\n  - {title: For få blir med, likelihood: 3, impact: 4, response: …}",
)
def no_risk(project: Project) -> Iterator[Violation]:
    """Ask for a risk."""
    if not project.risks:
        yield from _lacks(
            project,
            msg("risks"),
            msg("No risk is stated"),
            msg("Add the largest risk"),
            error=Phase.EXECUTION,
        )


@rule(
    "G013",
    "no-co-creation",
    Severity.WARNING,
    title=msg("Nobody outside takes part"),
    why=msg(
        "Co-creation means that those who have the need, or know something we do not, take part: "
        "inhabitants, volunteers, business, other municipalities, research."
    ),
    fix=msg("Name a partner and how they take part, or accept the finding with the reason."),
    example="partners:\n  - {kind: inhabitants, who: Brukerrådet, how: Velger utstyr.}",
)
def no_co_creation(project: Project) -> Iterator[Violation]:
    """Ask for a partner."""
    if not project.partners:
        yield from _lacks(
            project,
            msg("partners"),
            msg("Nobody outside the organisation takes part"),
            msg("Add a partner and how they take part"),
            error=NEVER,
        )
