"""What a format must know of where its text will be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from innostrat.language import Language


@dataclass(frozen=True, slots=True)
class View:
    """The language, the width in columns, and whether colour and signs beyond ASCII may be used."""

    language: Language
    width: int = 80
    color: bool = False
    ascii: bool = False
