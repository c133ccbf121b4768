"""A record written down in YAML instead of answered at a terminal.

The file has the structure of the questions: under the name of each dataset a list of rows, or one
row. {projects: {title_pl: …}, partners: [{organisation_id: …}, …], sources: [{page: saved.html}]}
What is left out gets what the questions would suggest.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from datasite import matching
from datasite.new_records import questions
from datasite.new_records.draft_checks import AWAITING, WrongAnswer, draft_problems
from datasite.new_records.drafts import Draft, NewRow
from datasite.new_records.likeness_questions import DISTINCT, questions_on_projects
from datasite.new_records.questions import RECORD_KINDS
from datasite.problems import N_, Message, Problem, ProblemsError, Verbatim, shown
from datasite.sources.web_page import unreadable_page
from datasite.tables import yaml_files
from datasite.tables.descriptor import Dataset
from datasite.tables.yaml_files import Entry

PAGE = "page"  # of a source: the file in which a reader saved it
_OWN = {"sources": (PAGE,), "projects": (DISTINCT,)}  # what is no column
_ANSWER = N_(
    "If it is the same project, add what is new to the one that exists. If not, say so by the"
    " number of each in identifiers, by follows_id, or here: %(entry)s."
)
# What the saved page in a file says of itself, by field of a source. Raises OSError.
ReadPage = Callable[[str], Mapping[str, str]]
Entries = Mapping[str, Entry]


@dataclass
class _Reader:
    """Reads the rows of one file, and collects what is wrong with it."""

    path: str
    read_page: ReadPage
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, entry: Entry | None, rule: str, what: Message, right: Message) -> None:
        """Note a problem at an entry, or at the beginning of the file."""
        line, column = (entry.line, entry.column) if entry else (1, 1)
        self.problems.append(Problem(self.path, line, column, rule, what, right))

    def refuse_unknown(self, entries: Entries, known: tuple[str, ...]) -> None:
        """Note a problem for each entry whose name is not `known`."""
        for name, entry in entries.items():
            if name not in known:
                near = matching.nearest(name, known)
                right = (
                    Message(N_("Did you mean %(near)s?"), {"near": near})
                    if near
                    else Message(N_("It may hold %(entries)s."), {"entries": ", ".join(known)})
                )
                what = Message(N_("There is no entry %(name)s here."), {"name": shown(name)})
                self.refuse(entry, "unknown-entry", what, right)

    def row(self, dataset: Dataset, entry: Entry) -> NewRow:
        """The row, with what the saved page beside it says where the entry says nothing."""
        if not isinstance(entry.value, Mapping):
            what = Message(N_("This is not a row of %(dataset)s."), {"dataset": dataset.name})
            right = Message(N_("Write its fields by name, each with its value."))
            self.refuse(entry, "entry-kind", what, right)
            return NewRow(dataset.name)
        self.refuse_unknown(entry.value, (*dataset.header, *_OWN.get(dataset.name, ())))
        cells = {name: self._cell(dataset, name, value) for name, value in entry.value.items()}
        positions = {name: (value.line, value.column) for name, value in entry.value.items()}
        if saved := cells.pop(PAGE, ""):
            cells = {**self._page(entry.value[PAGE], saved), **cells}
        return NewRow(dataset.name, cells, {"": (entry.line, entry.column), **positions})

    def _cell(self, dataset: Dataset, name: str, entry: Entry) -> str:
        if isinstance(entry.value, str):
            return entry.value
        is_list = name == DISTINCT or questions.is_list(dataset.name, name)
        if isinstance(entry.value, tuple) and is_list:
            return ", ".join(str(part.value) for part in entry.value)
        what = Message(N_("The value of %(field)s is not a text."), {"field": shown(name)})
        right = Message(N_("Write one value, in quotation marks if there is a colon in it."))
        self.refuse(entry, "entry-kind", what, right)
        return ""

    def _page(self, entry: Entry, name: str) -> Mapping[str, str]:
        try:
            return self.read_page(name)
        except OSError as error:
            what = unreadable_page(name, error)
            right = Message(N_("Give its path as seen from the folder of the record."))
            self.refuse(entry, "saved-page", what, right)
            return {}


def load_record(file: Path, draft: Draft, read_page: ReadPage) -> Draft:
    """The draft with the rows of the file, without problems. Raises ProblemsError, also where a
    project looks like one that exists and the file does not say that it is another.

    A new organisation, programme or source may wait for the rows that will use it.
    """
    path, waits = str(file), draft.kind not in ("project", "cooperation")
    try:
        entries = yaml_files.read_entries(file.parent, file.name)
    except ProblemsError as error:
        problems = [replace(problem, path=path) for problem in error.problems]
        raise ProblemsError(problems) from error
    draft = read_record(entries, path, draft, read_page)
    if problems := [
        _located(draft, answer, path)
        for answer in draft_problems(draft)
        if not (waits and answer.problem.rule in AWAITING)
    ]:
        raise ProblemsError(problems)
    for index, similar in questions_on_projects(draft):
        what = similar.sentence(draft.rows[index].cells["project_id"])
        right = Message(_ANSWER, {"entry": Verbatim(f"{DISTINCT}: {similar.project.id}")})
        place = draft.rows[index].positions[""]
        problems.append(Problem(path, *place, "similar-project", what, right))
    if problems:
        raise ProblemsError(problems)
    return draft


def record_text(draft: Draft) -> str:
    """The answers of a draft as the text of such a file; blank if there are none."""
    entries: dict[str, list[dict[str, str]]] = {
        name: [] for name in questions.datasets_of(draft.kind)
    }
    for row in draft.rows:
        given = questions.key_of_owner(draft, draft.base.datasets[row.dataset])
        cells = {name: value for name, value in row.cells.items() if value and name not in given}
        entries[row.dataset] += [cells] if cells else []
    filled = {name: rows for name, rows in entries.items() if rows}
    return yaml_files.dump_yaml(filled) if filled else ""


def read_record(entries: Entries, path: str, draft: Draft, read_page: ReadPage) -> Draft:
    """The draft with the rows of the file `path`. Raises ProblemsError if it is no such file."""
    kind, reader = draft.kind, _Reader(path, read_page)
    known = questions.datasets_of(kind)
    reader.refuse_unknown(entries, known)
    rows = [
        reader.row(draft.base.datasets[name], entry)
        for name in known
        for entry in _listed(entries.get(name))
    ]
    present = {row.dataset for row in rows}
    for name in RECORD_KINDS[kind]:
        if questions.is_needed(kind, name) and name not in present:
            what = Message(N_("The entry %(entry)s is missing."), {"entry": shown(name)})
            right = N_("A record of this kind needs at least %(least)d.")
            reader.refuse(None, "missing-entry", what, Message(right, {"least": 1}))
    if reader.problems:
        raise ProblemsError(reader.problems)
    return _filled(draft, rows)


def _located(draft: Draft, answer: WrongAnswer, path: str) -> Problem:
    """The problem with its place in the file, if it is one of a new row."""
    if answer.index < 0:
        return answer.problem
    positions = draft.rows[answer.index].positions
    line, column = positions.get(answer.field) or positions.get("", (0, 0))
    return replace(answer.problem, path=path, line=line, column=column)


def _listed(entry: Entry | None) -> tuple[Entry, ...]:
    if entry is None:
        return ()
    return entry.value if isinstance(entry.value, tuple) else (entry,)


def _filled(draft: Draft, rows: Iterable[NewRow]) -> Draft:
    """The draft with the rows, and in them an answer to every question."""
    for index, row in enumerate(rows):
        dataset = draft.base.datasets[row.dataset]
        owned = questions.key_of_owner(draft, dataset)
        draft = draft.with_row(replace(row, cells={**owned, **row.cells}))
        for name in questions.asked_fields(dataset):
            if name not in draft.rows[index].cells:
                answer = questions.suggest_answer(draft, index, name)
                draft = draft.with_answers(index, {name: answer})
    return draft
