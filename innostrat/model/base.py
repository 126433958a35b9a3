"""The words that all models are made of: text, ids, years, dates, amounts, each with its refusal.

Every scalar arrives as text and is typed here, so that `no` stays a word and `2026-02-30` is a
finding. A refusal is a ValueError that carries what is wrong and what to write instead.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

from innostrat.messages import Message, msg
from innostrat.model import rules
from innostrat.model.typed import Typed
from innostrat.money import LIMIT, AmountError, Estimate, parse_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

    from innostrat.findings import Rule

# What stands for a letter that is not a letter and a mark: Norwegian, Sami, and the neighbours'.
PLAIN: Final = str.maketrans(
    {"æ": "ae", "ø": "o", "œ": "oe", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ŋ": "n", "ŧ": "t"}
    | {"ł": "l", "ħ": "h", "ı": "i", "ʒ": "z", "ǥ": "g"}
)
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2099


class Refusal(ValueError):  # noqa: N818  (it is a finding on its way, not an error)
    """A value that a model does not take: the rule it breaks, what is wrong, what to do."""

    def __init__(
        self,
        rule: Rule,
        message: Message,
        hint: Message | None = None,
        *,
        at: tuple[str | int, ...] = (),
    ) -> None:
        """Refuse a value; `at` leads from where it is refused to the part that is at fault."""
        super().__init__(message.template)
        self.rule = rule
        self.message = message
        self.hint = hint
        self.at = at


class Model(BaseModel):
    """A frozen model that knows all its keys."""

    # Most models are parts of others, which build them: none is built before it is asked for.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return the model with other values of some keys, and nothing that was found of the old.

        pydantic copies what `cached_property` holds, which need not be true any more.
        """
        twin = super().model_copy(update=update, deep=deep)
        for name in twin.__dict__.keys() - type(self).model_fields.keys():
            del twin.__dict__[name]
        return twin


def about(description: str) -> FieldInfo:
    """Return a field's explanation in English; Babel collects it, editors show it translated."""
    return Field(description=description)  # type: ignore[no-any-return]


def _text_only(value: object) -> str:
    if not isinstance(value, str):
        raise no_text(value)
    return value.strip()


def no_text(value: object) -> Refusal:
    """Return what is wrong with a value that is no text, or an empty one."""
    if not isinstance(value, str):
        return Refusal(rules.SHAPE, _shape(value), msg("Write one value here"))
    hint = msg("Write the text, or leave the key out")
    return Refusal(rules.SHAPE, msg("The text is empty"), hint)


def _shape(value: object) -> Message:
    match value:
        case None:
            return msg("There is no value here")
        case list():
            return msg("A list stands where one value was expected")
        case _:
            return msg("A mapping stands where one value was expected")


def _text(value: object) -> str:
    text = _text_only(value)
    if not text:
        raise no_text(text)
    return text


def _slug(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) or len(text) > 80:  # noqa: PLR2004
        suggestion = slugify(text)
        raise Refusal(
            rules.ID,
            msg("{text} is not an id", text=text),
            msg("Write {example}: small letters a–z, digits and single hyphens", example=suggestion)
            if suggestion
            else msg("Use small letters a–z, digits and single hyphens"),
        )
    return text


def _color(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"#?[0-9A-Fa-f]{6}", text):
        raise Refusal(
            rules.LOOK,
            msg("{text} is not a colour", text=text),
            msg("Write six hexadecimal digits, red, green and blue: 1f5fa8"),
        )
    return "#" + text.removeprefix("#").lower()


def _picture(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*[.](?:svg|png)", text):
        raise Refusal(
            rules.LOOK,
            msg("{text} is not the name of a picture", text=text),
            msg("Put an SVG or PNG beside strategy.yaml and write its name: logo.svg"),
        )
    return text


def slugify(text: str) -> str:
    """Return an id made of `text`: `Trygg på tur!` becomes `trygg-pa-tur`; may be empty.

    A letter with a mark becomes the letter; those that Unicode does not take apart are `PLAIN`.
    """
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    return re.sub(r"[^a-z0-9]+", "-", bare.lower().translate(PLAIN)).strip("-")[:80].strip("-")


def _year(value: object) -> int:
    text = _text_only(value)
    if re.fullmatch(r"[0-9]{4}", text) and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    hint = msg("A year has four digits: 2027")
    if re.fullmatch(r"[0-9]{1,3}", text):
        hint = msg(
            "A comma between braces separates keys: write decimals with a point, thousands with a "
            "space"
        )
    raise Refusal(rules.YEAR, msg("{text} is not a year", text=text), hint)


def _date(value: object) -> date:
    text = _text_only(value)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Refusal(rules.DATE, msg("There is no day {text}", text=text)) from None
    norwegian = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text)
    hint = msg("Write year-month-day: 2027-03-15")
    if norwegian:
        day, month, year = norwegian.groups()
        hint = msg("Write {example}", example=f"{year}-{int(month):02}-{int(day):02}")
    raise Refusal(rules.DATE, msg("{text} is not a date", text=text), hint)


