"""No regular expression of the package can be made to backtrack for long, whatever it is given.

All patterns are taken from the sources. Each is tried on texts made of its own parts: what leads to
a repetition, the repetition a great many times, and something that does not fit. Where that takes
work that grows with the square of the length or faster, the process is ended: a pattern that is
read once from one end to the other needs a thousandth of what it is given.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest
from calling import ROOT, surroundings

import innostrat

if TYPE_CHECKING:
    from collections.abc import Iterator

# The parser of patterns, which tells what they are made of.
kinds: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")

PACKAGE: Final = ROOT / "innostrat"
CALLS: Final = {"search", "match", "fullmatch", "sub", "split", "findall", "finditer"}
ANCHORED: Final = {"match", "fullmatch"}
LENGTH: Final = 100_000
SECONDS: Final = 2  # of the processor for one text, of what takes some milliseconds
MISFIT: Final = "\x00\n\x00\"'\x00]}>\x00"
# Those that only see short texts, and how long they may be.
SHORT: Final[dict[str, int]] = {}


class Found(NamedTuple):
    """A pattern, its flags, where it stands, and whether it is only tried from the beginning."""

    pattern: str
    flags: int
    place: str
    bytes_: bool = False
    anchored: bool = False


def patterns() -> list[Found]:
    """Return every pattern of the package: those that modules hold, and those written in calls."""
    found: dict[tuple[str, int, bool], Found] = {}
    used = uses()
    for one in pkgutil.walk_packages(innostrat.__path__, "innostrat."):
        if one.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(one.name)).items():
            if isinstance(value, re.Pattern):
                is_bytes = isinstance(value.pattern, bytes)
                text = value.pattern.decode("latin-1") if is_bytes else value.pattern
                flags = int(value.flags & ~re.UNICODE)
                place, anchored = f"{one.name}.{name}", used[name] <= ANCHORED
                made = Found(text, flags, place, is_bytes, anchored)
                found.setdefault((text, flags, is_bytes), made)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            text = written(node)
            if text is not None:
                place = f"{path.relative_to(PACKAGE)}:{node.lineno}"  # type: ignore[attr-defined]
                anchored = node.func.attr in ANCHORED  # type: ignore[attr-defined]
                found.setdefault((text, 0, False), Found(text, 0, place, anchored=anchored))
    return sorted(found.values(), key=lambda one: one.place)


def uses() -> dict[str, set[str]]:
    """Return what is asked of the patterns that have a name, by the name."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in CALLS:
                name = node.value
                if isinstance(name, ast.Name | ast.Attribute):
                    found[name.id if isinstance(name, ast.Name) else name.attr].add(node.attr)
    return found


