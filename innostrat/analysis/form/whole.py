"""The rows of a sheet that holds one project whole: a row a value, with room for more of each kind.

What stands in the file has a row, whatever it is; what the format knows beside it has an empty one.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from innostrat.analysis.form.columns import focus_titles, labels_of, service_titles, unlike
from innostrat.analysis.form.fields import YES_OR_NO, FieldKind, FormField
from innostrat.analysis.form.lenses import AnswerPart, At, Words
from innostrat.files.yaml.document import standing_at
from innostrat.loading.order import annotations_of
from innostrat.messages import Message, msg
from innostrat.model.base import Model
from innostrat.model.project import Project
from innostrat.model.score import Score
from innostrat.model.words import Word
from innostrat.money import Estimate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.fields import FieldInfo

    from innostrat.files.yaml.editing import Where
    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round

LISTED: Final = frozenset({"requires", "excludes", "replaces", "kinds", "types"})
PARTS: Final = ("value", "people", "change", "because")


def whole_rows(
    portfolio: Portfolio, round_: Round | None, value: Mapping[str, YamlValue]
) -> list[FormField]:
    """Return the rows of a project whose file says `value`, in the order of the format."""
    return list(_Walk(portfolio, round_, dict(value)).model(Project, ()))


class _Walk:
    """Goes through the format of a project, with what one file says of it in hand."""

    def __init__(
        self, portfolio: Portfolio, round_: Round | None, value: dict[str, YamlValue]
    ) -> None:
        strategy = portfolio.strategy
        self._value = value
        self._years = [str(year) for year in (round_.years if round_ is not None else ())]
        self._criteria = [one.id for one in strategy.criteria if one.scale.assessed]
        frames = {one.id: one.title for one in (round_.frames if round_ is not None else ())}
        self._choices: dict[str, dict[str, Message | str]] = {
            "focus_area": focus_titles(strategy),
            "service_area": service_titles(strategy),
            "goal": unlike({one.id: one.title for one in strategy.leaves}),
            "frame": unlike(frames),
        }

    def model(self, model: type[Model], where: Where) -> Iterator[FormField]:
        """Yield the rows of a mapping: the keys that the format knows."""
        for name, info in model.model_fields.items():
            if (*where, name) != ("id",):
                yield from self._any(info.annotation, (*where, name), _said(info))

    def _any(self, annotation: object, where: Where, said: Message) -> Iterator[FormField]:
        found = standing_at(self._value, where)
        kinds = list(annotations_of(annotation))
        if where[-1] == "scores":
            yield from self._scores(found)
        elif any(get_origin(one) is dict for one in kinds) and isinstance(found, dict | None):
            keys = dict.fromkeys((*self._years, *(found or {})))
            for key in keys:
                yield from self._single(Estimate, (*where, key), said)
        elif where[-1] in LISTED and not _is_nested(found):
            yield self._listed(kinds, where, said)
        elif items := [one for one in kinds if get_origin(one) is tuple]:
            yield from self._items(get_args(items[0])[0], where, said)
        else:
            yield from self._single(annotation, where, said)

    def _items(self, item: object, where: Where, said: Message) -> Iterator[FormField]:
        """Yield the rows of a list: of each item, and of one more."""
        found = standing_at(self._value, where)
        if found is not None and not isinstance(found, list):
            yield from self._leaves(where, said)
            return
        for place in range(len(found or ()) + 1):
            yield from self._single(item, (*where, place), said)

    def _single(self, annotation: object, where: Where, said: Message) -> Iterator[FormField]:
        """Yield one value, or the rows of a mapping where the format or the file has one."""
        found = standing_at(self._value, where)
        models = [
            one
            for one in annotations_of(annotation)
            if isinstance(one, type) and issubclass(one, Model)
        ]
        if models and isinstance(found, dict | None):
            yield from self.model(models[0], where)
        elif isinstance(found, dict | list) and found:
            yield from self._leaves(where, said)
        else:
            yield self._cell(annotation, where, said)

    def _leaves(self, where: Where, said: Message) -> Iterator[FormField]:
        """Yield what the file holds at and below a path, value by value."""
        found = standing_at(self._value, where)
        match found:
            case dict() if found:
                for key in found:
                    yield from self._leaves((*where, key), said)
            case list() if found:
                for place in range(len(found)):
                    yield from self._leaves((*where, place), said)
            case _:
                yield self._cell(str, where, said)

    def _scores(self, found: YamlValue) -> Iterator[FormField]:
        given = found if isinstance(found, dict) else {}
        about = Score.model_fields
        for criterion in dict.fromkeys((*self._criteria, *given)):
            where = "scores", criterion
            if isinstance(answer := given.get(criterion), list) or (
                isinstance(answer, dict) and answer.get("groups")
            ):
                yield from self._leaves(where, msg("Several groups that are reached"))
                continue
            for part in PARTS:
                key = ".".join((*where, part))
                notes = (_said(about[part]),)
                yield FormField(key, key, AnswerPart(where, part), notes=notes)

    def _listed(self, kinds: list[Any], where: Where, said: Message) -> FormField:
        item = next((get_args(one)[0] for one in kinds if get_origin(one) is tuple), str)
        key = ".".join(map(str, where))
        word = _word(item)
        if word is None:
            return FormField(key, key, Words(where), notes=(said,))
        return FormField(key, key, Words(where), FieldKind.WORDS, labels_of(word), (said,))

    def _cell(self, annotation: object, where: Where, said: Message) -> FormField:
        shown = [str(step + 1) if isinstance(step, int) else step for step in where]
        key, lens = ".".join(shown), At(where)
        choices, several = self._choices.get(str(where[-1])), False
        word = _word(annotation)
        if word is not None:
            choices = labels_of(word)
        elif bool in (kinds := list(annotations_of(annotation))):
            choices, several = dict(YES_OR_NO), int in kinds
        if choices:
            return FormField(
                key, key, lens, FieldKind.CHOICE, choices, (said,), open_choice=several
            )
        return FormField(key, key, lens, notes=(said,))


def _said(info: FieldInfo) -> Message:
    """Return what the format says of a key; every one is explained."""
    assert info.description is not None  # noqa: S101
    return msg(info.description)


def _word(annotation: object) -> type[Word] | None:
    for one in annotations_of(annotation):
        if isinstance(one, type) and issubclass(one, Word) and issubclass(one, StrEnum):
            return one
    return None


def _is_nested(found: YamlValue) -> bool:
    return isinstance(found, list) and any(
        isinstance(one, dict | list) or (isinstance(one, str) and "," in one) for one in found
    )
