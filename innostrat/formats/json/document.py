"""Writes a document's data as JSON, its stamp included."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from innostrat.formats.json.text import json_text

if TYPE_CHECKING:
    from innostrat.language import Language
    from innostrat.reports.document import Document


def render(document: Document, speak: Language) -> bytes:
    """Return `document.data` and the stamp; the reader's language changes nothing."""
    del speak
    return json_text({**document.data, "stamp": json.loads(document.stamp)}).encode()


def stamp(content: bytes) -> str | None:
    """Return the stamp that stands under its key."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return None
    found = data.get("stamp") if isinstance(data, dict) else None
    return json.dumps(found) if isinstance(found, dict) else None
