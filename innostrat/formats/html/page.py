"""Writes a document as one web page that needs no network and runs no script but its own."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from innostrat.formats.colour import readable
from innostrat.formats.html import answer, whatif
from innostrat.formats.html.blocks import HtmlBlocks
from innostrat.messages import msg

if TYPE_CHECKING:
    from innostrat.formats.html.blocks import Chapter
    from innostrat.language import Language
    from innostrat.reports.document import Document, Logo
    from innostrat.reports.table import Json

STAMP: Final = re.compile(rb'<meta name="innostrat" content="([^"<>]*)">')
MIME: Final = {"svg": "image/svg+xml", "png": "image/png"}
DAY: Final = "#f5f7f9"  # the darkest ground by day in style.css
NIGHT: Final = "#1d232a"  # and the lightest by night
SCRIPTS: Final = ("page.js", "whatif.js", "portfolios.js", "search.js", "whatif_page.js")
WORDS: Final = {"skip": msg("Skip to the contents"), "contents": msg("Contents")}
# Sentences that the browser completes: each place stands for itself until then.
SENTENCES: Final = {
    "filter": msg("Filter the rows"),
    "download": msg("Download the table"),
    "downloaded": msg("Download the table: {title}", title="{title}"),
    "shown": msg("{shown} of {all} rows shown", shown="{shown}", all="{all}"),
}


def render(document: Document, speak: Language) -> bytes:
    """Return the page; its own style and scripts are all that its policy lets be used."""
    play = None if document.what_if is None else whatif.visible_data(document.what_if())
    blocks = HtmlBlocks(document, speak)
    chapters = [blocks.chapter(section) for section in document.sections]
    style, script = _style(document.brand.color), _script()
    words = WORDS | answer.LABELS | whatif.LABELS
    logo = document.brand.logo
    page = (
        _environment()
        .get_template("page.html")
        .render(
            lang=speak.code,
            policy=_policy(style, script),
            stamp=document.stamp,
            day=document.day,
            style=Markup(style),  # noqa: S704  (ours)
            script=Markup(script),  # noqa: S704  (ours)
            script_words=_data(_sentences(speak)),
            script_play=_data(play),
            title=blocks.text(document.title),
            organisation=blocks.text(document.organisation),
            logo=_address(logo) if logo else None,
            logo_alt=_alternative(document, blocks),
            heading=blocks.facts(document.heading),
            preamble=blocks.prose(document.preamble),
            chapters=chapters,
            place=_place(chapters),
            play=play,
            answer=answer.answer_view(document.overview, blocks.pages, speak)
            if document.overview
            else None,
            whatif=whatif.what_if_view(play, speak) if play else None,
            words={name: speak(text) for name, text in words.items()},
        )
    )
    return page.encode()


def stamp(content: bytes) -> str | None:
    """Return the stamp in the head of the page."""
    found = STAMP.search(content)
    return None if found is None else html.unescape(found[1].decode(errors="replace"))


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("innostrat.formats.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _own(name: str) -> str:
    return files("innostrat.formats.html").joinpath(name).read_text(encoding="utf-8")


def _style(color: str) -> str:
    """Return the style sheet with the organisation's colour as it can be read, by day and night."""
    day, night = readable(color, DAY), readable(color, NIGHT)
    return f":root{{--day:{day};--night:{night}}}\n{_own('style.css')}"


def _script() -> str:
    return "\n".join(map(_own, SCRIPTS))


def _policy(style: str, script: str) -> str:
    """Return what the page may do: show pictures within it, and use exactly its style and script.

    Content Security Policy Level 3 (W3C); the hashes are of what stands between the tags.
    """
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _address(logo: Logo) -> str:
    """Return a picture as an address; as a picture, what an SVG holds does not run."""
    return f"data:{MIME[logo.kind]};base64,{b64encode(logo.content).decode()}"


def _alternative(document: Document, blocks: HtmlBlocks) -> str:
    """Return what the logo shows; nothing where the name beside it says the same."""
    logo = document.brand.logo
    said = "" if logo is None else blocks.text(logo.description)
    return "" if said == blocks.text(document.organisation) else said


def _data(data: Json) -> Markup:
    r"""Return JSON that ends no script: what HTML reads as markup is a `\u` escape."""
    text = json.dumps(data, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704  (nothing is left that is markup)


def _sentences(speak: Language) -> dict[str, Any]:
    """Return what scripts say, and the signs that numbers are written with."""
    sentences = SENTENCES | whatif.SENTENCES
    number = speak.number(-12_345, 1)
    return {
        **{name: speak(text) for name, text in sentences.items()},
        "minus": number[0],
        "group": number[3],
        "decimal": number[7],
    }


def _place(chapters: list[Chapter]) -> int:
    """Return before which section other weights are tried: where pages for reading up begin."""
    pages = (place for place, one in enumerate(chapters) if one.holds_pages)
    return next(pages, len(chapters))
