"""JSON Schemas of every kind of file, for editors and other tools: derived from the models.

They hold what a file's shape must be (draft 2020-12): keys, kinds of value, words, years, limits.
What only the whole file or the portfolio shows, `innostrat validate` says. A schema sees scalars as
the editor typed them, so it cannot tell `04` from `4`, nor count an amount's decimals.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from innostrat.loading.kinds import model_of
from innostrat.messages import msg
from innostrat.model.words import Word

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

    from innostrat.files.kinds import Kind
    from innostrat.language import Language


def schema(kind: Kind, speak: Language) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file, its explanations in a language."""
    generated = _Generator(speak).generate(model_of(kind).__pydantic_core_schema__)
    for part in (generated, *generated.get("$defs", {}).values()):
        part.pop("title", None)  # a class's name and docstring, which are for programmers
        part.pop("description", None)
    dialect = GenerateJsonSchema.schema_dialect
    return {"$schema": dialect, "title": speak(kind.title), **_translated(generated, speak)}


def as_text(value: dict[str, Any]) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def file_name(kind: Kind) -> str:
    """Return the name of the file that a kind's schema is written to."""
    return f"{kind.name}.schema.json"


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, without invented titles, and strict about the keys of mappings."""

    def __init__(self, speak: Language) -> None:
        super().__init__()
        self._speak = speak

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401  (pydantic's own)
        """Set none: a key is its own title."""
        del schema
        return False

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """List the words with their labels, as editors show them."""
        words = [word for word in schema["members"] if isinstance(word, Word)]
        return {
            "type": "string",
            "enum": [word.value for word in words],
            "enumDescriptions": [self._speak(word.label) for word in words],
        }

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Refuse the keys that the type of the keys does not take."""
        keys = self.generate_inner(schema["keys_schema"])
        values = self.generate_inner(schema["values_schema"])
        made: JsonSchemaValue = {
            "type": "object",
            "patternProperties": {keys["pattern"]: values},
            "additionalProperties": False,
        }
        if "min_length" in schema:
            made["minProperties"] = schema["min_length"]
        if "maxLength" in keys:
            made["propertyNames"] = {"maxLength": keys["maxLength"]}
        return made

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Say `null` beside the other types where there is a list of types."""
        inner = self.generate_inner(schema["schema"])
        if "type" not in inner or "enum" in inner:
            return {"anyOf": [inner, {"type": "null"}]}
        types = inner["type"]
        return inner | {"type": [*([types] if isinstance(types, str) else types), "null"]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Tell a default only where it is a word or a number."""
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        if isinstance(default, Word):
            return inner | {"default": default.value}
        if isinstance(default, bool | int | str):
            return inner | {"default": default}
        return inner

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Leave out OpenAPI's `discriminator`; each branch names its own kind."""
        made = super().tagged_union_schema(schema)
        return {"oneOf": made["oneOf"]}


def _translated(value: Any, speak: Language) -> Any:  # noqa: ANN401  (any part of a schema)
    """Return a part of a schema with its descriptions in a language."""
    match value:
        case dict():
            return {
                key: speak(msg(one))
                if key == "description" and isinstance(one, str)
                else _translated(one, speak)
                for key, one in value.items()
            }
        case list():
            return [_translated(one, speak) for one in value]
        case _:
            return value
