"""What chance tries each night: files that are changed at random, and changes that are killed.

    python tests/nightly.py fuzz --seconds 60
    python tests/nightly.py kill --seconds 60

What it finds is printed with what makes it again: the number that chance began from.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from calling import ROOT, SMALL, call, surroundings, system

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

READERS: Final = (
    *("validate", "score", "list", "status", "fmt --diff", "show bestillingsbat", "ideas", "goals"),
    *("validate -f github", "validate -f sarif", "score -f markdown", "benefits", "fund", "assess"),
)
DAY: Final = "--date 2026-12-01 --by x --because y"
CHANGES: Final = (
    "decide -y --body x --date 2026-12-01",
    "decide -y --body x --date 2026-12-01 --reject bestillingsbat:no",
    f"promote felles-verksted -y {DAY}",
    f"judge felles-verksted -y --outcome declined {DAY}",
    "move digital-tilsyn -y --start 2028",
)
NEXT: Final = "fmt --upgrade"  # a dry run finishes nothing
ODD: Final = (
    *(
        b"\0",
        b"\xff",
        b"\xc3\x28",
        b"\r",
        b"\t",
        b": ",
        b"- ",
        b"#",
        b"'",
        b'"',
        b"{",
        b"[",
        b"&a ",
    ),
    *(b"*a", b"!!x ", b"|\n", b">\n", b"---\n", b"...", b"<<: ", b"? ", b"%", b"@", b"`", b"1e999"),
    *("\u202e", "\ufeff", "\ud7ff", "９", "½", "−1"),
    *(b"999999999999999999999", b"0x1f", b"2027-02-30", b"null", b"~", b"5 %", b"a" * 5000),
)
Trial: TypeAlias = "Callable[[random.Random, Path], str | None]"


def contents(root: Path) -> dict[str, bytes]:
    """Return a folder's files by path."""
    files = (one for one in sorted(root.rglob("*")) if one.is_file())
    return {one.relative_to(root).as_posix(): one.read_bytes() for one in files}


def mutated(chance: random.Random, data: bytes) -> bytes:
    """Return a file in which something is put in, left out, doubled or moved."""
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        start = chance.randrange(len(data) + 1)
        stop = min(len(data), start + chance.choice((0, 1, 2, 10, 80)))
        odd = chance.choice(ODD)
        put = odd if isinstance(odd, bytes) else odd.encode("utf-8", "replace")
        match chance.randrange(5):
            case 0:
                data = data[:start] + put + data[stop:]
            case 1:
                data = data[:start] + data[stop:]
            case 2:
                data = data[:stop] + data[start:stop] * chance.choice((1, 3)) + data[stop:]
            case 3:
                lines = data.split(b"\n")
                chance.shuffle(lines)
                data = b"\n".join(lines) if chance.random() < 0.1 else data
            case _:
                data = data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]
    return data


def fuzz(chance: random.Random, folder: Path) -> str | None:
    """Change some files of a portfolio, read it by one command, and return what went wrong."""
    root = folder / "portfolios" / "small"
    files = sorted(contents(root))
    for path in chance.sample(files, chance.choice((1, 1, 2, 4))):
        (root / path).write_bytes(mutated(chance, (root / path).read_bytes()))
    before = contents(root)
    command = chance.choice(READERS)
    done = call(command.split(), folder, system())
    if done.code not in {0, 1, 2} or "Traceback" in done.err:
        return f"{command}: {done.code}\n{done.err}"
    if done.code == 2 and done.err.count("\n") != 1:
        return f"{command}: not one line\n{done.err}"
    return None if contents(root) == before else f"{command} wrote something"


def kill(chance: random.Random, folder: Path) -> str | None:
    """Kill a change at any moment, and return what the next command does not make whole."""
    root = folder / "portfolios" / "small"
    before, after = _whole(folder, command := chance.choice(CHANGES))
    process = subprocess.Popen(
        [sys.executable, "-m", "innostrat", *command.split()],
        cwd=folder,
        env=surroundings() | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if chance.random() < 0.7:
        while process.poll() is None and not any(root.rglob(".innostrat-*")):
            time.sleep(0.0005)
        time.sleep(chance.random() * 0.01)
    else:
        time.sleep(chance.random())
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGKILL)
    process.wait()
    done = call(NEXT.split(), folder, system())
    if done.code:
        return f"after {command}: {done.code}\n{done.err}"
    found = contents(root)
    return None if found in (before, after) else f"{command} is half done: {sorted(found)}"


def _whole(folder: Path, command: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files before and after a command that nobody kills."""
    root = folder / "portfolios" / "small"
    before = contents(root)
    copy = folder / "copy"
    shutil.copytree(folder / "portfolios", copy / "portfolios")
    done = call(command.split(), copy, system())
    assert done.code == 0, done.err
    after = contents(copy / "portfolios" / "small")
    shutil.rmtree(copy)
    return before, after


def tried(trial: Trial, first: int, numbers: Iterator[int]) -> tuple[int, list[str]]:
    """Carry a trial out for each number, and return how many there were and what was found."""
    count, found = 0, []
    for number in numbers:
        folder = Path(tempfile.mkdtemp())
        shutil.copytree(SMALL, folder / "portfolios" / "small")
        try:
            problem = trial(random.Random(first + number), folder)  # noqa: S311
        except Exception as error:  # noqa: BLE001  (whatever it is, it is told with its number)
            problem = repr(error)
        shutil.rmtree(folder)
        count += 1
        if problem is not None:
            found.append(f"{first + number}: {problem}")
    return count, found


def until(moment: float) -> Iterator[int]:
    """Yield numbers until it is late."""
    number = 0
    while time.monotonic() < moment:
        yield number
        number += 1


def main() -> int:
    """Try for so many seconds, or from one number so many times; 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trial", choices=("fuzz", "kill"))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--from", dest="first", type=int, default=None)
    parser.add_argument("--rounds", type=int, default=None)
    given = parser.parse_args()
    first = given.first if given.first is not None else int.from_bytes(os.urandom(4), "big")
    numbers = (
        iter(range(given.rounds))
        if given.rounds is not None
        else until(time.monotonic() + given.seconds)
    )
    count, found = tried({"fuzz": fuzz, "kill": kill}[given.trial], first, numbers)
    print(f"{given.trial}: {count} tried from {first}, {len(found)} found")  # noqa: T201
    print("\n".join(found))  # noqa: T201
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
