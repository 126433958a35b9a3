"""Rules about phases: what a concept may lack, a project in execution may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.checks.rules.common import NEVER, demand
from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import msg
from innostrat.model.words import BenefitKind, Phase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.project import Project


@rule(
    "P001",
    "no-summary",
    Severity.WARNING,
    title=msg("The project has no summary"),
    why=msg("The summary is what the council reads in the tables; without it they read a title."),
    fix=msg("Write two or three sentences. Asked for from the planning phase on."),
    example="summary: Innbyggere med KOLS måler selv hjemme, og helsepersonell følger med.",
)
def no_summary(project: Project) -> Iterator[Violation]:
    """Ask for a summary from planning on."""
    severity = demand(project, Phase.PLANNING, NEVER)
    if project.summary is None and severity:
        message = msg("The project has no summary")
        yield Violation(("title",), message, msg("Add summary"), severity=severity)


@rule(
    "P002",
    "no-approach",
    Severity.WARNING,
    title=msg("How the need is met is not described"),
    why=msg("A plan must say what is done, or its costs and risks cannot be judged."),
    fix=msg("Describe the approach. Asked for from planning on; an error from execution on."),
    example="approach: 30 brukere deltar i 2027 og 60 i 2028.",
)
def no_approach(project: Project) -> Iterator[Violation]:
    """Ask for an approach from planning on."""
    severity = demand(project, Phase.PLANNING, Phase.EXECUTION)
    if project.approach is None and severity:
        message = msg("How the need is met is not described")
        yield Violation(("title",), message, msg("Add approach"), severity=severity)


@rule(
    "P003",
    "no-costs",
    Severity.WARNING,
    title=msg("The project uses nothing"),
    why=msg("A plan without costs has not been counted: somebody's time is always used."),
    fix=msg("Add the costs, in kroner or capacity. Asked for from the planning phase on."),
    example="costs:\n  - {title: Prosjektleder, frame: prosjektledelse, amounts: {2027: 0.2}}",
)
def no_costs(project: Project) -> Iterator[Violation]:
    """Ask for costs from planning on."""
    severity = Severity.INFO if project.is_draft else demand(project, Phase.PLANNING, NEVER)
    if not project.costs_anything and severity:
        message = msg("The project uses neither money nor capacity")
        hint, what = msg("Add costs"), msg("costs")
        yield Violation(("title",), message, hint, severity=severity, lacks=what)


@rule(
    "P004",
    "nobody-responsible-for-benefit",
    Severity.WARNING,
    title=msg("Nobody answers for a benefit"),
    why=msg(
        "A benefit comes when somebody takes it out; what nobody answers for stays on paper. A "
        "committed saving is taken out of a unit's budget, also while the project is a draft."
    ),
    fix=msg("Name the role that answers for the benefit. An error from the planning phase on."),
    example="responsible: Virksomhetsleder helse",
)
def nobody_responsible(project: Project) -> Iterator[Violation]:
    """Ask for a responsible role for each benefit; of a draft only a committed saving is told."""
    severity = demand(project, Phase.CONCEPT, Phase.PLANNING)
    for number, benefit in enumerate(project.benefits if severity else ()):
        if benefit.responsible is not None:
            continue
        told = project.is_draft and benefit.is_committed_saving
        yield Violation(
            ("benefits", number, "title"),
            msg("Nobody answers for the benefit"),
            msg("Add responsible: a role, not a name"),
            severity=Severity.WARNING if told else severity,
            lacks=None if told else msg("somebody responsible for a benefit"),
        )


@rule(
    "P005",
    "benefit-cannot-be-measured",
    Severity.ERROR,
    title=msg("A benefit cannot be measured"),
    why=msg(
        "Better quality and saved time are shown by an indicator: what it was before the project, "
        "and what it shall be. The baseline cannot be measured afterwards."
    ),
    fix=msg("Add baseline and target with their dates. Asked for from the planning phase on."),
    example="baseline: {value: 120, date: 2026-03-01}\ntarget: {value: 90, date: 2029-12-31}",
)
def cannot_be_measured(project: Project) -> Iterator[Violation]:
    """Ask for baseline and target of benefits in quality and time, from planning on."""
    severity = demand(project, NEVER, Phase.PLANNING)
    for number, benefit in enumerate(project.benefits if severity else ()):
        if benefit.kind not in {BenefitKind.QUALITY, BenefitKind.TIME}:
            continue
        if benefit.baseline is None:
            message = (
                msg("The benefit has neither baseline nor target")
                if benefit.target is None
                else msg("The benefit has no baseline")
            )
        elif benefit.target is None:
            message = msg("The benefit has no target")
        else:
            continue
        yield Violation(
            ("benefits", number, "title"),
            message,
            msg("Add baseline and target, each with value and date"),
            severity=severity,
        )


@rule(
    "P006",
    "in-use-too-early",
    Severity.WARNING,
    title=msg("The solution is in use, but the project is not carried out"),
    why=msg("Either the phase or the date is wrong, and both are counted in the reports."),
    fix=msg("Move the project on to closing or realisation, or remove in_use."),
    example="phase: concept\nin_use: 2028-06-01",
)
def in_use_too_early(project: Project) -> Iterator[Violation]:
    """Look for a day of first use in a project that has not been executed."""
    if project.in_use is not None and project.phase in {Phase.CONCEPT, Phase.PLANNING}:
        yield Violation(
            ("in_use",),
            msg("The project is still in the phase {phase}", phase=project.phase.label),
            msg("Correct the phase, or remove in_use"),
        )


@rule(
    "P007",
    "realisation-without-use",
    Severity.WARNING,
    title=msg("Benefits are realised, but the solution was never taken into use"),
    why=msg("The strategy counts solutions that are taken into use; this one is not counted."),
    fix=msg("Add the day that the solution was taken into use."),
    example="phase: realisation\nin_use: 2025-10-01",
)
def realisation_without_use(project: Project) -> Iterator[Violation]:
    """Ask for the day of first use of projects in realisation."""
    if project.phase is Phase.REALISATION and not project.stopped and project.in_use is None:
        yield Violation(
            ("phase",),
            msg("The day that the solution was taken into use is missing"),
            msg("Add in_use"),
        )


@rule(
    "P008",
    "nothing-measured",
    Severity.WARNING,
    title=msg("Nothing is measured in the realisation phase"),
    why=msg("The phase is there to see whether the benefits come."),
    fix=msg("Add what was measured, with its date, under measured."),
    example="measured: [{date: 2028-06-30, value: 101}]",
)
def nothing_measured(project: Project) -> Iterator[Violation]:
    """Ask for a measurement of some benefit of projects in realisation."""
    if project.phase is not Phase.REALISATION or project.stopped:
        return
    if not any(benefit.measured for benefit in project.benefits):
        yield Violation(
            ("benefits",) if project.benefits else ("phase",),
            msg("No benefit has been measured"),
            msg("Add measured to one of the benefits"),
        )


@rule(
    "P009",
    "nothing-learnt",
    Severity.WARNING,
    title=msg("What was learnt is not written down"),
    why=msg("To stop is honourable, and the lesson is what the money bought."),
    fix=msg("Add learned: what the next project should know."),
    example="stopped: {date: 2026-01-20, learned: Søkerne trengte hjelp med sin egen sak.}",
)
def nothing_learnt(project: Project) -> Iterator[Violation]:
    """Ask what was learnt from stopped projects."""
    if project.stopped is not None and project.stopped.learned is None:
        message = msg("What was learnt is not written down")
        yield Violation(("stopped",), message, msg("Add learned"))
