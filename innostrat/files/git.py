"""Asks git about a folder, without letting the repository's own settings run anything."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from threading import Timer
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.normal import composed, line_feeds
from innostrat.files.source import belongs
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# The repository may be anybody's: its hooks, pagers, monitors and lazy fetches must not run, and
# its settings must not change what is printed. Threats and tests stand in docs/security.md.
SETTINGS: Final = (
    "core.abbrev=auto",
    "core.bigFileThreshold=1m",
    "core.commitGraph=false",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.quotePath=false",
    "gc.auto=0",
    "i18n.logOutputEncoding=UTF-8",
    "log.showSignature=false",
    "maintenance.auto=false",
    "protocol.allow=never",
    "safe.directory=*",
)
TIMEOUT: Final = 30.0
FATAL: Final = 128  # how git ends when it cannot go on
MAX_OUTPUT: Final = 64_000_000
LAST_DAY: Final = date.max


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: its abbreviated name and day, and whether the files read differ from it."""

    name: str
    day: date
    changed: bool


def environment() -> dict[str, str]:
    """Return the environment that git is called with: no configuration but the repository's."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return kept | {
        "GIT_ALLOW_PROTOCOL": "none",  # stronger than any protocol.<name>.allow
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


def top(folder: Path) -> Path | None:
    """Return the folder that holds `.git`, at or above `folder`; None in a bare repository.

    Git is not asked: it would believe `core.worktree`, and a bare repository in a subfolder.
    """
    here = folder.resolve()
    return next((one for one in (here, *here.parents) if os.path.lexists(one / ".git")), None)


def start_git(
    folder: Path,
    *arguments: str,
    stdin: int = subprocess.DEVNULL,
    stderr: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start git with its output to be read; an OSError when it is not there.

    It is in no terminal's group: a Ctrl-C is for us, who may want to know what was read.
    """
    told, root = environment(), top(folder)
    if root is not None:
        told |= {"GIT_DIR": str(root / ".git"), "GIT_WORK_TREE": str(root)}
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    return subprocess.Popen(  # noqa: S603  (a list, no shell)
        [_program(), *settings, "--literal-pathspecs", *arguments],
        cwd=folder,
        env=told,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=stderr,
        start_new_session=True,
    )


def program_path(name: str) -> str | None:
    """Return where a program is, never in the working directory or one relative to it."""
    places = os.environ.get("PATH", os.defpath).split(os.pathsep)
    path = os.pathsep.join(place for place in places if os.path.isabs(place))  # noqa: PTH117
    found = shutil.which(name, path=path)
    # Windows looks here first.
    return found if found is not None and os.path.isabs(found) else None  # noqa: PTH117


def _program() -> str:
    """Return where git is."""
    found = program_path("git")
    if found is None:
        raise FileNotFoundError
    return found