def _amount(value: object) -> Decimal:
    text = _text_only(value)
    try:
        return parse_amount(text)
    except AmountError as error:
        raise Refusal(rules.AMOUNT, error.message, error.hint) from error


def _number(value: object) -> Decimal:
    text = _text_only(value)
    negative = text.startswith(("-", "−"))
    number = _amount(text[1:] if negative else text)
    return -number if negative else number


def share_of(value: object) -> Fraction:
    """Return the share that a text such as `3.2 %` says; a `Refusal` says what to write."""
    text = _text_only(value)
    found = re.fullmatch(r"0{0,9}([0-9]{1,3}(?:\.[0-9]{1,9})?)[ \u00a0]?%", text)
    if not found or Decimal(found[1]) > 100:  # noqa: PLR2004
        raise Refusal(
            rules.NUMBER,
            msg("{text} is not a share between 0 % and 100 %", text=text),
            msg("Write a number and a per cent sign: 15 %"),
        )
    return Fraction(Decimal(found[1])) / 100


def _level_value(value: object) -> Decimal | Fraction:
    """Return points as a number, and a share as a fraction, since the two are not the same."""
    text = _text_only(value)
    if not text.endswith("%"):
        return _amount(text)
    try:
        return share_of(text)
    except Refusal as error:
        hint = msg("A factor leaves all of the benefits at the most: 100 %")
        raise Refusal(rules.FACTOR, error.message, hint) from error


def _people(value: object) -> Decimal:
    text = _text_only(value)
    try:
        return parse_amount(text)
    except AmountError as error:
        raise Refusal(
            rules.REACH,
            msg("{text} is not a number of people", text=text),
            msg("Write how many are reached, such as 900 or 10 000"),
        ) from error


def _flag(value: object) -> bool:
    text = _text_only(value)
    if text not in {"true", "false"}:
        raise Refusal(
            rules.CHOICE,
            msg("{text} is neither true nor false", text=text),
            msg("Write true or false"),
        )
    return text == "true"


def whole(least: int, most: int) -> Typed:
    """Return the type of whole numbers from `least` to `most`."""
    more = len(str(most)) - 1
    pattern = f"(0|[1-9][0-9]{{0,{more}}})" if more else f"[{least}-{most}]"
    schema = {
        "type": ["integer", "string"],
        "minimum": least,
        "maximum": most,
        "pattern": f"^{pattern}$",
    }

    def check(value: object) -> int:
        text = _text_only(value)
        if not re.fullmatch(r"0|[1-9][0-9]{0,8}", text) or not least <= int(text) <= most:
            raise Refusal(
                rules.NUMBER,
                msg(
                    "{text} is not a whole number from {least} to {most}",
                    text=text,
                    least=least,
                    most=most,
                ),
            )
        return int(text)

    return Typed(check, schema)


