"""The sheets of a form: which rows and columns each has, and which file and value every cell is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.analysis.form.columns import assessment_columns, idea_columns, project_columns
from innostrat.analysis.form.fields import FormField
from innostrat.analysis.form.lenses import At, Held
from innostrat.analysis.form.whole import whole_rows
from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from innostrat.files.yaml.events import YamlValue
    from innostrat.language import Language
    from innostrat.model.portfolio import Contents, Portfolio
    from innostrat.model.round import Round

ASSESSOR: Final = "assessor"
NEW: Final = ""  # the subject of a sheet for something that is not there yet


@dataclass(frozen=True, slots=True)
class FormColumn:
    """The heading of a column: its key, what people read, and what explains it."""

    key: str
    heading: Message | str
    notes: tuple[Message | str, ...] = ()
    width: int = 16


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row: `key` names it, `path` is the file that its `fields` are values of.

    `labels` are shown between the key and the fields, and say nothing when they come back. A row of
    something new has no path, and `value` is then empty. A place without a field holds nothing.
    """

    key: str
    path: str | None
    fields: tuple[FormField | None, ...]
    value: Mapping[str, YamlValue]
    labels: tuple[Message | str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet: `kind` and `subject` name it, whatever people call it.

    `subject` is the file that the whole sheet is of. `fresh` is the row of something new, where
    there may be any. `headings` are the rows between that of the keys and the first of these.
    """

    kind: str
    subject: str
    title: Message | str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    fresh: FormRow | None = None
    headings: int = 1

    @property
    def labels(self) -> int:
        """How many columns stand between the key and the first field."""
        row = self.rows[0] if self.rows else self.fresh
        return 0 if row is None else len(row.labels)


@dataclass(frozen=True, slots=True)
class Source:
    """What a form is made of: a portfolio as files and as meaning, its round, its language."""

    contents: Contents
    portfolio: Portfolio
    round: Round | None
    own: Language


def form_sheets(source: Source, projects: Sequence[str]) -> Iterator[FormSheet]:
    """Yield the sheets of a form; `projects` get one of their own, `new` an empty one."""
    yield projects_sheet(source)
    for project_id in projects:
        yield project_sheet(source, NEW if project_id == "new" else project_id)
    for stem, entry in source.contents.assessments.items():
        if source.round is not None and entry.item.round == source.round.id:
            yield assessment_sheet(source, stem)
    if source.round is not None:
        yield assessment_sheet(source, NEW)
    yield ideas_sheet(source)


def sheet_named(source: Source, kind: str, subject: str) -> FormSheet | None:
    """Return the sheet as it would be written now; None where its subject is gone."""
    contents = source.contents
    match kind:
        case "projects":
            return projects_sheet(source)
        case "ideas":
            return ideas_sheet(source)
        case "project" if subject in {NEW, *contents.projects}:
            return project_sheet(source, subject)
        case "assessment" if subject in {NEW, *contents.assessments} and source.round is not None:
            return assessment_sheet(source, subject)
    return None


def projects_sheet(source: Source) -> FormSheet:
    """Return the sheet on which a row is a project."""
    fields = tuple(project_columns(source.portfolio, source.round, source.own))
    rows = tuple(
        FormRow(stem, f"projects/{stem}.yaml", fields, _mapping(entry.document.value))
        for stem, entry in source.contents.projects.items()
    )
    return _listing("projects", msg("Projects"), fields, rows)


def ideas_sheet(source: Source) -> FormSheet:
    """Return the sheet on which a row is an idea."""
    fields = tuple(idea_columns(source.portfolio))
    rows = tuple(
        FormRow(stem, f"ideas/{stem}.yaml", fields, _mapping(entry.document.value))
        for stem, entry in source.contents.ideas.items()
    )
    return _listing("ideas", msg("Ideas"), fields, rows)


def project_sheet(source: Source, stem: str) -> FormSheet:
    """Return the sheet that holds a project whole, a row a value."""
    entry = source.contents.projects.get(stem)
    value = _mapping(entry.document.value) if entry is not None else {}
    path = f"projects/{stem}.yaml" if entry is not None else None
    rows = tuple(
        FormRow(one.key, path, (one,), value, one.notes[:1])
        for one in whole_rows(source.portfolio, source.round, value)
    )
    columns = (
        FormColumn("id", msg("Key"), (msg("The key in the project's file"),), 32),
        FormColumn("about", msg("What it is"), (), 48),
        FormColumn("value", msg("Answer"), (), 60),
    )
    title = msg("Project {id}", id=stem) if stem else msg("New project")
    return FormSheet("project", stem, title, columns, rows)


def assessment_sheet(source: Source, stem: str) -> FormSheet:
    """Return an assessor's sheet: a row a project that competes, and who assesses on top."""
    strategy = source.portfolio.strategy
    entry = source.contents.assessments.get(stem)
    value = _mapping(entry.document.value) if entry is not None else {}
    path = f"assessments/{stem}.yaml" if entry is not None else None
    given = entry.item.scores if entry is not None else {}
    titles = {
        one.id: one.title
        for one in source.portfolio.projects.values()
        if (one.stands and not one.is_bound) or one.id in given
    }
    sample = tuple(assessment_columns(strategy, ""))
    role = FormField(ASSESSOR, msg("Assessor"), At((ASSESSOR,)), locked=path is not None)
    who = msg("Who assesses (a role, never a name)")
    blank = (None,) * (len(sample) - 1)
    rows = [FormRow(ASSESSOR, path, (role, *blank), value, (who,))] if sample else []
    rows += [
        FormRow(id_, path, tuple(assessment_columns(strategy, id_)), value, (title,))
        for id_, title in titles.items()
    ]
    columns = (
        FormColumn("id", msg("Project"), (), 24),
        FormColumn("about", msg("Title"), (), 32),
        *(FormColumn(one.key, one.heading, one.notes, one.width) for one in sample),
    )
    title = msg("Assessor {id}", id=stem) if stem else msg("New assessor")
    return FormSheet("assessment", stem, title, columns, tuple(rows))


def imprint(field: FormField, value: Mapping[str, YamlValue]) -> str:
    """Return a short sign of what a cell held when it was written, to be compared later."""
    held = field.got(dict(value))
    return sign_of(f"\0{held.shown}" if isinstance(held, Held) else held)


def sign_of(text: str | None) -> str:
    """Return the sign of a text: the same for the same text, `-` for nothing."""
    return "-" if text is None else hashlib.sha256(text.encode()).hexdigest()[:12]


def _listing(
    kind: str, title: Message, fields: tuple[FormField, ...], rows: tuple[FormRow, ...]
) -> FormSheet:
    note = msg("Of a new one it may be left empty: it is then made of the title")
    columns = (
        FormColumn("id", msg("Id"), (note,), 24),
        *(FormColumn(one.key, one.heading, one.notes, one.width) for one in fields),
    )
    return FormSheet(kind, NEW, title, columns, rows, FormRow("", None, fields, {}))


def _mapping(value: YamlValue) -> dict[str, YamlValue]:
    return value if isinstance(value, dict) else {}
