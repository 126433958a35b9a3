"""Draws one picture in a process of its own that has limits, and answers with a PNG of it.

The words are the folder of the templates, that of the fonts, and how many pixels an inch has; what
is read is the data of the template. Nothing of the package is imported.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any

import typst


def _main() -> None:
    """Write `drawn`, the PNG, or `error`, why there is none; a PDF of it must be possible too."""
    here, fonts, pixels = sys.argv[1:]
    families = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
    )
    setting: Any = {
        "root": here,
        "font_paths": families,
        "sys_inputs": {"data": sys.stdin.read()},
    }
    try:
        drawn = typst.compile(
            Path(here) / "picture.typ", format="png", ppi=float(pixels), **setting
        )
        typst.compile(Path(here) / "picture.typ", format="pdf", **setting)
    except typst.TypstError as error:
        answer = {"error": error.message}
    else:
        answer = {"drawn": base64.b64encode(drawn).decode()}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    _main()
