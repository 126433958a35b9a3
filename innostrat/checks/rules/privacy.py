"""Rules about personal data: git keeps what is written for ever, and the files are read by all."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Location, Severity
from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from innostrat.files.yaml.document import YamlDocument
    from innostrat.model.portfolio import Contents, Entry

    Path = tuple[str | int, ...]

Finder: TypeAlias = "Callable[[str], Iterable[re.Match[str]]]"

GAP: Final = "[ \u00a0\u202f]?"
BLANKS: Final = "[ \u00a0\u202f]{0,2}"
# As it is written: 010190 30071, 010190-30071, 010190_30071, 010190 300 71, 01.01.90 30071,
# 01.01.1990 30071, f01019030071, in any digits. Not in a longer number, nor in the hexadecimal
# digits of a commit.
IDENTITY: Final = re.compile(
    r"(?<!\d)(?<!\d[.,/-])(?<!\d[a-fA-F])(?<!\d[a-fA-F]{2})"
    r"(?:\d{6}|\d\d(?P<dot>[. \u00a0/-])\d\d(?P=dot)(?:\d\d)?\d\d)"
    rf"{BLANKS}[_‐‑–-]?{BLANKS}\d{{3}}{BLANKS}\d\d(?!\d)(?![a-fA-F]{{1,2}}\d)"
)
WITH_CENTURY: Final = 13
DIGITS: Final = rf"(?:\d{GAP}){{7}}\d"
CUE: Final = r"(?:tlf|telefon(?:nummer|nr)?|mob(?:il(?:nummer|nr)?)?|ring(?:e|es)?|phone|tel|sms)"
PHONE: Final = re.compile(
    rf"(?i)(?<![\d/-])(?<!\b\d\d[ \u00a0])(?:"
    rf"(?:\+|\b00)47{GAP}{DIGITS}"
    rf"|\b{CUE}\b[.:]?\s*(?:(?:på|til|nr\.?|nummer|oss|meg)\s+)*{DIGITS}"
    # The two ways that Norwegians group a number, neither of which groups thousands.
    rf"|[49]\d\d[ \u00a0]\d\d[ \u00a0]\d{{3}}|[2-79]\d(?:[ \u00a0]\d\d){{3}}"
    rf")(?![\d]|[.,/-]\d|[ \u00a0]\d|[ \u00a0](?:kr|nok|mill)\b)"
)
EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b")

# What a file must hold for a number or an address to be in it; an escape may hide anything.
# Eleven digits with the signs of an identity number between, or eight with nothing but blanks. The
# longer is looked for first: else a number before it would take its beginning from it.
NUMBER_TRACE: Final = re.compile(
    r"\d(?:(?:[\s#]*+[./_‐‑–-]?+[\s#]*+\d){10,}+|(?:[\s#]*+\d){7,}+)|\\"
)
BLANK: Final = bytes(one for one in range(0x80) if chr(one).isspace()) + b"#"
ZEROS: Final = bytes(0x30 if one >= 0x80 or chr(one).isdecimal() else one for one in range(256))  # noqa: PLR2004
EMAIL_TRACE: Final = re.compile(r"@|\\")
SPACES: Final = re.compile(r"\s+")
# A sign by its number, as YAML has it between quotation marks; none is above U+10FFFF.
ESCAPE: Final = re.compile(
    r"\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U00(0[\da-fA-F]{5}|10[\da-fA-F]{4}))", re.ASCII
)
# Where a text or a comment goes on in the next line.
BREAK: Final = re.compile(r"\n[\s#]*+")

HINT: Final = msg("Remove it here, and from the git history if it is committed")
RENAME: Final = msg("Rename the file, and remove its old name from the git history")


def _found(
    contents: Contents,
    trace: re.Pattern[str],
    search: Finder,
    message: Message,
    *,
    broken: bool = False,
) -> Iterator[Violation]:
    """Yield a problem for each piece of text that `search` finds; no message repeats the text.

    Everything is looked through that a file holds, also one with errors: comments, keys that nobody
    knows, its name. What only a value shows, since lines are broken or signs are escaped, is looked
    for there; with `broken`, what stands on several lines that are no value (a comment, a file that
    is no YAML) is too. Only lines that hold a `trace` are looked through, which few do. Of what is
    not read it is the names, of files and of the folders that they lie in.
    """
    every = chain.from_iterable(entries.values() for entries in contents.entries.values())
    known: Iterable[Entry[Any]] = chain(filter(None, (contents.strategy,)), every)
    entries = {entry.document.path: entry for entry in known}
    for path in _told_names(contents):
        if any(search(path.rpartition("/")[2])):
            yield Violation((), message, RENAME, location=Location(path))
    for path, text in contents.texts.items():
        entry = entries.get(path)
        if any(search(path.rpartition("/")[2])):
            yield Violation((), message, RENAME, entry, location=Location(path))
        traces = _traces(trace, text)
        document = contents.documents.get(path)
        seen: set[str] = set()
        places = list(_on_lines(path, text, traces, search, seen))
        if document and any(_may_hide(text, one) for one in traces):
            places += _hidden(document, search, seen)
        elif document is None:
            places += _escaped(path, text, traces, search, seen)
        if broken:
            places += _over_lines(path, text, traces, search, seen)
        for place in places:
            yield Violation((), message, HINT, entry, location=place)


def _on_lines(
    path: str, text: str, traces: Iterable[re.Match[str]], search: Finder, seen: set[str]
) -> Iterator[Location]:
    """Yield the places of what stands on a line; a line tells each piece once."""
    for number, line in _touched(text, traces):
        for part, start in {one[0]: one.start() + 1 for one in search(line)}.items():
            seen.add(SPACES.sub("", part))
            yield Location(path, number, start, number, start + len(part))


def _escaped(
    path: str, text: str, traces: Iterable[re.Match[str]], search: Finder, seen: set[str]
) -> Iterator[Location]:
    """Yield the places of what a line that is no YAML says by the numbers of its signs."""
    for number, line in _touched(text, traces):
        first = ESCAPE.search(line)
        if first is None:
            continue
        meant = ESCAPE.sub(lambda one: chr(int(one[1] or one[2] or one[3], 16)), line)
        for part in dict.fromkeys(one[0] for one in search(meant)):
            if SPACES.sub("", part) not in seen:
                seen.add(SPACES.sub("", part))
                yield Location(path, number, first.start() + 1, number, len(line) + 1)


def _over_lines(
    path: str, text: str, traces: Iterable[re.Match[str]], search: Finder, seen: set[str]
) -> Iterator[Location]:
    """Yield the places of what goes over lines, be they a text, a comment or no YAML."""
    at, number = 0, 1
    for one in traces:
        number += text.count("\n", at, one.start())
        at = one.start()
        if "\n" not in one[0]:
            continue
        begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", one.end())
        lines = text[begin : end if end >= 0 else len(text)]
        for part in dict.fromkeys(
            found[0] for found in search(SPACES.sub(" ", BREAK.sub(" ", lines)))
        ):
            if SPACES.sub("", part) not in seen:
                seen.add(SPACES.sub("", part))
                last = number + one[0].count("\n")
                yield Location(path, number, at - begin + 1, last, 1)


def _told_names(contents: Contents) -> Iterator[str]:
    """Yield the paths of the files that are not read, and of their folders, each once."""
    told: dict[str, None] = {}
    for path in contents.unread:
        below = path.removeprefix(f"{contents.prefix}/").split("/")
        before = path.removesuffix("/".join(below))
        told |= dict.fromkeys(before + "/".join(below[:end]) for end in range(1, len(below) + 1))
    return iter(told)


@lru_cache(maxsize=4096)
def _traces(trace: re.Pattern[str], text: str) -> tuple[re.Match[str], ...]:
    """Return where a text may hold something; two rules look for numbers."""
    return tuple(trace.finditer(text)) if MAY_HOLD[trace](text) else ()


def _may_hold_address(text: str) -> bool:
    return "@" in text or "\\" in text


def may_hold_number(text: str) -> bool:
    """Return whether there can be a `NUMBER_TRACE` in a text: several times quicker than looking.

    Every byte that is a digit or part of a sign beyond ASCII becomes a zero, and blanks, then also
    the signs within identity numbers, are left out: so many digits are at least so many zeros.
    """
    data = text.encode("utf-8", "surrogatepass")
    return (
        b"\\" in data
        or b"0" * 8 in data.translate(ZEROS, BLANK)
        or b"0" * 11 in data.translate(ZEROS, BLANK + b"./_-")
    )


MAY_HOLD: Final = {NUMBER_TRACE: may_hold_number, EMAIL_TRACE: _may_hold_address}


def _touched(text: str, traces: Iterable[re.Match[str]]) -> Iterator[tuple[int, str]]:
    """Yield the lines that a trace touches, each once, numbered from 1."""
    touched: dict[int, None] = {}
    at, number = 0, 1
    for one in traces:
        number += text.count("\n", at, one.start())
        last = number + one[0].count("\n")
        touched |= dict.fromkeys(range(number, last + 1))
        at, number = one.end(), last
    lines = text.split("\n") if touched else []
    return ((number, lines[number - 1]) for number in touched)


def _may_hide(text: str, trace: re.Match[str]) -> bool:
    """Whether the value of what stands here may show what no line does: broken, or escaped."""
    if "\n" in trace[0] or trace[0] == "\\":
        return True
    at = trace.start()
    while at and text[at - 1] != "\n" and text[at - 1].isspace():  # not the whole line each time
        at -= 1
    return at == 0 or text[at - 1] == "\n"


def _hidden(document: YamlDocument, search: Finder, seen: set[str]) -> Iterator[Location]:
    """Yield the places of values that show what stands on no line of the file."""
    for path, text in _texts(document.value, ()):
        for part in dict.fromkeys(one[0] for one in search(text)):
            if SPACES.sub("", part) not in seen:
                seen.add(SPACES.sub("", part))
                yield document.locate_part(path, part)


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every text below `value`, keys too, and its path."""
    match value:
        case str():
            yield path, value
        case dict():
            for key, item in value.items():
                yield (*path, key), key
                yield from _texts(item, (*path, key))
        case list():
            for number, item in enumerate(value):
                yield from _texts(item, (*path, number))


