"""What `judge`, `merge` and `promote` share: an idea to change, and the verdict to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.yaml.editing import Put
from innostrat.messages import msg
from innostrat.shell import asking
from innostrat.shell.days import fact_day
from innostrat.workspace.naming import meant

if TYPE_CHECKING:
    from innostrat.files.yaml.events import YamlValue
    from innostrat.language import Language
    from innostrat.model.idea import Idea
    from innostrat.model.words import Outcome
    from innostrat.workspace.workspace import Workspace

WHY: Final = msg("Why? (the sender reads it)")
WHO: Final = msg("Who decided? (a body or a role, never a name)")


def find_idea(workspace: Workspace, idea_id: str) -> Idea:
    """Return the idea; an unknown one is refused with the one most like it."""
    ideas = workspace.portfolio().ideas
    where = msg("`innostrat ideas` shows them all")
    return ideas[meant(idea_id, ideas, msg("There is no idea {word}", word=idea_id), where)]


def refuse_judged(idea: Idea, *, again: bool) -> None:
    """Refuse to replace a verdict unless that is wished."""
    if idea.verdict is not None and not again:
        raise CannotGoOnError(
            msg(
                "{idea} has the verdict {outcome} already; --replace puts a new one in its place",
                idea=idea.id,
                outcome=idea.verdict.outcome.label,
            )
        )


def verdict(
    outcome: Outcome,
    by: str | None,
    because: str | None,
    day: str | None,
    language: Language,
) -> Put:
    """Return the edit that writes the verdict; what no option gives is asked for."""
    given: dict[str, YamlValue] = {
        "outcome": outcome.value,
        "by": asking.text(by, "--by", WHO, language),
        "date": fact_day(day, msg("Which day?"), language).isoformat(),
        "because": asking.text(because, "--because", WHY, language),
    }
    return Put(("verdict",), given)
