"""Which ideas and projects a report shows; what it says of them stays that of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.messages import Listing, Message, msg
from innostrat.model.project import Project

if TYPE_CHECKING:
    from innostrat.model.idea import Idea


@dataclass(frozen=True, slots=True)
class Filter:
    """Ids of focus areas and service areas, and phases; an empty one lets everything through."""

    focus_areas: tuple[str, ...] = ()
    service_areas: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()

    def takes(self, item: Project | Idea) -> bool:
        """Return whether the item is shown; an idea has no phase."""
        phase = item.phase if isinstance(item, Project) else None
        return all(
            not wanted or value in wanted
            for wanted, value in (
                (self.focus_areas, item.focus_area),
                (self.service_areas, item.service_area),
                (self.phases, phase),
            )
        )

    @property
    def sentence(self) -> tuple[Message, ...]:
        """The filter in words, so that a printout shows that it is not the whole."""
        parts = (
            (msg("focus area"), self.focus_areas),
            (msg("service area"), self.service_areas),
            (msg("phase"), self.phases),
        )
        chosen = tuple(
            msg("{what} {names}", what=what, names=Listing(names)) for what, names in parts if names
        )
        return (msg("Only {parts}", parts=Listing(chosen)),) if chosen else ()


EVERYTHING: Final = Filter()
