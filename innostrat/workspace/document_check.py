"""Says whether a document still agrees with the files, by making it again from what it states."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.errors import CannotGoOnError
from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from pathlib import Path

    from innostrat.files.git import Revision
    from innostrat.reports.paper.readers import PaperContents

TEXTS: Final = frozenset({"html", "md", "csv", "json"})  # which git takes for text
LARGEST: Final = 100_000_000  # bytes of a document that is looked at


WRITER: Final = re.compile(rb"Typst [0-9][0-9.]{0,20}")


class Made(NamedTuple):
    """What a document says that it was made from."""

    tool: str
    round: str
    language: str
    choice: PaperContents
    digest: str
    revision: Revision | None
    day: date | None


def check_document(
    path: Path, portfolio: Path | None, template: Path | None, lang: str | None
) -> int:
    """Return 0 when the document is the one that the files give today, else 1; say which."""
    from innostrat.files.digest import digest
    from innostrat.files.source import read_given
    from innostrat.language import language
    from innostrat.shell.delivery import say
    from innostrat.workspace.documents import content, ending_of, make
    from innostrat.workspace.reading import scored

    ending = ending_of(path)
    given = read_given(path, LARGEST)
    made = _made(path, ending, given)
    workspace, basis = scored(portfolio, made.round, decided=True)
    speak = workspace.language(lang)
    now = digest(workspace.files.contents)
    if now != made.digest:
        say(_other_files(path, made, now), speak)
        return 1
    stated = replace(basis, revision=made.revision)
    tongue = language(made.language)
    again = make(workspace, stated, tongue, [made.choice], made.day)
    produced = content(again[made.choice], ending, tongue, template)
    if not _same(produced, given, ending):
        say(_other_content(path, made, _writer(given), _writer(produced)), speak)
        return 1
    say(msg("{path} agrees with the files", path=str(path)), speak)
    return 0


def _same(made: bytes, given: bytes, ending: str) -> bool:
    """Return whether two documents are the same; of text, git may have changed the line ends."""
    from innostrat.files.normal import line_feeds

    return made == given or (ending in TEXTS and line_feeds(made) == line_feeds(given))


def _other_files(path: Path, made: Made, now: str) -> Message:
    return msg(
        "{path} does not agree: it was made from other files (digest {then}, now {now})",
        path=str(path),
        then=made.digest[:16],
        now=now[:16],
    )


def _writer(content: bytes) -> str:
    """Return the program, and its version, that a PDF says that it was set with."""
    found = WRITER.search(content)
    return found[0].decode() if found else ""


def _other_content(path: Path, made: Made, then: str, now: str) -> Message:
    from innostrat import __version__

    tool = f"innostrat {__version__}"
    if made.tool != tool:
        return msg(
            "{path} is of the same files but was made by {then}, and this is {now}",
            path=str(path),
            then=made.tool,
            now=tool,
        )
    if then != now:
        return msg(
            "{path} is of the same files but was made with another version: {then}, and this is "
            "{now}",
            path=str(path),
            then=then or "?",
            now=now,
        )
    return msg(
        "{path} is of the same files but is not what they give: it was changed by hand, or made "
        "with another template",
        path=str(path),
    )


def _made(path: Path, ending: str, content: bytes) -> Made:
    """Return what the stamp says; anything else than a stamp of ours is refused."""
    from innostrat.files.normal import line_feeds
    from innostrat.formats.registry.documents import PAPERS, paper

    stamp = paper(ending).stamp(content) if ending in PAPERS else None
    if stamp is None and ending in TEXTS:
        stamp = paper(ending).stamp(line_feeds(content))
    try:
        return _parsed(json.loads(stamp or ""))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise CannotGoOnError(
            msg("{path} does not say what it was made from", path=str(path))
        ) from error


def _parsed(stamp: dict[str, object]) -> Made:
    from innostrat.files.git import Revision
    from innostrat.language import LANGUAGES
    from innostrat.reports.paper.readers import Reader
    from innostrat.reports.paper.sections import KEYS

    texts = [stamp[key] for key in ("tool", "round", "language", "digest")]
    tool, round_, tongue, digest = (str(text) for text in texts)
    wished, reader = stamp["sections"], stamp.get("for")
    if tongue not in LANGUAGES or not isinstance(wished, list) or not set(wished) <= set(KEYS):
        raise ValueError
    contents: PaperContents = tuple(key for key in KEYS if key in wished)
    if reader is not None:
        named = Reader.named(str(reader))
        if named is None:
            raise ValueError
        contents = named
    commit, committed, day = (stamp[key] for key in ("commit", "committed", "date"))
    revision = None
    if commit is not None:
        revision = Revision(
            str(commit), date.fromisoformat(str(committed)), stamp["changed"] is True
        )
    return Made(
        tool,
        round_,
        tongue,
        contents,
        digest,
        revision,
        None if day is None else date.fromisoformat(str(day)),
    )
