"""Turns a form that came back into changed and new files, each of which is whole or left alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.analysis.form.filled import CellTrouble, assessors, read_filled
from innostrat.analysis.form.flat import flat_folder, flat_record, flat_sheet
from innostrat.analysis.form.record import FORM_VERSION, RECORD, Record, read_record
from innostrat.analysis.form.sheets import FormSheet, Source
from innostrat.authoring.new_file import authored
from innostrat.authoring.template import PROJECT_LATER
from innostrat.errors import CannotGoOnError
from innostrat.files.writer import FileChange
from innostrat.files.yaml.differences import edits_between
from innostrat.files.yaml.editing import edited
from innostrat.files.yaml.formatting import formatted
from innostrat.findings import Severity
from innostrat.loading.load import read_one
from innostrat.loading.order import FieldOrder
from innostrat.messages import Message, msg
from innostrat.model.assessment import Assessment
from innostrat.model.base import slugify
from innostrat.model.idea import Idea
from innostrat.model.project import Project
from innostrat.workspace.changing import having, is_error, new_findings
from innostrat.workspace.workspace import choose_round

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from innostrat.analysis.form.filled import Filled, FormItem
    from innostrat.files.sheets.worksheet import Worksheet
    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.base import Model
    from innostrat.workspace.workspace import Workspace

MODELS: Final[dict[str, tuple[str, type[Model]]]] = {
    "projects": ("projects", Project),
    "project": ("projects", Project),
    "ideas": ("ideas", Idea),
    "assessment": ("assessments", Assessment),
    "flat-projects": ("projects", Project),
    "flat-ideas": ("ideas", Idea),
}


@dataclass(frozen=True, slots=True)
class FormFile:
    """One of the tool's own forms, and what it keeps of itself; an exported table keeps nothing."""

    sheets: Mapping[str, Worksheet]
    record: Record | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What a form does to the files: each with what of it is shown, and all that it says.

    `tried` is the portfolio as all of them make it, None where there are none.
    """

    files: tuple[tuple[FormItem, FileChange], ...]
    filled: Filled
    tried: Workspace | None

    def chosen(self, only: Sequence[str], skip: Sequence[str]) -> Taken:
        """Return what concerns these files alone; an id that is not changed is refused."""
        known = {item.key for item, _ in self.files}
        for wish in (*only, *skip):
            if wish not in known:
                raise CannotGoOnError(msg("The form changes nothing in {id}", id=wish))
        wanted = (set(only) or known) - set(skip)
        files = tuple(pair for pair in self.files if pair[0].key in wanted)
        return Taken(files, self.filled, self.tried)

    @property
    def changes(self) -> list[FileChange]:
        """The files as they are to be written."""
        return [change for _, change in self.files]


def own_form(worksheets: Sequence[Worksheet]) -> FormFile | None:
    """Return the form that a file is, None for any other; one of a newer tool is refused."""
    sheets = {one.name: one for one in worksheets}
    record = read_record(sheets[RECORD]) if RECORD in sheets else None
    if record is None:
        first = next((one for one in worksheets if one.cells), None)
        return None if first is None or flat_folder(first) is None else FormFile(sheets, None)
    if record.version != FORM_VERSION:
        raise CannotGoOnError(
            msg("The form has the version {version}: use a newer tool", version=record.version)
        )
    return FormFile(sheets, record)


def source_of(workspace: Workspace, round_id: str | None) -> Source:
    """Return what a form of the portfolio is made of."""
    portfolio = workspace.portfolio()
    wanted = choose_round(portfolio, round_id) if round_id or portfolio.rounds else None
    return Source(workspace.contents, portfolio, wanted, workspace.language(None))


def taken_in(workspace: Workspace, form: FormFile, today: date) -> Taken:
    """Return what the form changes and makes; a file that would be wrong is left out and told."""
    if form.record is None:
        source = source_of(workspace, None)
        tables = [flat_record(one, source.contents) for one in form.sheets.values()]
        record = Record(FORM_VERSION, "", "", tuple(one for one in tables if one is not None))
        filled = read_filled(form.sheets, record, source, _flat_named)
    else:
        source = source_of(workspace, form.record.round or None)
        filled = read_filled(form.sheets, form.record, source)
    used = {path.removesuffix(".yaml") for path in workspace.files.contents}
    files = []
    for item in filled.items:
        try:
            if item.path is None:
                if _is_there(source, item):
                    continue
                change = _made(source, item, used, today)
            else:
                change = _changed(workspace, item, item.path)
        except CannotGoOnError as error:
            _refuse(filled, item, error.message)
            continue
        wrong = list(_faults(change, MODELS[item.kind][1]))
        for fault in wrong:
            _refuse(filled, item, fault)
        if not wrong:
            files.append((item, change))
    fitting, tried = _fitting(workspace, files, filled)
    return Taken(tuple(fitting), filled, tried)


def _fitting(
    workspace: Workspace, files: list[tuple[FormItem, FileChange]], filled: Filled
) -> tuple[list[tuple[FormItem, FileChange]], Workspace | None]:
    """Return the files that bring no error beside the others, and what they make of the portfolio.

    Those that would bring one are told.
    """
    made = None
    while files:
        errors: dict[str, Message] = {}
        changes = [change for _, change in files]
        made = having(workspace, changes)
        new = new_findings(workspace, changes, made)
        for one in filter(is_error, new):
            errors.setdefault(one.location.path, one.message)
        wrong = [pair for pair in files if workspace.files.shown(pair[1].path) in errors]
        if not wrong:
            break  # whatever is wrong elsewhere is refused when it is to be written
        for item, change in wrong:
            _refuse(filled, item, errors[workspace.files.shown(change.path)])
        files = [pair for pair in files if pair not in wrong]
    return files, made


def _flat_named(source: Source, kind: str, subject: str) -> FormSheet:
    return flat_sheet(source.contents, kind.removeprefix("flat-"), subject.split("\n"))


def _changed(workspace: Workspace, item: FormItem, path: str) -> FileChange:
    old = workspace.files.contents[path]
    edits = tuple(edits_between(item.before, item.after))
    order = FieldOrder(MODELS[item.kind][1])
    return FileChange(path, old, edited(workspace.files.shown(path), old, edits, order))


def _is_there(source: Source, item: FormItem) -> bool:
    """Whether a sheet of something new was read before; refuse one that says something else now."""
    if item.kind not in {"assessment", "project"}:
        return False
    folder, _ = MODELS[item.kind]
    entry = source.contents.entries[folder].get(slugify(_name(item)))
    if entry is None:
        return False
    held = entry.document.value
    if isinstance(held, dict) and all(held.get(key) == one for key, one in item.after.items()):
        return True
    raise CannotGoOnError(
        msg(
            "{name} is there already: ask for a new form, and fill in its own sheet",
            name=_name(item),
        )
    )


def _name(item: FormItem) -> str:
    """Return what something new is called; without a name there is nothing to make."""
    if MODELS[item.kind][0] == "assessments":
        name: YamlValue = assessors(item)
        missing = msg("who assesses is not said: the sheet is not read")
    else:
        name, missing = item.after.get("title"), msg("no title: the sheet is not read")
    if not isinstance(name, str):
        raise CannotGoOnError(missing)
    return name


def _made(source: Source, item: FormItem, used: set[str], today: date) -> FileChange:
    folder, model = MODELS[item.kind]
    values = _new_values(source, item, used, today)
    later = PROJECT_LATER if model is Project else {}
    path = f"{folder}/{item.key}.yaml"
    content = authored(model, values, source.own, later=later)
    return FileChange(path, None, formatted(path, content, FieldOrder(model)).after or content)


def _new_values(
    source: Source, item: FormItem, used: set[str], today: date
) -> dict[str, YamlValue]:
    """Return the values of something new, under the id that was typed or one made of its name."""
    folder, _ = MODELS[item.kind]
    item.key = _id(item.key, _name(item), folder, used)
    if folder == "projects":
        return {"id": item.key, "phase": "concept", **item.after}
    if folder == "ideas":
        return {"id": item.key, "received": today.isoformat(), **item.after}
    return {"round": source.round.id if source.round else None, **item.after}


def _id(wish: str, name: str, folder: str, used: set[str]) -> str:
    if wish:
        if wish != slugify(wish):
            raise CannotGoOnError(
                msg("{id} is no id: small letters a–z, digits and hyphens", id=wish)
            )
        if f"{folder}/{wish}" in used:
            raise CannotGoOnError(msg("the id is there already, and the form was made without it"))
    base = wish or slugify(name) or folder.removesuffix("s")
    number, found = 2, base
    while f"{folder}/{found}" in used:
        number, found = number + 1, f"{base[:76]}-{number}"
    used.add(f"{folder}/{found}")
    return found


def _faults(change: FileChange, model: type[Model]) -> Iterator[Message]:
    """Yield what would be wrong in the file and is not now."""
    known: set[str] = set()
    if change.before is not None:
        _, _, before = read_one(change.path, change.before, model)
        known = {repr(one.message) for one in before}
    _, _, found = read_one(change.path, change.after, model)
    for one in found:
        if one.severity is Severity.ERROR and repr(one.message) not in known:
            yield (
                one.message
                if one.hint is None
                else msg("{message}. {hint}", message=one.message, hint=one.hint)
            )


def _refuse(filled: Filled, item: FormItem, problem: Message) -> None:
    sheet, cell = item.where
    name = item.key or str(item.after.get("title") or "")
    filled.troubles.append(CellTrouble(sheet, cell, name, problem))
