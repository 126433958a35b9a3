"""What several families of rules ask: which frames there are, and how grave a demand is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.findings import Severity
from innostrat.loading.load import did_you_mean
from innostrat.messages import Listing, Message, msg
from innostrat.model.words import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.model.project import Project, YearAmount

ORDER: Final = tuple(Phase)
NEVER: Final = None


def demand(project: Project, warning: Phase | None, error: Phase | None) -> Severity | None:
    """Return how grave it is that `project` lacks something, or None if it need not have it yet.

    It is a warning from the phase `warning` on and an error from the phase `error` on, and only
    worth a remark in a draft. A project that is stopped or finished is asked for nothing that only
    a proposal needs.
    """
    if not project.stands:
        return None
    if project.is_draft:
        return Severity.INFO if Phase.CONCEPT in {warning, error} else None
    now = ORDER.index(project.phase)
    if error is not NEVER and now >= ORDER.index(error):
        return Severity.ERROR
    if warning is not NEVER and now >= ORDER.index(warning):
        return Severity.WARNING
    return None


def unknown(word: str, known: Iterable[str]) -> Message | None:
    """Return a hint at what could have been meant by `word`, or the list of what there is."""
    choices = tuple(sorted(known))
    if not choices:
        return None
    return did_you_mean(word, choices) or msg("There is: {choices}", choices=Listing(choices[:20]))


def year_amounts(project: Project, *keys: str) -> Iterator[YearAmount]:
    """Yield the amounts under `keys`: costs, funding and benefits, in the order of the file."""
    return (one for one in project.year_amounts if one.key in keys)
