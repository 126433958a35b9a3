"""Makes the files of new ideas, projects, rounds and assessments from options and answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.authoring.answers import read_kroner
from innostrat.authoring.frames import QUESTION, asked_frames
from innostrat.authoring.new_file import authored
from innostrat.authoring.template import project_later, round_later, spaced
from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, Message, msg
from innostrat.model.assessment import Assessment
from innostrat.model.base import slugify
from innostrat.model.grant import Grant
from innostrat.model.idea import Idea
from innostrat.model.project import Project
from innostrat.model.round import Round
from innostrat.model.scales import ReachScale
from innostrat.model.words import IdeaSource
from innostrat.shell import asking
from innostrat.shell.asking import one_of
from innostrat.shell.days import fact_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from innostrat.files.yaml.events import YamlValue
    from innostrat.language import Language
    from innostrat.model.criterion import Criterion
    from innostrat.model.strategy import Fund
    from innostrat.workspace.workspace import Workspace

YEARS: Final = re.compile(r"([0-9]{4})(?:\s*[-–]\s*([0-9]{4}))?")
LONGEST: Final = 20  # years of a plan


CAME_IN: Final = ("--date", msg("When did it come in?"))
# What each kind of file must have: the option that says it, and the question where none does.
NEEDED: Final[Mapping[str, Mapping[str, tuple[str, Message]]]] = {
    "idea": {
        "title": ("--title", msg("What is the idea, in a few words?")),
        "need": ("--need", msg("Which need or problem is behind it?")),
        "day": CAME_IN,
    },
    "project": {
        "title": ("--title", msg("What is the project, in a few words?")),
        "need": ("--need", msg("Which need or problem is behind it?")),
    },
    "grant": {
        "title": ("--title", msg("What is to be tried, in a few words?")),
        "applicant": ("--applicant", msg("Who applies? (a unit or a role, never a name)")),
        "amount": ("--amount", msg("How much is asked for, in kroner?")),
        "need": ("--need", msg("What is to be tried, and to learn what?")),
        "day": CAME_IN,
    },
    "round": {
        "years": ("--years", msg("Which years? (2027-2030)")),
        "title": ("--title", msg("What is the plan called?")),
        "frames": ("--frame", QUESTION),
    },
    "assessment": {"assessor": ("--assessor", msg("Who assesses? (a role, never a name)"))},
}


@dataclass(frozen=True, slots=True)
class ItemOptions:
    """What the options say; None was not given."""

    title: str | None = None
    id: str | None = None
    need: str | None = None
    suggestion: str | None = None
    source: str | None = None
    focus_area: str | None = None
    service_area: str | None = None
    years: str | None = None
    frames: tuple[str, ...] = ()
    assessor: str | None = None
    applicant: str | None = None
    group: str | None = None
    amount: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Creator:
    """Makes one new file of a portfolio; what is not given is asked for, at a terminal."""

    workspace: Workspace
    language: Language
    given: ItemOptions

    def make(self, kind: str) -> tuple[str, bytes]:
        """Return the path below the portfolio and the content of a new file of this kind.

        A script is told of all that is missing at once.
        """
        asking.refuse_missing(
            (getattr(self.given, name), option, question)
            for name, (option, question) in NEEDED[kind].items()
        )
        makers = {
            "idea": self._idea,
            "project": self._project,
            "round": self._round,
            "assessment": self._assessment,
            "grant": self._grant,
        }
        return makers[kind]()

    def _idea(self) -> tuple[str, bytes]:
        title, need = self._asked("idea", "title"), self._asked("idea", "need")
        question = msg("What could be done? (may be left empty)")
        suggestion = asking.text(
            self.given.suggestion, "--suggestion", question, self.language, optional=True
        )
        sources = {one.value: one.label for one in IdeaSource}
        source = self._choice("--source", self.given.source, msg("Who had the idea?"), sources)
        focus, service = self._areas()
        id_ = self._id(title, "ideas")
        values: dict[str, YamlValue] = {
            "id": id_,
            "title": title,
            "received": self._day(),
            "source": source,
            "need": need,
            "suggestion": suggestion,
            "focus_area": focus,
            "service_area": service,
        }
        return f"ideas/{id_}.yaml", self._file(Idea, values, {"suggestion": ("suggestion: …",)})

    def _project(self) -> tuple[str, bytes]:
        title, need = self._asked("project", "title"), self._asked("project", "need")
        focus, service = self._areas()
        id_, portfolio = self._id(title, "projects"), self.workspace.portfolio()
        values: dict[str, YamlValue] = {
            "id": id_,
            "title": title,
            "phase": "concept",
            "focus_area": focus,
            "service_area": service,
            "need": {"problem": need},
            "approach": self.given.suggestion,
        }
        return f"projects/{id_}.yaml", self._file(Project, values, project_later(portfolio))

    def _grant(self) -> tuple[str, bytes]:
        fund = self.workspace.portfolio().strategy.fund
        if fund is None:
            raise CannotGoOnError(msg("The strategy has no pot: write one under fund"))
        title = self._asked("grant", "title")
        values: dict[str, YamlValue] = {
            "title": title,
            "applicant": self._asked("grant", "applicant"),
            "amount": read_kroner(self._asked("grant", "amount", read_kroner)),
            "what": self._asked("grant", "need"),
            "received": self._day(),
        }
        groups = " | ".join(fund.open_to) or "…"
        later = {"group": (f"group: {groups}",), "focus_area": ("focus_area: …",)}
        if self.given.group is not None:
            values["group"] = self._group(fund)
        values["id"] = self._id(title, "grants")
        # The year of the day that it came in, where that year has a pot; else the first one.
        own = int(str(values["received"])[:4])
        values["year"] = str(own if own in fund.amounts else min(fund.amounts))
        return f"grants/{values['id']}.yaml", self._file(Grant, values, later)

    def _group(self, fund: Fund) -> str:
        """Return the word for those of whom the applicant is one, as the strategy has them."""
        word = self.given.group or ""
        return one_of(
            word,
            list(fund.open_to),
            msg("The pot is not open to {group}", group=word),
            msg("It is open to: {groups}", groups=Listing(tuple(fund.open_to))),
        )

    def _round(self) -> tuple[str, bytes]:
        years = parsed_years(self._asked("round", "years", parsed_years))
        title = self._asked("round", "title")
        frames: list[YamlValue] = list(asked_frames(self.given.frames, years, self.language))
        id_ = self._id(title, "rounds")
        values: dict[str, YamlValue] = {
            "id": id_,
            "title": title,
            "years": [str(year) for year in years],
            "frames": frames,
            "committed_savings_refill": "false",
        }
        later = round_later(years, self.workspace.portfolio())
        return f"rounds/{id_}.yaml", self._file(Round, values, later)

    def _assessment(self) -> tuple[str, bytes]:
        portfolio = self.workspace.portfolio()
        round_ = portfolio.latest_round
        if round_ is None:
            raise CannotGoOnError(msg("The portfolio has no round that can be read"))
        assessor = self._asked("assessment", "assessor")
        id_ = self._id(assessor, "assessments")
        # Nothing is answered for anybody: the sheet names what is to be answered, as comments.
        values: dict[str, YamlValue] = {"assessor": assessor, "round": round_.id}
        head = authored(Assessment, values, self.workspace.language(None)).decode()
        return f"assessments/{id_}.yaml", (head + self._sheet()).encode()

    def _sheet(self) -> str:
        """Return what is to be answered: no scores yet, and each question as a comment."""
        portfolio, own = self.workspace.portfolio(), self.workspace.language(None)
        criteria = [one for one in portfolio.strategy.criteria if one.scale.assessed]
        asked = (f"# {one.id}: {spaced(one.question or one.title)}" for one in criteria)
        lines = ["scores: {}", *asked]
        hint = own(msg("Answer like this, in place of the empty braces above:"))
        lines += [f"# {hint}", "# scores:"]
        standing = [one for one in portfolio.projects.values() if one.stands and not one.is_bound]
        for project in standing:
            lines.append(f"#   {project.id}:   # {spaced(project.title)}")
            lines += [f"#     {one.id}: {_blank(one)}" for one in criteria]
        return "\n".join(lines) + "\n"

    def _asked(self, kind: str, name: str, parse: Callable[[str], object] = str) -> str:
        """Return what a kind must have, from its option or from an answer that `parse` takes."""
        option, question = NEEDED[kind][name]
        return asking.checked(getattr(self.given, name), option, question, self.language, parse)

    def _choice(
        self, option: str, given: str | None, ask: Message, choices: Mapping[str, Message | str]
    ) -> str | None:
        return asking.maybe(given, option, ask, choices, self.language)

    def _areas(self) -> tuple[str | None, str | None]:
        """Return the focus area and the service area, chosen among the strategy's own."""
        strategy, given = self.workspace.portfolio().strategy, self.given
        focus = {one.id: one.title for one in strategy.focus_areas}
        service = {one.id: one.title for one in strategy.service_areas}
        first, second = msg("Which focus area?"), msg("Which service area?")
        return (
            self._choice("--focus-area", given.focus_area, first, focus),
            self._choice("--service-area", given.service_area, second, service),
        )

    def _id(self, title: str, folder: str) -> str:
        """Return the id given, or one made of the title that no file of the folder has."""
        if self.given.id is not None:
            if self.given.id != slugify(self.given.id):
                raise CannotGoOnError(
                    msg("{id} is no id: small letters a–z, digits and hyphens", id=self.given.id)
                )
            return self.given.id
        base = slugify(title)
        if not base:
            raise CannotGoOnError(msg("No id can be made of the title: give one with --id"))
        taken = self.workspace.files.contents
        number, found = 2, base
        while f"{folder}/{found}.yaml" in taken:
            number, found = number + 1, f"{base}-{number}"
        return found

    def _day(self) -> str:
        return fact_day(self.given.day, CAME_IN[1], self.language).isoformat()

    def _file(
        self,
        model: type[Idea | Project | Round | Grant],
        values: dict[str, YamlValue],
        later: Mapping[str, Sequence[str]],
    ) -> bytes:
        own = self.workspace.language(None)  # a file speaks the portfolio's language
        return authored(model, values, own, later=later)


def parsed_years(text: str) -> tuple[int, ...]:
    """Return the years of `2027-2030`, or of one year alone."""
    found = YEARS.fullmatch(text.strip())
    first = int(found[1]) if found else 0
    last = int(found[2] or found[1]) if found else 0
    if not found or not first <= last < first + LONGEST:
        raise CannotGoOnError(msg("{text} is no span of years: write 2027-2030", text=text))
    return tuple(range(first, last + 1))


def _blank(criterion: Criterion) -> str:
    """Return the shape of an answer to a criterion, to be filled in."""
    counts = isinstance(criterion.scale, ReachScale)
    return "{people: , change: }" if counts else "{value: }"
