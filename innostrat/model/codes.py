"""The codes of a budget year: KOSTRA function and art, ansvar, prosjekt, whatever is asked for."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import Field

from innostrat.messages import msg
from innostrat.model import rules
from innostrat.model.base import Flag, Model, Refusal, Slug, Text, Year, about, whole
from innostrat.model.typed import Typed

CODE: Final = r"[0-9A-Za-zÆØÅæøå]+(?:[._-][0-9A-Za-zÆØÅæøå]+)*"
LONGEST: Final = 20


def _code(value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not re.fullmatch(CODE, text) or len(text) > LONGEST:
        raise Refusal(
            rules.CODE,
            msg("{text} is not a code", text=text or msg("This")),
            msg("Write one code, digits and letters without spaces: {example}", example="234"),
        )
    return text


Code = Annotated[
    str,
    Typed(
        _code,
        {"type": ["string", "integer"], "minimum": 0, "pattern": f"^{CODE}$", "maxLength": LONGEST},
    ),
]
Length = Annotated[int, whole(1, LONGEST)]
LineCodes = dict[Slug, Code]  # by the name of their list, such as funksjon or art


class CodeList(Model):
    """One list of codes: what it is called, how long its codes are, and which there are."""

    title: Annotated[Text, about("What the list is called")]
    length: Annotated[Length | None, about("How many characters each code has")] = None
    required: Annotated[Flag, about("Whether every line of a budget must have one")] = False
    codes: Annotated[
        dict[Code, Text],
        about("The codes that there are that year, each with its name; left out, any will do"),
    ] = Field(default_factory=dict)


class Codes(Model):
    """The lists of codes that hold in one budget year, as those who publish them have them."""

    year: Annotated[Year, about("The budget year, the same as the file name")]
    source: Annotated[Text | None, about("Where the lists come from")] = None
    lists: Annotated[
        dict[Slug, CodeList],
        Field(min_length=1),
        about("The lists, by the name that lines use: ansvar, funksjon, art, prosjekt"),
    ]
