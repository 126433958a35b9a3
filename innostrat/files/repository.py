"""Reads a portfolio as it was at a commit, straight from git's objects: nothing is checked out."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Final, Self

from innostrat.errors import CannotGoOnError
from innostrat.files import rules
from innostrat.files.git import SETTINGS, environment, git
from innostrat.files.source import ENDING, FOLDERS, MAX_BYTES, STRATEGY, Files, shown
from innostrat.findings import Finding, Location, Rule
from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

SYMLINK_MODE: Final = "120000"
FILE_MODES: Final = frozenset({"100644", "100755"})
MAIN_BRANCHES: Final = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its full and its abbreviated name, and its day; never who made it."""

    name: str
    short: str
    day: date


@dataclass(frozen=True, slots=True)
class _Object:
    mode: str
    name: str
    path: str


@dataclass(slots=True)
class Repository:
    """A git repository around a folder, with one `cat-file` process for all that is read.

    Use it as a context manager. What the repository says of hooks, filters, attributes, aliases or
    programs is not obeyed: only plumbing commands run, and they only read objects.
    """

    folder: Path
    _process: subprocess.Popen[bytes] | None = field(default=None)
    _blobs: dict[str, bytes | None] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    @property
    def is_bare(self) -> bool:
        """Whether the repository has no files of its own, only its history."""
        return git(self.folder, "rev-parse", "--is-bare-repository") == b"true\n"

    @property
    def top(self) -> Path:
        """The folder at the top of the working tree."""
        told = git(self.folder, "rev-parse", "--show-toplevel")
        if told is None:
            raise CannotGoOnError(
                msg("{folder} is in no git repository with files", folder=str(self.folder))
            )
        return Path(told.decode("utf-8", "surrogateescape").rstrip("\n"))

    def commit(self, revision: str) -> Commit:
        """Return the commit that `revision` names; a `CannotGoOnError` when there is none."""
        told = None
        if revision and "\0" not in revision:
            # --end-of-options: whatever it begins with, a revision is never taken for an option.
            told = git(
                self.folder,
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                f"{revision}^{{commit}}",
            )
        if not told:
            raise self._unknown(revision)
        return next(self._commits("-1", told.decode("ascii").strip()))

    def _unknown(self, revision: str) -> CannotGoOnError:
        if git(self.folder, "rev-parse", "--is-shallow-repository") == b"true\n":
            return CannotGoOnError(
                msg(
                    "There is no commit {revision} in this shallow clone; fetch the whole history",
                    revision=revision,
                )
            )
        return CannotGoOnError(msg("There is no commit {revision}", revision=revision))

    def merge_base(self, one: str, other: str) -> Commit:
        """Return the last commit that two have in common."""
        first, second = self.commit(one), self.commit(other)
        told = git(self.folder, "merge-base", first.name, second.name)
        if not told:
            raise CannotGoOnError(
                msg("{one} and {other} have no commit in common here", one=one, other=other)
            )
        return self.commit(told.decode("ascii").split()[0])

    def main_branch(self) -> str:
        """Return the name of the main branch: the remote's, else a local one of the usual names."""
        for name in MAIN_BRANCHES:
            if git(self.folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"):
                return name
        raise CannotGoOnError(
            msg("No main branch is known here; name the revision to compare with")
        )

    def history(self, path: str, limit: int) -> tuple[Commit, ...]:
        """Return the last `limit` commits that changed something below `path`, newest first."""
        return tuple(self._commits(f"-{limit}", "HEAD", "--", f":(top,literal){path or '.'}"))

    def _commits(self, *arguments: str) -> Iterator[Commit]:
        told = git(
            self.folder, "log", "--no-show-signature", "--format=%H%x00%h%x00%cs", *arguments
        )
        for line in (told or b"").decode("ascii").splitlines():
            name, short, day = line.split("\0")
            yield Commit(name, short, date.fromisoformat(day))

    def files(self, commit: Commit, path: str, prefix: str | None = None) -> Files:
        """Return the portfolio at `path` as it was at `commit`; empty where it was not there.

        `prefix` is how its paths are shown; else as they stand in the repository.
        """
        return _Reading(self, path if prefix is None else prefix).read(commit, path)

    def portfolios(self, commit: Commit) -> tuple[str, ...]:
        """Return the paths of all folders that held a strategy.yaml at `commit`, sorted."""
        listed = self._tree(commit, "")
        found = (PurePosixPath(one.path) for one in listed)
        return tuple(sorted(str(one.parent) for one in found if one.name == STRATEGY))

    def _tree(self, commit: Commit, path: str) -> Iterator[_Object]:
        spec = ["--", f"{path}/"] if path and path != "." else []
        told = git(self.folder, "ls-tree", "-r", "-z", "--full-tree", commit.name, *spec)
        for row in (told or b"").split(b"\0"):
            if row:
                head, _, name = row.decode("utf-8", "surrogateescape").partition("\t")
                mode, _, object_name = head.split()
                yield _Object(mode, object_name, name)

    def blob(self, name: str) -> bytes | None:
        """Return a blob's content, or None when it is larger than a file may be or missing."""
        if name not in self._blobs:
            self._blobs[name] = self._read_blob(name)
        return self._blobs[name]

    def _read_blob(self, name: str) -> bytes | None:
        stdin, stdout = self._pipes()
        stdin.write(name.encode("ascii") + b"\n")
        stdin.flush()
        header = stdout.readline().split()
        if len(header) != 3:  # noqa: PLR2004  (name, type, size; else "missing")
            return None
        size = int(header[2])
        data = stdout.read(min(size, MAX_BYTES + 1))
        remaining = size - len(data) + 1  # the line break that ends an object
        while remaining > 0:
            remaining -= len(stdout.read(min(remaining, MAX_BYTES)))
        return data

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            settings = [part for setting in SETTINGS for part in ("-c", setting)]
            self._process = subprocess.Popen(  # noqa: S603  (a list, no shell)
                ["git", *settings, "cat-file", "--batch"],  # noqa: S607
                cwd=self.folder,
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        assert self._process.stdin is not None  # noqa: S101  (both are pipes)
        assert self._process.stdout is not None  # noqa: S101
        return self._process.stdin, self._process.stdout


@dataclass(slots=True)
class _Reading:
    """One portfolio at one commit."""

    repository: Repository
    prefix: str
    contents: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read(self, commit: Commit, path: str) -> Files:
        start = "" if path in {"", "."} else f"{path}/"
        for one in self.repository._tree(commit, path):  # noqa: SLF001
            below = one.path.removeprefix(start)
            if _belongs(below):
                self._take(one, below)
        return Files(self.prefix, dict(sorted(self.contents.items())), tuple(self.findings))

    def _take(self, one: _Object, path: str) -> None:
        if one.mode == SYMLINK_MODE:
            self._report(rules.SYMLINK, path, msg("The file is a symbolic link"))
        elif one.mode not in FILE_MODES:
            self._report(rules.NOT_A_FILE, path, msg("This is not a file"))
        elif (data := self.repository.blob(one.name)) is None:
            self._report(rules.UNREADABLE, path, msg("The file is missing in this clone"))
        elif len(data) > MAX_BYTES:
            self._report(
                rules.TOO_LARGE, path, msg("The file is larger than {limit} bytes", limit=MAX_BYTES)
            )
        else:
            self.contents[path] = data

    def _report(self, rule: Rule, path: str, message: Message) -> None:
        location = Location(shown(self.prefix, path))
        self.findings.append(Finding(rule, rule.severity, message, location))


def _belongs(path: str) -> bool:
    """Whether a path below a portfolio is one of its files, by the same rule as on disk."""
    folder, _, name = path.rpartition("/")
    if name.startswith(".") or not name.endswith(ENDING):
        return False
    return path == STRATEGY or folder in FOLDERS
