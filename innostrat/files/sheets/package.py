"""Opens the zip that a workbook is, and walks its XML; sizes are asked before anything is read."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from innostrat.errors import CannotGoOnError
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LARGEST: Final = 150_000_000  # bytes that are unpacked of one file, as often as a part is read
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    OSError,
    EOFError,
    RuntimeError,
)


class Package:
    """The parts of a zip by their names, with bounds; what cannot be read is one line."""

    def __init__(self, name: str, content: bytes) -> None:
        """Open the zip; bytes that are none are a `CannotGoOnError`."""
        self.name = name
        self._left = LARGEST
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            # Some programs write names with backslashes, or in other letters than they say.
            self._names = {_spelt(one): one for one in self._zip.namelist()}
        except (*BROKEN, ValueError) as error:
            raise self.unreadable() from error

    def unreadable(self) -> CannotGoOnError:
        """Return what is said of a file that is no workbook."""
        return CannotGoOnError(msg("{path} cannot be read as a workbook", path=self.name))

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return _spelt(name) in self._names

    def part(self, name: str) -> bytes:
        """Return a part; one that is missing, too large or damaged is a `CannotGoOnError`."""
        try:
            with self._zip.open(self._names[_spelt(name)]) as opened:
                data = opened.read(self._left + 1)
        except (*BROKEN, KeyError, ValueError) as error:
            raise self.unreadable() from error
        self._left -= len(data)
        if self._left < 0:
            raise CannotGoOnError(
                msg("{path} holds more than {n} MB", path=self.name, n=LARGEST // 10**6)
            )
        return data

    def walk(
        self,
        part: str,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None],
    ) -> None:
        """Call for each element's start and end, by its name without prefix, and for its text."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, given: start(
            _bare(name), {_bare(key): one for key, one in given.items()} if given else given
        )
        parser.EndElementHandler = lambda name: end(_bare(name))
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(self.part(part), True)  # noqa: FBT003
        except (expat.ExpatError, UnicodeError, LookupError) as error:
            raise self.unreadable() from error

    def _refuse(self, *_: object) -> None:
        raise self.unreadable()  # no workbook declares entities, and those who do mean no good


def _spelt(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _bare(name: str) -> str:
    return name.rpartition(":")[2]