@contextmanager
def deadline(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End the process if what is done with it takes longer than `TIMEOUT` seconds."""
    timer = Timer(TIMEOUT, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git prints; None when it fails, is not installed, or prints or takes too much."""
    try:
        process = start_git(folder, *arguments)
    except (OSError, ValueError):  # ValueError: a zero byte in an argument
        return None
    assert process.stdout is not None  # noqa: S101  (a pipe)
    with process, deadline(process):
        told = process.stdout.read(MAX_OUTPUT + 1)
        if len(told) > MAX_OUTPUT:
            process.kill()
        process.wait()
    if process.returncode == FATAL and top(folder) is not None:
        _refuse_broken(folder, "rev-parse", "--git-dir")
    return told if process.returncode == 0 else None


def _refuse_broken(folder: Path, *arguments: str) -> None:
    """Say that git cannot read the repository, where that is why it answers nothing.

    Whatever the reason is: else it would look as if the files were in no commit.
    """
    try:
        process = start_git(folder, *arguments, stderr=subprocess.PIPE)
    except OSError:
        return
    with process, deadline(process):
        _, said = process.communicate()
    if process.returncode or b"broken ref" in said:
        problem = " ".join(said.decode("utf-8", "replace").split()).removeprefix("fatal: ")
        reason = problem or msg("it was stopped")  # by the deadline
        raise CannotGoOnError(msg("git cannot read the repository: {why}", why=reason))


def day(text: bytes) -> date:
    """Return the day `YYYY-MM-DD`; a commit may claim one that no calendar holds."""
    try:
        return date.fromisoformat(text.decode("ascii"))
    except ValueError:
        return LAST_DAY


def revision(folder: Path, contents: Mapping[str, bytes]) -> Revision | None:
    """Return the commit that `folder` stands on, or None outside git or before the first commit.

    What git cannot read is a `CannotGoOnError`.

    `contents` are the files that were read, by path below `folder`; they are compared with the
    commit's own by their hashes, so that no filter of the repository runs. Line ends make no
    difference: git may write others here than it keeps.
    """
    told = commits(folder, "-1", "HEAD", "--")
    if not told:
        if top(folder) is not None:  # before the first commit there are no branches to read
            _refuse_broken(folder, "for-each-ref", "--format=%(objecttype)", "refs/heads/")
        return None
    full, short, when = told[0]
    tree = git(folder, "ls-tree", "-r", "-z", full, "--", ".") or b""
    committed = dict(_blobs(tree, 2))
    algorithm = _algorithm(full)
    ours = {composed(path): name for path, name in committed.items() if belongs(path)}
    same = contents.keys() == ours.keys() and all(
        ours[path] in _hashes(algorithm, data) for path, data in contents.items()
    )
    return Revision(short, when, not same)


def restorable(folder: Path, contents: Mapping[str, bytes]) -> frozenset[str] | None:
    """Return the paths that `git restore` gives back as they are in `contents`; None outside git.

    `contents` are files by path below `folder`. What git keeps of them for the next commit is
    compared by its hashes, as `revision` does.
    """
    told = git(folder, "ls-files", "--stage", "-z", "--", ".")
    if told is None:
        return None
    kept = {composed(path): name for path, name in _blobs(told, 1)}
    return frozenset(
        path
        for path, data in contents.items()
        if (name := kept.get(path)) and name in _hashes(_algorithm(name), data)
    )


def _algorithm(name: str) -> str:
    """Return how git made the full name of an object."""
    return "sha1" if len(name) == 40 else "sha256"  # noqa: PLR2004  (hex digits of SHA-1)


def commits(folder: Path, *arguments: str) -> list[tuple[str, str, date]]:
    """Return full name, short name and day of the commits that `rev-list` finds; none if it fails.

    Not `log`, which has settings that run programs.
    """
    told = git(folder, "rev-list", "--format=%H%x00%h%x00%cs", *arguments) or b""
    rows = [line.split(b"\0") for line in told.split(b"\n") if b"\0" in line]
    return [(full.decode(), short.decode(), day(when)) for full, short, when in rows]


def _blobs(tree: bytes, place: int) -> list[tuple[str, str]]:
    """Return (path, object name) from lines that end in TAB path; the name stands at `place`.

    It does so in `mode type name` of ls-tree and in `mode name stage` of ls-files.
    """
    rows = [row.decode("utf-8", "surrogateescape") for row in tree.split(b"\0") if row]
    return [(row.partition("\t")[2], row.split()[place]) for row in rows]


def _hashes(algorithm: str, data: bytes) -> Iterator[str]:
    """Yield the names that git may keep a file under, by its line ends."""
    plain = line_feeds(data)
    for one in dict.fromkeys((data, plain, plain.replace(b"\n", b"\r\n"))):
        yield _blob_hash(algorithm, one)


def _blob_hash(algorithm: str, data: bytes) -> str:
    header = b"blob %d\0" % len(data)
    return hashlib.new(algorithm, header + data, usedforsecurity=False).hexdigest()
