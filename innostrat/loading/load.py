"""Turns a portfolio's files into models, and every fault of their shape into a located finding."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, get_args

from pydantic import BaseModel, ValidationError

from innostrat.files import rules as file_rules
from innostrat.files.kinds import FOLDERS, STRATEGY, kind_of
from innostrat.files.source import shown_path
from innostrat.files.yaml.document import parse
from innostrat.findings import Finding, Location, Rule
from innostrat.likeness import closest
from innostrat.loading.examples import example
from innostrat.loading.kinds import model_of
from innostrat.loading.words import norwegian
from innostrat.messages import Listing, Message, msg
from innostrat.model import rules
from innostrat.model.base import Refusal, no_text
from innostrat.model.portfolio import Contents, Entry
from innostrat.model.strategy import Strategy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pydantic_core import ErrorDetails

    from innostrat.files.source import Files
    from innostrat.files.yaml.document import YamlDocument
    from innostrat.model.base import Model

    NamedBytes = tuple[str, bytes]
    Follow = Callable[[Sequence[NamedBytes]], Iterable[NamedBytes]]

REMEMBERED: Final = 20_000


def load(files: Files, follow: Follow = iter) -> tuple[Contents, tuple[Finding, ...]]:
    """Return what the files mean, and all that is wrong with their form; nothing is raised.

    `follow` yields the files again, for whoever shows how far it is.
    """
    findings = list(files.findings)
    strategy: Entry[Strategy] | None = None
    entries: dict[str, dict[str, Entry[Model]]] = {folder: {} for folder in FOLDERS}
    broken, texts, documents = set(), {}, {}
    for path, data in follow(sorted(files.contents.items())):
        # Without zero bytes, a file in UTF-16 can be looked through too, although it is refused.
        texts[files.shown(path)] = data.replace(b"\0", b"").decode("utf-8-sig", "replace")
        folder, _, name = path.rpartition("/")
        kind = kind_of(path)
        model = Strategy if kind is None else model_of(kind)
        document, item, found = read_one(files.shown(path), data, model)
        findings += found
        if document is not None:
            documents[files.shown(path)] = document
        stem = name.removesuffix(".yaml")
        if document is None or item is None:
            broken.add(path)
        elif isinstance(item, Strategy):
            strategy = Entry(stem, document, item)
        else:
            entries[folder][stem] = Entry(stem, document, item)
    if STRATEGY not in files.contents and not _refused(files, STRATEGY):
        location = Location(files.shown(STRATEGY))
        rule = file_rules.NO_STRATEGY
        findings.append(Finding(rule, rule.severity, rule.title, location, hint=rule.fix))
    contents = Contents(
        files.prefix,
        strategy,
        entries,
        broken=frozenset(broken | set(_missed(files))),
        texts=texts,
        documents=documents,
        files=len(files.contents),
        unread=tuple(files.shown(path) for path in files.unread),
    )
    return contents, tuple(findings)


@lru_cache(maxsize=REMEMBERED)
def read_one(
    path: str, data: bytes, model: type[Model]
) -> tuple[YamlDocument | None, Model | None, tuple[Finding, ...]]:
    """Return one file as a document and a `model`, and what is wrong with its form.

    The answer depends on nothing else and is frozen, so it is remembered: over the commits of a
    history a file that did not change is read once.
    """
    document, findings = parse(path, data)
    if document is None:
        return None, None, findings
    item, found = validate(document, model)
    return document, item, findings + found


def _refused(files: Files, path: str) -> bool:
    return any(finding.location.path == files.shown(path) for finding in files.findings)


def _missed(files: Files) -> Iterator[str]:
    """Yield the paths of what is not read although it is likely part of the portfolio."""
    for finding in files.findings:
        if finding.rule is not file_rules.FOREIGN:
            yield finding.location.path.removeprefix(shown_path(files.prefix, ""))


def validate(
    document: YamlDocument, model: type[Model]
) -> tuple[Model | None, tuple[Finding, ...]]:
    """Return the document as a `model`, or None and what keeps it from being one."""
    try:
        return model.model_validate(document.value), ()
    except ValidationError as error:
        return None, tuple(_findings(document, model, error))


def _findings(
    document: YamlDocument, model: type[Model], error: ValidationError
) -> Iterator[Finding]:
    seen: set[tuple[Location, str]] = set()
    errors = list(_flat(error))
    lost = {loc[:-1] for loc, _ in errors if loc[-1:] == ("[key]",)}
    around = {loc[:length] for loc, _ in errors for length in range(len(loc))}
    for number, (where, details) in enumerate(errors):
        refusal = details.get("ctx", {}).get("error")
        loc = where + refusal.at if isinstance(refusal, Refusal) else where
        if any(loc[:length] in lost and loc[-1] != "[key]" for length in range(len(loc) + 1)):
            continue  # what stands under a wrong key says nothing of its own
        if details["type"] == "too_short" and loc in around:
            continue  # the items are there, and each has a finding of its own
        rule, message, hint, on_key = _explain(model, loc, details, guess=number < GUESSES)
        location = document.locate(_in_document(document, loc), key=on_key)
        if (location, rule.code) not in seen:  # one fault is told once
            seen.add((location, rule.code))
            item = document.value.get("id") if isinstance(document.value, dict) else None
            name = item if isinstance(item, str) else ""
            yield Finding(rule, rule.severity, message, location, name, hint)


GUESSES: Final = 300  # faults of a file, for which it is guessed what was meant
Loc = tuple[int | str, ...]


def _flat(error: ValidationError, before: Loc = ()) -> Iterator[tuple[Loc, ErrorDetails]]:
    """Yield each error with its whole path; a model inside a validator raises errors of its own."""
    for details in error.errors(include_url=False):
        loc = before + details["loc"]
        inner = details.get("ctx", {}).get("error")
        if isinstance(inner, ValidationError):
            yield from _flat(inner, loc)
        else:
            yield loc, details


def _in_document(document: YamlDocument, loc: Loc) -> list[str | int]:
    """Return the steps of `loc` that exist in the file: pydantic adds `[key]` and union tags."""
    value: object = document.value
    steps: list[str | int] = []
    tagged = False
    for step in loc:
        match value:
            case dict() if not tagged and value.get("kind") == step:
                tagged = True  # the tag of a union, which may be the name of a key too
                continue
            case dict() if step in value:
                value = value[step]
            case list() if isinstance(step, int) and step < len(value):
                value = value[step]
            case dict() if isinstance(step, int) and step < len(value):  # a list written short
                value = list(value.values())[step]
            case _:
                continue
        steps.append(step)
        tagged = False
    return steps


Explained = tuple[Rule, Message, Message | None, bool]

_SHAPES: Final = {
    "tuple_type": msg("A list was expected here"),
    "list_type": msg("A list was expected here"),
    "dict_type": msg("A mapping of keys and values was expected here"),
    "model_type": msg("A mapping of keys and values was expected here"),
    "model_attributes_type": msg("A mapping of keys and values was expected here"),
}


def _explain(model: type[Model], loc: Loc, details: ErrorDetails, *, guess: bool) -> Explained:
    """Return rule, message, hint for one of pydantic's errors, and whether the key is at fault.

    `guess` says whether to look for the word that was meant.
    """
    kind, context = details["type"], details.get("ctx", {})
    on_key = loc[-1:] == ("[key]",)
    if isinstance(refusal := context.get("error"), Refusal):
        return refusal.rule, refusal.message, refusal.hint, on_key
    match kind:
        case "extra_forbidden":
            return _unknown_key(model, loc, guess=guess)
        case "missing" if isinstance(loc[-1], str):
            return rules.MISSING_KEY, msg("The key {key} is missing", key=loc[-1]), None, True
        case "enum" | "literal_error" | "union_tag_invalid":
            return _not_a_choice(details, guess=guess)
        case "union_tag_not_found":
            return rules.MISSING_KEY, msg("The key {key} is missing", key="kind"), None, True
        case _ if kind in _SHAPES:
            return rules.SHAPE, _SHAPES[kind], _right_shape(model, loc, details["input"]), False
        case "string_type" | "string_too_short":
            wrong = no_text(details["input"])
            return wrong.rule, wrong.message, wrong.hint, on_key
        case "string_too_long" | "too_long" if isinstance(details["input"], str):
            limit = context["max_length"]
            return (
                rules.TOO_LONG,
                msg("The text has over {limit} characters", limit=limit),
                None,
                False,
            )
        case "too_long":
            return rules.TOO_LONG, msg("The list has too many items"), None, False
        case _:
            return rules.TOO_LONG, msg("The list has too few items"), None, False


def _unknown_key(model: type[Model], loc: Loc, *, guess: bool) -> Explained:
    key = str(loc[-1])
    if key.isdigit():
        hint = msg("A comma between braces separates keys: write decimals with a point")
        return rules.UNKNOWN_KEY, msg("The key {key} is unknown", key=key), hint, True
    known = sorted(name for one in _models_at(model, loc[:-1]) for name in one.model_fields)
    meant = _meant_key(key, known) if guess else None
    hint = meant or msg("Known keys: {keys}", keys=Listing(tuple(known)))
    return rules.UNKNOWN_KEY, msg("The key {key} is unknown", key=key), hint, True


def _meant_key(key: str, known: list[str]) -> Message | None:
    """Return a hint at the key that a word stands for, or is most like; none where it is neither.

    A key that is spelt wrongly is nearer than a Norwegian word that is.
    """
    words = norwegian(known)
    if key.casefold() in words:
        return msg("Keys are in English: write {key}", key=words[key.casefold()])
    close = closest(key, known)
    word = None if close else closest(key.casefold(), words)
    meant = words[word] if word else close
    return msg("Did you mean {word}?", word=meant) if meant else None


def _right_shape(model: type[Model], loc: Loc, given: object) -> Message | None:
    """Return how the value at `loc` is written, by an example of its shape."""
    if given is None:
        return msg("Leave the key out if there is nothing to say")
    keys = [place for place, step in enumerate(loc) if isinstance(step, str)]
    for place in reversed(keys):
        key = str(loc[place])
        for one in _models_at(model, loc[:place]):
            if key in one.model_fields:
                line = example(key, one.model_fields[key])
                return msg("Write it like this: {example}", example=line)
    return None


def _not_a_choice(details: ErrorDetails, *, guess: bool) -> Explained:
    value = details["input"]
    expected = str(details["ctx"].get("expected"))
    if details["type"] == "union_tag_invalid":
        value, expected = details["ctx"]["tag"], str(details["ctx"]["expected_tags"])
    choices = re.findall(r"'([^']*)'", expected)  # whatever words pydantic has between them
    if not isinstance(value, str):
        return rules.SHAPE, msg("A word was expected here"), _one_of(choices), False
    hint = (did_you_mean(value, choices) if guess else None) or _one_of(choices)
    return rules.CHOICE, msg("{value} is not one of the choices", value=value), hint, False


def _one_of(choices: Iterable[str]) -> Message:
    return msg("Choose one of: {choices}", choices=Listing(tuple(choices)))


def did_you_mean(word: str, known: Iterable[str]) -> Message | None:
    """Return a hint at the known word most like `word`, if one is alike."""
    close = closest(word, known)
    return msg("Did you mean {word}?", word=close) if close else None


def _models_at(model: type[BaseModel], loc: Loc) -> tuple[type[BaseModel], ...]:
    """Return the models that may stand at `loc` below `model`."""
    models: tuple[type[BaseModel], ...] = (model,)
    for step in loc:
        fields = [one.model_fields[step] for one in models if step in one.model_fields]
        if fields:
            models = tuple(found for one in fields for found in _models_in(one.annotation))
        elif isinstance(step, str):
            tagged = [one for one in models if _has_tag(one, step)]
            models = tuple(tagged) or models
    return models


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _has_tag(model: type[BaseModel], tag: str) -> bool:
    field = model.model_fields.get("kind")
    return field is not None and tag in get_args(field.annotation)
