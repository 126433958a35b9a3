"""Writes a document as a Word file (ECMA-376), in the styles of a template if there is one."""

from __future__ import annotations

import re
import zipfile
import zlib
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Mm

from innostrat.errors import CannotGoOnError
from innostrat.formats import office
from innostrat.formats.colour import readable
from innostrat.formats.pdf.letters import ORGANISATION, TITLE, short
from innostrat.formats.pdf.logo import drawn_logo
from innostrat.formats.word.blocks import Writer
from innostrat.formats.word.elements import word_element, word_field, word_run
from innostrat.formats.word.filling import asks, fill_template
from innostrat.formats.word.styles import WORD_LOCALES, WordStyles, speaks
from innostrat.messages import msg
from innostrat.reports.document import COLOPHON

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement

    from innostrat.language import Language
    from innostrat.reports.document import Document

stamp = office.stamp  # what every form offers
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
WORD: Final = "15"  # the mode of Word 2013 and later; an older one is called "compatibility mode"
AFTER: Final = frozenset(
    map(
        qn,
        (
            *("w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars"),
            *("w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang", "w:clrSchemeMapping"),
            *("w:shapeDefaults", "w:decimalSymbol", "w:listSeparator"),
        ),
    )
)
"""What stands after the order to update fields (ECMA-376, part 1, 17.15.1.78)."""
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
    if asks(made):
        fill_template(made, document, writer, speak)
    else:
        _write(writer, document, speak)
    _running(made, writer, document, speak)
    _update(made)
    _properties(made, writer, document, speak)
    stream = BytesIO()
    made.save(stream)
    return _timeless(stream.getvalue())


def _write(writer: Writer, document: Document, speak: Language) -> None:
    """Write the first page, the contents of what follows, and at the end what it was made from."""
    _first(writer, document)
    if document.lead is not None:
        writer.section(document.lead)
    contents = writer.add("TOC Heading", word_run(speak(msg("Contents"))))
    if document.lead is not None:
        contents.pPr.insert(1, word_element("pageBreakBefore"))
    after = writer.add("Normal")
    for section in document.following:
        writer.section(section)
    writer.heading(speak(COLOPHON), 1, mark=True)
    writer.facts(document.heading)
    _contents(writer, after)


def _opened(template: bytes | None) -> Word:
    """Return an empty Word file, or the template with all that stands in it."""
    if template is None:
        return docx.Document()
    try:
        made = docx.Document(BytesIO(_as_document(template)))
        body = made.element.body
        body.get_or_add_sectPr()
    except UNREADABLE as error:
        raise CannotGoOnError(msg("The template is no Word file that can be read")) from error
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


def _first(writer: Writer, document: Document) -> None:
    logo = document.brand.logo
    if logo is not None:
        _, shown = drawn_logo(logo)
        writer.picture(shown, writer.text(logo.description))
    writer.add("Subtitle", word_run(writer.text(document.organisation)))
    writer.add("Title", word_run(writer.text(document.title)))
    writer.prose(document.preamble)


def _contents(writer: Writer, after: BaseOxmlElement) -> None:
    """Write a table of contents in place of a paragraph, with the page of each heading as a field.

    LibreOffice computes no pages in a table that it knows, but takes what it does not know as
    fields, which it computes when it opens the file. To Word the tab before TOC is a space.
    """
    shown = [one for one in writer.entries if one[0] <= CONTENTS]
    entries = [_entry(writer, *one) for one in shown]
    order = word_element("instrText")
    order.text = f'\tTOC \\o "1-{CONTENTS}" \\h \\z '
    order.set(qn("xml:space"), "preserve")
    start = [_mark("begin"), word_element("r", order), _mark("separate")]
    for place, one in enumerate(start, 1):
        entries[0].insert(place, one)
    entries[-1].append(_mark("end"))
    for entry in entries:
        after.addprevious(entry)
    after.getparent().remove(after)


def _entry(writer: Writer, level: int, title: str, name: str) -> BaseOxmlElement:
    page = word_element("instrText")
    page.text = f" PAGEREF {name} \\h "
    page.set(qn("xml:space"), "preserve")
    number = [_mark("begin"), word_element("r", page), _mark("separate"), _mark("end")]
    tab = word_element("r", word_element("tab"))
    link = word_element("hyperlink", word_run(title), tab, *number, anchor=name, history=1)
    return writer.add(f"toc {level}", link)


def _update(made: Word) -> None:
    """Let Word compute the pages of the contents when it opens the file, which it asks about."""
    settings = made.settings.element
    if settings.find(qn("w:updateFields")) is None:
        after = next((one for one in settings if one.tag in AFTER), None)
        update = word_element("updateFields", val="true")
        settings.append(update) if after is None else after.addprevious(update)


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