def written(node: ast.AST) -> str | None:
    """Return the pattern in a call like `re.sub("…", …)`."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
        return None
    name, first = node.func, node.args[0]
    if not (isinstance(name.value, ast.Name) and name.value.id == "re" and name.attr in CALLS):
        return None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        return first.value
    return None


def attacks(found: Found, length: int) -> Iterator[str]:
    """Yield texts that make the pattern repeat each of its repetitions, and then fit nothing."""
    tree = parser.parse(found.pattern, found.flags)
    for number in range(1, repetitions(tree) + 1):
        for choice in range(4):
            lead, pump = Writer(number, choice).of(tree)
            for text in {pump, pump.strip() or pump}:
                times = length // max(1, len(text))
                yield lead + text * times + MISFIT
                yield text * times + MISFIT
                yield (lead + text) * (length // max(1, len(lead + text))) + MISFIT
    for sign in " \t\n0a.-,:#<\"'`\\|@=(/":
        yield sign * length + MISFIT


def repetitions(tree: Any) -> int:  # noqa: ANN401  (what the parser makes)
    return sum(
        (kind in REPEATS) + sum(map(repetitions, parts(kind, value))) for kind, value in tree
    )


REPEATS: Final = {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT}


def parts(kind: Any, value: Any) -> list[Any]:  # noqa: ANN401
    if kind in REPEATS:
        return [value[2]]
    if kind is kinds.SUBPATTERN:
        return [value[3]]
    if kind is kinds.BRANCH:
        return list(value[1])
    if kind is kinds.ATOMIC_GROUP:
        return [value]
    return []


class Writer:
    """Writes the least text that fits up to one repetition, and what it repeats."""

    def __init__(self, number: int, choice: int) -> None:
        self.number, self.choice, self.seen = number, choice, 0
        self.pump: str | None = None

    def of(self, tree: Any) -> tuple[str, str]:  # noqa: ANN401
        lead = self.text(tree)
        return lead, self.pump or "a"

    def text(self, tree: Any) -> str:  # noqa: ANN401
        out = ""
        for kind, value in tree:
            if self.pump is not None:
                return out
            out += self.one(kind, value)
        return out

    def one(self, kind: Any, value: Any) -> str:  # noqa: ANN401
        if kind in REPEATS:
            self.seen += 1
            mine = self.seen == self.number
            inner = self.text(value[2])
            if mine:
                self.pump = inner or "a"
                return ""
            return inner if self.pump is not None else inner * max(1, min(value[0], 40))
        if kind is kinds.BRANCH:
            choices = list(value[1])
            return self.text(choices[self.choice % len(choices)])
        if kind is kinds.SUBPATTERN:
            return self.text(value[3])
        if kind is kinds.ATOMIC_GROUP:
            return self.text(value)
        if kind is kinds.LITERAL:
            return chr(value)
        if kind is kinds.NOT_LITERAL:
            return "a" if value != ord("a") else "b"
        if kind is kinds.ANY:
            return "a b."[self.choice]
        if kind is kinds.IN:
            return self.sign(value)
        return ""

    def sign(self, wanted: Any) -> str:  # noqa: ANN401
        tried = ["0a .", "a0 -", " \t.a", "-.,a"][self.choice] + "ab0 .,:-_/#\\\"'\t@é"
        source = re._compiler  # type: ignore[attr-defined]  # noqa: SLF001
        tree = parser.parse("x")
        tree[0] = (kinds.IN, wanted)
        one = source.compile(tree)
        fits = [sign for sign in tried if one.match(sign)]
        if fits:
            return fits[0]
        return next((chr(n) for n in range(1, 0x3000) if one.match(chr(n))), "a")


def test_patterns_are_found() -> None:
    places = {one.place for one in patterns()}
    assert len(places) > 80
    assert {"innostrat.files.picture.ACTIVE", "innostrat.checks.rules.privacy.PHONE"} <= places


def test_the_attack_finds_a_pattern_that_backtracks() -> None:
    slow = tried(
        [Found("(?:a|aa)*b", 0, "slow"), Found("x a*b", 0, "fine"), Found(" +$", 0, "two")]
    )
    assert [line.split()[0] for line in slow.splitlines()] == ["slow", "two"]
    assert tried([Found("(?:ab)+c?", 0, "fine")]) == ""


def tried(found: list[Found]) -> str:
    """Return the place of the first pattern that takes too long, or nothing."""
    code = f"import sys; sys.path[:0] = [{str(ROOT / 'tests')!r}]\n"
    code += "import test_security_patterns as it\n"
    code += f"it.try_all([it.Found(*one) for one in {[tuple(one) for one in found]!r}])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 3), done.stderr
    return done.stdout.strip()


def try_all(found: list[Found]) -> None:
    """Try patterns, and name those that take too much of the processor."""
    import signal  # noqa: PLC0415

    def too_long(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, too_long)
    for one in found:
        data: Any = one.pattern.encode("latin-1") if one.bytes_ else one.pattern
        pattern: Any = re.compile(data, one.flags)
        try:
            for text in attacks(one, SHORT.get(one.place, LENGTH)):
                signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
                given: Any = text.encode("latin-1", "replace") if one.bytes_ else text
                pattern.fullmatch(given)
                pattern.match(given) if one.anchored else pattern.search(given)
        except TimeoutError:
            print(one.place, repr(text[:40]), repr(text[-20:]), flush=True)  # noqa: T201
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="no such timer there")
def test_p27_no_pattern_backtracks_for_long() -> None:
    assert tried(patterns()) == ""
