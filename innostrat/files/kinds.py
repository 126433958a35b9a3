"""The kinds of file that a portfolio is made of; whatever lists them derives its list from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from innostrat.messages import Message, msg

ENDING: Final = ".yaml"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    `name` is what commands, schemas and checks call it; its model is the class of that name in
    `innostrat.model.NAME`. Its files stand in `folder`; a kind without one is a single file of that
    name. `also` are names that a folder or file is given by mistake, beside `name` itself, in small
    letters. `makes_new` says whether `innostrat new` makes such a file.
    """

    name: str
    folder: str
    title: Message
    also: tuple[str, ...] = ()
    makes_new: bool = False

    def path(self, stem: str) -> str:
        """Return the path, below the portfolio, of the file with this name."""
        return f"{self.folder}/{stem}{ENDING}" if self.folder else f"{self.name}{ENDING}"


KINDS: Final = (
    Kind(
        "strategy",
        "",
        msg("An organisation's strategy, criteria and weights"),
        also=("strategi", "strategien"),
    ),
    Kind(
        "round",
        "rounds",
        msg("A budget round: its years and frames"),
        also=("runde", "runder", "budsjettrunder"),
        makes_new=True,
    ),
    Kind(
        "idea",
        "ideas",
        msg("An idea in the inbox"),
        also=("ide", "ideer", "idé", "idéer", "idear"),
        makes_new=True,
    ),
    Kind(
        "project",
        "projects",
        msg("A project that can be assessed and funded"),
        also=("prosjekt", "prosjekter", "prosjektene", "prosjekta"),
        makes_new=True,
    ),
    Kind(
        "assessment",
        "assessments",
        msg("One assessor's answers"),
        also=("vurdering", "vurderinger", "vurderingar"),
        makes_new=True,
    ),
    Kind(
        "decision",
        "decisions",
        msg("What a body decided in a round"),
        also=("vedtak", "vedtaka", "vedtakene", "beslutninger"),
    ),
    Kind(
        "grant",
        "grants",
        msg("An application to the yearly pot"),
        also=("tilskudd", "tilskot", "tilskuddene", "søknader", "søknadar", "pott"),
        makes_new=True,
    ),
    Kind(
        "codes",
        "codes",
        msg("The codes of the accounts in a budget year"),
        also=("koder", "kodar", "kodene", "kontoplan", "kostra"),
    ),
)
STRATEGY: Final = next(kind.path("") for kind in KINDS if not kind.folder)
FOLDERS: Final = tuple(kind.folder for kind in KINDS if kind.folder)
_BY_FOLDER: Final = {kind.folder: kind for kind in KINDS}


def kind_of(path: str) -> Kind | None:
    """Return the kind of a file by its path below the portfolio; None where no such file is read.

    A hidden file is not read, nor one with another ending.
    """
    folder, _, name = path.rpartition("/")
    if name.startswith(".") or not name.endswith(ENDING):
        return None
    return _BY_FOLDER.get(folder) if folder or path == STRATEGY else None
