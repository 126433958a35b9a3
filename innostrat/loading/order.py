"""The canonical order of a file's keys, which is the order of the fields in its model."""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Annotated, Final, Union, get_args, get_origin

from pydantic import BaseModel

from innostrat.model.base import Amounts, Range
from innostrat.model.project import Cost
from innostrat.money import Estimate

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITTEN_AS: Final[dict[object, type[BaseModel]]] = {Estimate: Range}
# What stands under each key of a mapping that a list of these may be written as.
SHORT: Final[dict[object, object]] = {Cost: Amounts}


class FieldOrder:
    """The order at one place of a file, by the types that may stand there (`files.formatting`)."""

    def __init__(self, *annotations: object) -> None:
        self._types = [one for annotation in annotations for one in annotations_of(annotation)]

    def names(self) -> tuple[str, ...]:
        """Return the fields of all models that may stand here; no two of them disagree in order."""
        return tuple(dict.fromkeys(name for one in self._models() for name in one.model_fields))

    def below(self, step: str | int) -> FieldOrder:
        """Return the order at a key or an index."""
        if isinstance(step, str):
            fields = [one.model_fields[step] for one in self._models() if step in one.model_fields]
            values = [get_args(one)[1] for one in self._types if get_origin(one) is dict]
            values += [SHORT[item] for item in self._items() if item in SHORT]
            return FieldOrder(*(field.annotation for field in fields), *values)
        return FieldOrder(*self._items())

    def _items(self) -> Iterator[object]:
        lists = (get_args(one) for one in self._types if get_origin(one) in {tuple, list})
        return (item for items in lists for item in items if item is not ...)

    def _models(self) -> Iterator[type[BaseModel]]:
        for one in self._types:
            written = WRITTEN_AS.get(one, one)
            if isinstance(written, type) and issubclass(written, BaseModel):
                yield written


def annotations_of(annotation: object) -> Iterator[object]:
    """Yield the types that an annotation allows, without what annotates them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from annotations_of(get_args(annotation)[0])
    elif origin in {Union, UnionType}:
        for one in get_args(annotation):
            yield from annotations_of(one)
    else:
        yield annotation
