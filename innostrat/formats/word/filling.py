"""Fills a municipality's own Word document: a placeholder, {{forslag}}, becomes its section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn

from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, msg
from innostrat.reports.document import COLOPHON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement

    from innostrat.formats.word.blocks import Writer
    from innostrat.language import Language
    from innostrat.reports.document import Document, Section

PLACEHOLDER: Final = re.compile(r"\{\{ *([\w-]{1,40}) *\}\}")
# Norwegian names of sections; a section's key names it too.
SECTIONS: Final = {
    "forslag": "decision",
    "saksopplysninger": "facts",
    "saksopplysningar": "facts",
    "vurdering": "assessment",
    "økonomi": "economy",
}
TEXTS: Final = {"tittel": "title", "organisasjon": "organisation", "dato": "date"}
REST: Final = "resten"  # all sections that no other placeholder asks for
COLOPHONS: Final = "kolofon"
NAMES: Final = (*TEXTS, *SECTIONS, REST, COLOPHONS)


def asks(made: Word) -> bool:
    """Whether anything in the file is to be filled."""
    return any(PLACEHOLDER.search(_said(one)) for one in _paragraphs(made))


def fill_template(made: Word, document: Document, writer: Writer, speak: Language) -> None:
    """Fill every placeholder; what none asks for stands at the end. Unknown ones are refused."""
    day = document.day
    texts = {
        "title": writer.text(document.title),
        "organisation": writer.text(document.organisation),
        "date": "" if day is None else speak(msg("{value}", value=day)),
    }
    sections = {one.key: one for one in document.sections}
    places = dict(_places(made, texts, sections))
    notice = document.preamble
    left = {key: one for key, one in sections.items() if key not in places.values()}
    for place, key in places.items():
        writer.begin(place, _chapters_before(place, made))
        writer.prose(notice)
        notice = ()  # it stands before what is filled first
        if key == COLOPHONS:
            writer.facts(document.heading)
        elif key == REST:
            for one in left.values():
                writer.section(one)
        elif key in sections:
            writer.inside(sections[key], 1)
        _remove(place)
    end = made.element.body.get_or_add_sectPr()
    writer.begin(end, _chapters_before(end, made))
    if REST not in places.values():
        for one in left.values():
            writer.section(one)
    if COLOPHONS not in places.values():
        writer.heading(speak(COLOPHON), 1, mark=True)
        writer.facts(document.heading)


def _places(
    made: Word, texts: dict[str, str], sections: dict[str, Section]
) -> Iterator[tuple[BaseOxmlElement, str]]:
    """Yield the paragraphs that sections take the place of, and fill the names of texts."""
    body = made.element.body
    for paragraph in list(_paragraphs(made)):
        said = _said(paragraph)
        for name in PLACEHOLDER.findall(said):
            word = name.lower()
            key = SECTIONS.get(word, word)
            if TEXTS.get(word, word) in texts:
                _put(paragraph, name, texts[TEXTS.get(word, word)])
            elif key not in sections and word not in NAMES:
                known = Listing(
                    (*NAMES, *(one for one in sections if one not in SECTIONS.values()))
                )
                raise CannotGoOnError(
                    msg(
                        "The template asks for {word}, which there is not. There are: {choices}",
                        word=name,
                        choices=known,
                    )
                )
            elif paragraph.getparent() is not body or PLACEHOLDER.sub("", said).strip():
                raise CannotGoOnError(
                    msg(
                        "{word} in the template must stand in a paragraph of its own, in no table",
                        word=name,
                    )
                )
            else:
                yield paragraph, key


def _said(paragraph: BaseOxmlElement) -> str:
    return "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def _paragraphs(made: Word) -> Iterator[BaseOxmlElement]:
    """Yield every paragraph of the body, the headers and the footers."""
    yield from made.element.body.iter(qn("w:p"))
    for part in made.part.package.iter_parts():
        if re.match(r"/word/(header|footer)", str(part.partname)) and hasattr(part, "element"):
            yield from part.element.iter(qn("w:p"))


def _put(paragraph: BaseOxmlElement, name: str, text: str) -> None:
    """Put a text in place of a name, which Word may have divided over several runs."""
    pieces = list(paragraph.iter(qn("w:t")))
    asked = r"\{\{ *" + re.escape(name) + r" *\}\}"
    pieces[0].text = re.sub(asked, lambda _: text, _said(paragraph))
    pieces[0].set(qn("xml:space"), "preserve")
    for one in pieces[1:]:
        one.text = ""


def _chapters_before(place: BaseOxmlElement, made: Word) -> int:
    """Return how many headings of the first level stand before a place."""
    first = made.styles["Heading 1"].style_id
    styles = (
        one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        for one in place.itersiblings(qn("w:p"), preceding=True)
    )
    return sum(one is not None and one.get(qn("w:val")) == first for one in styles)


def _remove(paragraph: BaseOxmlElement) -> None:
    """Take a paragraph out, unless it ends a section of pages; then only its text."""
    if paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
        paragraph.getparent().remove(paragraph)
        return
    for run in paragraph.findall(qn("w:r")):
        paragraph.remove(run)
