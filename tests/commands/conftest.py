"""A place to call the tool in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from calling import Place

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Place:
    return Place(tmp_path, monkeypatch, capsys)