# Editors type a scalar before they look at a schema, so each schema takes the number and the text.
# Texts and ids take no true and false, though the models do: editors would offer them as words.
_DIGITS: Final = "(0|[1-9][0-9]{0,2}([ \u00a0\u202f][0-9]{3})+|[1-9][0-9]*)([.][0-9]{1,2})?"
LONGEST_TEXT: Final = 20_000  # characters
LONGEST_TITLE: Final = 200
_TEXT_SCHEMA: Final[dict[str, Any]] = {"type": ["string", "number"], "pattern": "\\S"}
_SLUG_SCHEMA: Final = {
    "type": ["string", "integer"],
    "minimum": 0,
    "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
    "maxLength": 80,
}
_COLOR_SCHEMA: Final = {"type": ["string", "integer"], "pattern": "^#?[0-9A-Fa-f]{6}$"}
_PICTURE_SCHEMA: Final = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*[.](svg|png)$"}
_YEAR_SCHEMA: Final = {
    "type": ["integer", "string"],
    "minimum": FIRST_YEAR,
    "maximum": LAST_YEAR,
    "pattern": "^(199[0-9]|20[0-9]{2})$",
}
_AMOUNT_SCHEMA: Final[dict[str, Any]] = {
    "type": ["number", "string"],
    "minimum": 0,
    "maximum": int(LIMIT),
    "pattern": f"^{_DIGITS}$",
    "examples": ["450 000"],
}
NUMBER_SCHEMA: Final = _AMOUNT_SCHEMA | {"minimum": -int(LIMIT), "pattern": f"^[-−]?{_DIGITS}$"}
SHARE_SCHEMA: Final = {
    "type": "string",
    "pattern": "^0{0,9}(100([.]0{1,9})?|[0-9]{1,2}([.][0-9]{1,9})?)[ \u00a0]?%$",
    "examples": ["15 %"],
}
_LEVEL_VALUE_SCHEMA: Final = {"anyOf": [_AMOUNT_SCHEMA, SHARE_SCHEMA]}
_DATE_SCHEMA: Final = {"type": "string", "format": "date", "examples": ["2027-03-15"]}


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT),
    WithJsonSchema(_TEXT_SCHEMA | {"maxLength": LONGEST_TEXT}),
]
TitleText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TITLE),
    WithJsonSchema(_TEXT_SCHEMA | {"maxLength": LONGEST_TITLE}),
]
"""What people call something: it stands in tables, and is compared with every other."""
Slug = Annotated[str, Typed(_slug, _SLUG_SCHEMA)]
Color = Annotated[str, Typed(_color, _COLOR_SCHEMA)]
Picture = Annotated[str, Typed(_picture, _PICTURE_SCHEMA)]
Year = Annotated[int, Typed(_year, _YEAR_SCHEMA)]
Date = Annotated[date, Typed(_date, _DATE_SCHEMA)]
Amount = Annotated[Decimal, Typed(_amount, _AMOUNT_SCHEMA)]
Number = Annotated[Decimal, Typed(_number, NUMBER_SCHEMA)]
Share = Annotated[Fraction, Typed(share_of, SHARE_SCHEMA)]
LevelValue = Annotated[Decimal | Fraction, Typed(_level_value, _LEVEL_VALUE_SCHEMA)]
"""Points (40) as a `Decimal`, or a share (40 %) as a `Fraction`."""
People = Annotated[Decimal, Typed(_people, _AMOUNT_SCHEMA)]
Flag = Annotated[bool, Typed(_flag, {"type": "boolean"})]
Level = Annotated[int, whole(1, 9)]
FiveStep = Annotated[int, whole(1, 5)]
Month = Annotated[int, whole(1, 12)]
Count = Annotated[int, whole(0, 999)]


class Range(Model):
    """An uncertain amount as it is written."""

    low: Annotated[Amount, about("The 10th percentile: one time in ten it is less")]
    likely: Annotated[Amount, about("The most likely amount, which the plan uses")]
    high: Annotated[Amount, about("The 90th percentile: one time in ten it is more")]


def _estimate(value: object) -> Estimate:
    if not isinstance(value, dict):
        return Estimate.certain(_amount(value))
    uncertain = Range.model_validate(value)
    if not uncertain.low <= uncertain.likely <= uncertain.high:
        raise Refusal(
            rules.AMOUNT,
            msg("The amounts are not in order"),
            msg("low is at most likely, and likely at most high"),
        )
    return Estimate(uncertain.low, uncertain.likely, uncertain.high)


_RANGE_SCHEMA: Final = {
    "type": "object",
    "properties": dict.fromkeys(("low", "likely", "high"), _AMOUNT_SCHEMA),
    "required": ["low", "likely", "high"],
    "additionalProperties": False,
}
EstimateField = Annotated[Estimate, Typed(_estimate, {"anyOf": [_AMOUNT_SCHEMA, _RANGE_SCHEMA]})]
Amounts = Annotated[dict[Year, EstimateField], Field(min_length=1)]
"""Kroner (or capacity) by year: levels, not changes from year to year."""
