"""Finds the model that reads a kind of file."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from innostrat.files.kinds import Kind
    from innostrat.model.base import Model


@cache
def model_of(kind: Kind) -> type[Model]:
    """Return the model of a kind: the class of its name, in the module of its name."""
    model: type[Model] = getattr(
        import_module(f"innostrat.model.{kind.name}"), kind.name.capitalize()
    )
    return model
