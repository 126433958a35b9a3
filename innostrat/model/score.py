"""An assessor's answer to a criterion: a level or number, or the people that are reached."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import model_validator

from innostrat.messages import msg
from innostrat.model import rules
from innostrat.model.base import NUMBER_SCHEMA, Model, Number, People, Refusal, Slug, Text, about

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema


class Group(Model):
    """People for whom a project makes the same step of change."""

    people: Annotated[People, about("How many people")]
    change: Annotated[Slug, about("The step of change, one of those of the criterion")]

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, written: object) -> object:
        for key in ("people", "change"):
            if isinstance(written, dict) and key not in written:
                raise Refusal(rules.REACH, msg("The key {key} is missing", key=key), _GROUP_EXAMPLE)
        return written


_GROUP_EXAMPLE: Final = msg(
    "Write how many, and how much it changes: {example}", example="{people: 900, change: clear}"
)


class Score(Model):
    """An assessor's answer to a criterion's question: a value, or the groups that are reached.

    One value, or one list of groups, may stand without a key; one group may stand without a list.
    """

    value: Annotated[
        Number | None, about("The level, or the number, that the criterion asks for")
    ] = None
    people: Annotated[People | None, about("How many people are reached")] = None
    change: Annotated[Slug | None, about("The step of change that the project makes for them")] = (
        None
    )
    groups: Annotated[tuple[Group, ...], about("Several groups that are reached")] = ()
    because: Annotated[Text | None, about("Why")] = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, written: object) -> object:
        match written:
            case str():
                return {"value": written}
            case list():
                return {"groups": written}
            case _:
                return written

    @model_validator(mode="after")
    def _one_form(self) -> Score:
        forms = (self.value is not None, self.one_group, bool(self.groups))
        if sum(forms) != 1:
            raise Refusal(
                rules.REACH if any(forms) else rules.MISSING_KEY,
                msg("The answer is given in several ways")
                if any(forms)
                else msg("The key {key} is missing", key="value"),
                msg(
                    "Write a level or number, {value}, or people, {people}",
                    value="{value: 4}",
                    people="{people: 900, change: clear}",
                ),
            )
        if self.one_group and (self.people is None or self.change is None):
            lacking = "people" if self.people is None else "change"
            raise Refusal(rules.REACH, msg("The key {key} is missing", key=lacking), _GROUP_EXAMPLE)
        return self

    @property
    def one_group(self) -> bool:
        """Whether one group is described without a list."""
        return self.people is not None or self.change is not None

    @cached_property
    def reached(self) -> tuple[Group, ...]:
        """The groups of people that are reached."""
        if self.people is None or self.change is None:
            return self.groups
        return (Group.model_construct(people=self.people, change=self.change),)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Let editors take the short forms too."""
        mapping = handler.resolve_ref_schema(handler(schema))
        groups = {"type": "array", "items": mapping["properties"]["groups"]["items"]}
        named = {
            key: value for key, value in mapping.items() if key not in {"title", "description"}
        }
        forms = (("value",), ("people", "change"), ("groups",))
        named["oneOf"] = [{"required": list(keys)} for keys in forms]
        return {"anyOf": [NUMBER_SCHEMA, groups | {"minItems": 1}, named]}
