"""The decorator that makes a function a rule, and what a rule may ask for.

A check is a generator of `Violation`. It names what it needs as parameters, each at most once:

| parameter | what it gets | called |
|---|---|---|
| `project`, `idea`, `round_`, … (a kind) | the model | once for each |
| `strategy` | the strategy's model | only when strategy.yaml could be read |
| `contents` | everything read, broken files by name | |
| `competing` | who competes in the latest round, by rank, those with errors among them | |

A check without a kind of file is about the portfolio as a whole: it is called once, and
each of its problems says which entry it is about.
"""

from __future__ import annotations

import builtins
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from innostrat.files.kinds import KINDS
from innostrat.findings import Rule, Severity

if TYPE_CHECKING:
    from innostrat.files.yaml.document import KeyPath
    from innostrat.findings import Location
    from innostrat.messages import Message
    from innostrat.model.portfolio import Entry


@dataclass(frozen=True, slots=True)
class Violation:
    """What a check has to say: the path in the file that it is about, and what to do.

    `entry` is the file, where it is not the one that the check was called with. With `on_key` the
    key is pointed at, not its value; `part` is the piece of the value that is meant. `related` are
    other places: (entry, path, what stands there). `severity` is the rule's own unless said
    otherwise. `lacks` names, in a word or two, what is not there yet: drafts are listed with it.
    `location` is the place itself, of what is in no value: then no `entry` is needed.
    """

    path: KeyPath
    message: Message
    hint: Message | None = None
    entry: Entry[Any] | None = None
    on_key: bool = False
    part: str = ""
    related: tuple[tuple[Entry[Any], KeyPath, Message], ...] = ()
    severity: Severity | None = None
    lacks: Message | None = None
    location: Location | None = None


Check: TypeAlias = Callable[..., Iterator[Violation]]

SUBJECTS: Final = {
    f"{kind.name}_" if hasattr(builtins, kind.name) else kind.name: kind.folder
    for kind in KINDS
    if kind.folder
}
NEEDS: Final = frozenset({*SUBJECTS, "strategy", "contents", "competing"})


@dataclass(frozen=True, slots=True)
class Checker:
    """A rule, the function that looks for it, and what the function asks for."""

    rule: Rule
    check: Check
    needs: tuple[str, ...]

    @property
    def subject(self) -> str | None:
        """The folder whose items the check is called with, or None for the whole portfolio."""
        return next((SUBJECTS[need] for need in self.needs if need in SUBJECTS), None)


CHECKERS: Final[dict[str, Checker]] = {}


def rule(
    code: str,
    slug: str,
    severity: Severity,
    *,
    title: Message,
    why: Message,
    fix: Message,
    example: str = "",
) -> Callable[[Check], Check]:
    """Register the decorated generator as the rule `code`.

    Its page (`innostrat explain`), its entry in SARIF and its row in the documentation come from
    here alone.
    """

    def register(check: Check) -> Check:
        needs = tuple(inspect.signature(check).parameters)
        if code in CHECKERS or not set(needs) <= NEEDS:
            raise ValueError(code, needs)
        CHECKERS[code] = Checker(Rule(code, slug, severity, title, why, fix, example), check, needs)
        return check

    return register
