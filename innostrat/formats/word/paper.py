"""Writes a document as a Word file (ECMA-376), in the styles of a template if there is one."""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Final

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Mm

from innostrat.errors import CannotGoOnError
from innostrat.formats.colour import readable
from innostrat.formats.pdf import press
from innostrat.formats.pdf.letters import short
from innostrat.formats.pdf.paper import ORGANISATION, TITLE
from innostrat.formats.word.blocks import Writer, bookmark
from innostrat.formats.word.elements import word_element, word_field, word_run
from innostrat.formats.word.styles import WORD_LOCALES, WordStyles, speaks
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement

    from innostrat.language import Language
    from innostrat.reports.document import Document, Section

UNREADABLE: Final = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    zlib.error,
    AttributeError,  # a document without a body
    KeyError,
    RuntimeError,
    SyntaxError,
    ValueError,
)
UNDATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
CORE: Final = "docProps/core.xml"
SMALL: Final = 1_000_000  # bytes; the core properties are far smaller
# What a broken archive is answered with; `RuntimeError` says that it has a password.
BROKEN: Final = (
    KeyError,
    ValueError,
    OSError,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    zlib.error,
)
STAMP: Final = re.compile(r"<cp:keywords>([^<]*)</cp:keywords>")
WORD: Final = "15"  # the mode of Word 2013 and later; an older one is called "compatibility mode"
CONTENTS: Final = 2  # levels of headings


def render(document: Document, speak: Language, *, template: bytes | None = None) -> bytes:
    """Return the Word file; `template` is one whose styles, headers and footers are used."""
    made = _opened(template)
    color = readable(document.brand.color).removeprefix("#").upper()
    styles = WordStyles(made, color, ours=template is None)
    speaks(made, speak.code)
    _page(made, ours=template is None)
    if template is None:
        _settings(made)
    writer = Writer(made, styles, speak, document.brand.color)
    _running(made, writer, document, speak)
    _cover(writer, document)
    _contents(writer, document, speak)
    for section in document.sections:
        writer.section(section)
    _properties(made, writer, document, speak)
    stream = BytesIO()
    made.save(stream)
    return _timeless(stream.getvalue())


def stamp(content: bytes) -> str | None:
    """Return the stamp that stands in the core properties."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if archive.getinfo(CORE).file_size > SMALL:
                return None
            core = archive.read(CORE).decode()
    except BROKEN:
        return None
    found = STAMP.search(core)
    return None if found is None else html.unescape(found[1])


def _opened(template: bytes | None) -> Word:
    """Return an empty Word file; a template keeps all but what stands in its body."""
    if template is None:
        return docx.Document()
    try:
        made = docx.Document(BytesIO(_as_document(template)))
        body = made.element.body
        body.get_or_add_sectPr()
    except UNREADABLE as error:
        raise CannotGoOnError(msg("The template is no Word file that can be read")) from error
    for child in [child for child in body if child.tag != qn("w:sectPr")]:
        body.remove(child)
    return made


def _as_document(template: bytes) -> bytes:
    """Return a .dotx as the .docx that Word would make from it."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(template)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"template.main+xml", b"document.main+xml")
            new.writestr(name, content)
    return stream.getvalue()


def _page(made: Word, *, ours: bool) -> None:
    page = made.sections[0]
    if not ours and page.page_width is not None:
        return
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.bottom_margin = Mm(20)
    page.top_margin = Mm(24)
    page.header_distance = page.footer_distance = Mm(11)
    page.different_first_page_header_footer = True


def _settings(made: Word) -> None:
    stop = made.settings.element.find(qn("w:defaultTabStop"))
    stop.addnext(word_element("autoHyphenation"))  # in tables alone, as the styles say
    for mode in made.settings.element.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), WORD)


def _running(made: Word, writer: Writer, document: Document, speak: Language) -> None:
    """Write the title above and the page's number below, unless the template has its own."""
    page = made.sections[0]
    if page.header.is_linked_to_previous:
        head = page.header.paragraphs[0]
        head.style = made.styles["Header"]
        title, organisation = writer.text(document.title), writer.text(document.organisation)
        head.add_run(f"{short(title, TITLE)} · {short(organisation, ORGANISATION)}")
    if page.footer.is_linked_to_previous:
        foot = page.footer.paragraphs[0]
        foot.style = made.styles["Footer"]
        foot._p.get_or_add_pPr().append(word_element("jc", val="right"))  # noqa: SLF001
        said = speak(msg("Page {page} of {pages}", page="{page}", pages="{pages}"))
        fields = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
        for part in filter(None, re.split(r"(\{pages?\})", said)):
            foot._p.append(word_field(fields[part], "1") if part in fields else word_run(part))  # noqa: SLF001


def _cover(writer: Writer, document: Document) -> None:
    logo = document.brand.logo
    if logo is not None:
        _, shown = press.logo(logo)
        writer.picture(shown, writer.text(logo.description))
    writer.add("Subtitle", word_run(writer.text(document.organisation)))
    writer.add("Title", word_run(writer.text(document.title)))
    writer.facts(document.heading)
    writer.add("Normal")
    writer.prose(document.preamble)


def _contents(writer: Writer, document: Document, speak: Language) -> None:
    """Write a table of contents that is there at once; Word adds page numbers when updated."""
    entries = list(_entries(document.sections, count(1)))
    if not entries:
        return
    title = writer.add("TOC Heading", word_run(speak(msg("Contents"))))
    title.pPr.insert(1, word_element("pageBreakBefore"))
    paragraphs = [_entry(writer, *entry) for entry in entries]
    order = word_element("instrText")
    order.text = f' TOC \\o "1-{CONTENTS}" \\h \\z '
    start = [_mark("begin"), word_element("r", order), _mark("separate")]
    for place, one in enumerate(start, 1):
        paragraphs[0].insert(place, one)
    paragraphs[-1].append(_mark("end"))


def _entries(
    sections: tuple[Section, ...], numbers: count[int], level: int = 1
) -> Iterator[tuple[int, int, Section]]:
    """Yield level, number and section as the writer numbers its headings."""
    for section in sections:
        number = next(numbers)
        if level <= CONTENTS:
            yield level, number, section
        yield from _entries(section.sections, numbers, level + 1)


def _entry(writer: Writer, level: int, number: int, section: Section) -> BaseOxmlElement:
    link = word_element(
        "hyperlink", word_run(writer.text(section.title)), anchor=bookmark(number), history=1
    )
    return writer.add(f"toc {level}", link)


def _mark(kind: str) -> BaseOxmlElement:
    return word_element("r", word_element("fldChar", fldCharType=kind))


def _properties(made: Word, writer: Writer, document: Document, speak: Language) -> None:
    day = document.day
    when = UNDATED if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
    core = made.core_properties
    for name in ("category", "comments", "content_status", "identifier", "subject", "version"):
        setattr(core, name, "")
    core.title = writer.text(document.title)[:255]  # all that may stand there
    core.author = core.last_modified_by = writer.text(document.organisation)[:255]
    core.created = core.modified = when.replace(tzinfo=None)
    core.language = WORD_LOCALES[speak.code]
    core.revision = 1
    core.keywords = ""
    for keywords in core._element.findall(qn("cp:keywords")):  # noqa: SLF001  (longer than 255)
        keywords.text = document.stamp


def _timeless(content: bytes) -> bytes:
    """Return the archive without times, the list of contents first and the rest by name."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return stream.getvalue()
