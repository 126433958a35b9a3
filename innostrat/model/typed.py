"""A value's type as one piece: the function that reads it, and what editors are told of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import core_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

REMEMBERED: Final = 2_000  # texts, of each type


class Typed:
    """Stands in `Annotated[…]`: the value is what `read` returns, or the `Refusal` that it raises.

    `schema` is the JSON Schema of what is written. It does what pydantic's PlainValidator and
    WithJsonSchema do together, but asks nothing about the function and builds no schema of the
    type, which pydantic does anew for each of some hundred fields whenever a command starts.
    """

    __slots__ = ("_known", "_read", "schema")

    def __init__(self, read: Callable[[object], object], schema: Mapping[str, Any]) -> None:
        self._read = read
        self._known = lru_cache(maxsize=REMEMBERED)(read)
        self.schema = schema

    def _value(self, written: object) -> object:
        """Return what is read, at once where the same text was read before in any field.

        Files are full of the same years, levels and amounts; what is refused is not remembered.
        """
        return self._known(written) if type(written) is str else self._read(written)

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Return how pydantic reads it."""
        return core_schema.no_info_plain_validator_function(self._value)

    def __get_pydantic_json_schema__(
        self, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return what editors are told."""
        return dict(self.schema)
