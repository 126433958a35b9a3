"""Reads a portfolio as it was at a commit, straight from git's objects: nothing is checked out."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Self

from innostrat.errors import CannotGoOnError
from innostrat.files import rules
from innostrat.files.git import commits, deadline, git, start_git, top
from innostrat.files.kinds import FOLDERS, STRATEGY
from innostrat.files.normal import composed
from innostrat.files.source import (
    MAX_BYTES,
    TOO_MANY,
    TWICE,
    TWICE_HINT,
    Files,
    Measure,
    belongs,
    gathered,
    shown_path,
)
from innostrat.findings import Finding, Location, Rule
from innostrat.messages import Listing, Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path
    from types import TracebackType

SYMLINK_MODE: Final = "120000"
FILE_MODES: Final = frozenset({"100644", "100755"})
# Whole names, since a tag called origin/main comes before the branch where only that is asked for.
MAIN_BRANCHES: Final = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
)
NAMESPACES: Final = ("refs/tags/", "refs/heads/", "refs/remotes/")


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
        self._stop()

    def _stop(self) -> None:
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
        found = top(self.folder)
        if found is None:
            raise CannotGoOnError(
                msg("{folder} is in no git repository with files", folder=str(self.folder))
            )
        return found

    def commit(self, revision: str) -> Commit:
        """Return the commit that `revision` names; a `CannotGoOnError` when there is none.

        A name that a tag and a branch share is refused, since it depends on git which is meant.
        """
        self._refuse_ambiguous(revision)
        # --end-of-options: whatever it begins with, a revision is never taken for an option.
        only = ("--verify", "--quiet", "--end-of-options")
        told = git(self.folder, "rev-parse", *only, f"{revision}^{{commit}}") if revision else None
        name = (told or b"").decode("ascii").strip()
        found = self._commits("-1", name, "--") if name.isalnum() else ()  # `^HEAD` is not a commit
        if not found:
            raise self._unknown(revision)
        return found[0]

    def _unknown(self, revision: str) -> CannotGoOnError:
        if self.is_shallow:
            return CannotGoOnError(
                msg(
                    "There is no commit {revision} in this shallow clone; fetch the whole history",
                    revision=revision,
                )
            )
        return CannotGoOnError(msg("There is no commit {revision}", revision=revision))

    @property
    def is_shallow(self) -> bool:
        """Whether only the last commits of the history are here."""
        return git(self.folder, "rev-parse", "--is-shallow-repository") == b"true\n"

    def _refuse_ambiguous(self, name: str) -> None:
        refs = [f"{space}{name}" for space in NAMESPACES]
        told = git(self.folder, "for-each-ref", "--format=%(refname)", *refs) or b""
        found = [one for one in told.decode("utf-8", "replace").splitlines() if one in refs]
        if len(found) > 1:
            raise CannotGoOnError(
                msg(
                    "{name} is several things here: write one of {refs}",
                    name=name,
                    refs=Listing(tuple(found)),
                )
            )

    def merge_base(self, one: str, other: str) -> Commit:
        """Return the last commit that two have in common.

        In a shallow clone it may lie outside of it, and what is found there is not to be trusted.
        """
        if self.is_shallow:
            raise CannotGoOnError(
                msg(
                    "In this shallow clone it cannot be known where the change began: fetch the "
                    "whole history (fetch-depth: 0), or name the revision to compare with"
                )
            )
        first, second = self.commit(one), self.commit(other)
        told = git(self.folder, "merge-base", first.name, second.name)
        if not told:
            raise CannotGoOnError(
                msg("{one} and {other} have no commit in common here", one=one, other=other)
            )
        return self.commit(told.decode("ascii").split()[0])

    def main_branch(self) -> str:
        """Return the whole name of the main branch: the remote's, else a usual local one.

        A name that leads elsewhere is passed over, since that may be the change itself: only the
        remote's HEAD stands for another, one of the remote's branches.
        """
        for name in MAIN_BRANCHES:
            if git(self.folder, "show-ref", "--verify", "--quiet", name) is not None:
                told = git(self.folder, "symbolic-ref", "--quiet", name) or b""
                is_head = name == MAIN_BRANCHES[0]
                if told.startswith(b"refs/remotes/origin/") if is_head else not told:
                    return name
        raise CannotGoOnError(
            msg("No main branch is known here; name the revision to compare with")
        )

    def history(self, path: str, limit: int) -> tuple[Commit, ...]:
        """Return the last `limit` commits that changed something below `path`, newest first."""
        place = top(self.folder) or self.folder  # a path counts from where git stands
        return self._commits(f"-{limit}", "HEAD", "--", path or ".", place=place)

    def _commits(self, *arguments: str, place: Path | None = None) -> tuple[Commit, ...]:
        return tuple(Commit(*told) for told in commits(place or self.folder, *arguments))

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
        if told is None:
            raise CannotGoOnError(
                msg("The files of {commit} cannot be listed", commit=commit.short)
            )
        for row in told.split(b"\0"):
            if row:
                head, _, name = row.decode("utf-8", "surrogateescape").partition("\t")
                mode, _, object_name = head.split()
                yield _Object(mode, object_name, name)

    def blob(self, name: str) -> bytes | None:
        """Return a blob, cut one byte after what may be read; None where it cannot be read."""
        if name not in self._blobs:
            self._blobs[name] = self._read_blob(name)
        return self._blobs[name]

    def _read_blob(self, name: str) -> bytes | None:
        try:
            if self._process is None:
                self._process = start_git(self.folder, "cat-file", "--batch", stdin=subprocess.PIPE)
            with deadline(self._process):
                size, data = _ask(self._process, name)
        except OSError:
            size, data = 0, b""  # git is not there, or has just ended
        if size is None:
            return None
        if len(data) != size + 1:  # damaged, or too large to be read to its end
            self._stop()
        return data[:-1] if len(data) == size + 1 else data if len(data) > MAX_BYTES else None


def _ask(process: subprocess.Popen[bytes], name: str) -> tuple[int | None, bytes]:
    """Return a blob's size, and its content and a line break; no size when it is missing.

    The content is cut off after what may be read.
    """
    assert process.stdin is not None  # noqa: S101  (both are pipes)
    assert process.stdout is not None  # noqa: S101
    process.stdin.write(name.encode("ascii") + b"\n")
    process.stdin.flush()
    header = process.stdout.readline().split()
    if header[1:] == [b"missing"]:
        return None, b""
    if len(header) != 3:  # noqa: PLR2004  (name, type, size)
        return 0, b""
    size = int(header[2])
    return size, process.stdout.read(min(size, MAX_BYTES) + 1)


@dataclass(slots=True)
class _Reading:
    """One portfolio at one commit."""

    repository: Repository
    prefix: str
    contents: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    measure: Measure = field(default_factory=Measure)
    others: list[str] = field(default_factory=list)

    def read(self, commit: Commit, path: str) -> Files:
        start = "" if path in {"", "."} else f"{path}/"
        for one in self.repository._tree(commit, path):  # noqa: SLF001
            below = one.path.removeprefix(start)
            if below in FOLDERS:
                self._instead_of_folder(one, below)
            elif not belongs(below):
                self.others.append(below)
            elif self.measure.full:
                self._report(rules.TOO_MANY, below, TOO_MANY)
                break
            else:
                self.measure.files += 1
                self._take(one, below)
        return gathered(self.prefix, self.contents, self.others, self.findings, {})

    def _instead_of_folder(self, one: _Object, path: str) -> None:
        if one.mode == SYMLINK_MODE:
            self._report(rules.SYMLINK, path, msg("The folder is a symbolic link"))
        else:
            self._report(rules.NOT_A_FILE, path, msg("A folder was expected here"))

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
        elif (name := composed(path)) in self.contents:
            self._report(rules.MISPLACED, path, TWICE, TWICE_HINT)
        else:
            self.contents[name] = data
            self.measure.total += len(data)

    def _report(self, rule: Rule, path: str, message: Message, hint: Message | None = None) -> None:
        location = Location(shown_path(self.prefix, composed(path)))
        self.findings.append(Finding(rule, rule.severity, message, location, hint=hint))