@rule(
    "V001",
    "national-identity-number",
    Severity.ERROR,
    title=msg("A national identity number"),
    why=msg(
        "A portfolio is read by many and its history is kept for ever. An identity number needs a "
        "legal ground that no proposal has."
    ),
    fix=msg(
        "Remove the number. If it is committed, it is in the history too: ask whoever runs the "
        "repository to take it out, and report the breach to the data protection officer."
    ),
    example="need: Gjelder bruker med fødselsnummer …      # say which group of users instead",
)
def identity_number(contents: Contents) -> Iterator[Violation]:
    """Look for eleven digits with the check digits and the birthday of an identity number."""
    told = msg("A national identity number")
    yield from _found(contents, NUMBER_TRACE, _identity_numbers, told, broken=True)


def _identity_numbers(text: str) -> Iterator[re.Match[str]]:
    return (one for one in IDENTITY.finditer(text) if _is_identity(one[0]))


def _is_identity(written: str) -> bool:
    """Return whether the check digits and the day of birth are right, D-numbers included.

    The library's own `is_valid` also asks the clock, which a check must not do.
    """
    from stdnum.exceptions import ValidationError  # noqa: PLC0415  (only where digits were found)
    from stdnum.no import fodselsnummer  # noqa: PLC0415

    number = "".join(str(int(sign)) for sign in written if sign.isdecimal())
    year = number[4:8] if len(number) == WITH_CENTURY else None
    number = number[:4] + number[-7:]
    try:
        born = fodselsnummer.get_birth_date(number)
    except ValidationError:
        return False
    if year is not None and born.year != int(year):
        return False
    first, second = fodselsnummer.calc_check_digit1(number), fodselsnummer.calc_check_digit2(number)
    return bool(number[9:] == first + second)


@rule(
    "V002",
    "phone-number",
    Severity.WARNING,
    title=msg("A phone number"),
    why=msg("People are named by role; a number leads to a person, and is out of date first."),
    fix=msg("Remove the number, and name the role."),
    example="champion: Helsesjef, tlf. …      # the role is enough",
)
def phone_number(contents: Contents) -> Iterator[Violation]:
    """Look for phone numbers that are announced, have a country code, or are grouped as such."""
    yield from _found(contents, NUMBER_TRACE, PHONE.finditer, msg("A phone number"))


@rule(
    "V003",
    "e-mail-address",
    Severity.WARNING,
    title=msg("An e-mail address"),
    why=msg("People are named by role; most addresses hold a name."),
    fix=msg("Remove the address, and name the role."),
    example="champion: helsesjef@…      # the role is enough: Helsesjef",
)
def email_address(contents: Contents) -> Iterator[Violation]:
    """Look for e-mail addresses."""
    yield from _found(contents, EMAIL_TRACE, EMAIL.finditer, msg("An e-mail address"))
