"""Writes a document as a tagged PDF: PDF/UA-1 (ISO 14289-1), dated also PDF/A-2a (ISO 19005-2)."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Final

from innostrat.formats.colour import readable
from innostrat.formats.pdf import press
from innostrat.formats.pdf.blocks import PdfBlocks
from innostrat.formats.pdf.finishing import finished
from innostrat.formats.pdf.letters import ORGANISATION, TITLE, short
from innostrat.formats.pdf.logo import HEIGHT, WIDEST, drawn_logo
from innostrat.messages import msg
from innostrat.reports.document import COLOPHON

if TYPE_CHECKING:
    from innostrat.language import Language
    from innostrat.reports.document import Document
    from innostrat.reports.table import Json

REGION: Final = {"nb": "NO", "nn": "NO", "en": "GB"}
# A title stands outside the metadata as it is: it could pretend to be them but for its line break.
METADATA: Final = re.compile(rb"stream\r?\n<\?xpacket begin=")
STAMP: Final = re.compile(rb"<pdf:Keywords>([^<>]*)</pdf:Keywords>")


def render(document: Document, speak: Language) -> bytes:
    """Return the PDF; PDF/A demands a date, so an undated document is only PDF/UA."""
    blocks = PdfBlocks(speak, document.brand.color)
    day = document.day
    lead, rest = document.lead, document.following
    page = msg("Page {page} of {pages}", page="{page}", pages="{pages}")
    title, organisation = blocks.title(document.title), blocks.text(document.organisation)
    data: Json = {
        "lang": speak.code,
        "region": REGION[speak.code],
        "title": title,
        "organisation": organisation,
        "short": {"title": short(title, TITLE), "organisation": short(organisation, ORGANISATION)},
        "color": readable(document.brand.color),
        "stamp": document.stamp,
        "day": None if day is None else {"year": day.year, "month": day.month, "day": day.day},
        "logo": _logo(document, blocks),
        "heading": blocks.pairs(document.heading),
        "preamble": blocks.prose(document.preamble),
        "lead": None if lead is None else blocks.chapter(lead),
        "chapters": [blocks.chapter(section) for section in rest],
        "words": {
            "contents": speak(msg("Contents")),
            "colophon": speak(COLOPHON),
            "page": speak(page),
        },
    }
    return finished(
        press.pdf("paper.typ", json.dumps(data), archive=day is not None), blocks.naming
    )


def stamp(content: bytes) -> str | None:
    """Return the stamp that stands among the metadata (XMP), which are never compressed."""
    begins = METADATA.search(content)
    found = None if begins is None else STAMP.search(content, begins.end())
    return None if found is None else html.unescape(found[1].decode(errors="replace"))


def _logo(document: Document, blocks: PdfBlocks) -> Json:
    """Return the logo; its bytes are numbers, since JSON holds no bytes."""
    logo = document.brand.logo
    if logo is None:
        return None
    content, _ = drawn_logo(logo)
    said = blocks.title(logo.description)
    size = {"height": HEIGHT, "widest": WIDEST}
    return {"kind": logo.kind, "content": list(content), "said": said, **size}
