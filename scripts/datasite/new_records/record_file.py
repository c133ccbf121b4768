"""A record written down in YAML, in the structure of the questions, in; new rows out, and every
problem of how it is written.

Named by dataset, each a list of rows or one row: {projects: {title_pl: …}, partners:
[{organisation_id: …}, …], sources: [{page: saved.html}]}. What is left out and must be filled gets
what the questions would suggest.
"""

from collections.abc import Callable, Iterator, Mapping

from datasite import matching
from datasite.new_records import questions
from datasite.new_records.drafts import Draft, Finding, NewRow
from datasite.new_records.questions import KINDS
from datasite.problems import N_, Message, Problem, shown
from datasite.sources import web_page
from datasite.tables.descriptor import Dataset
from datasite.tables.yaml_files import Entry

PAGE = "page"  # of a source: the file that a reader saved
Pages = Callable[
    [str], Mapping[str, str]
]  # the name of such a file in, what the page says of itself out; raises OSError
Entries = Mapping[str, Entry]


def read(
    kind: str, said: Entries, path: str, draft: Draft, today: str, pages: Pages
) -> tuple[Draft, list[Problem]]:
    """The draft with the rows that the file `path` says, and what is wrong with the file itself."""
    problems = list(_unknown(said, questions.may_hold(kind), path))
    rows: list[tuple[NewRow, Mapping[str, str]]] = []
    for dataset in _order(kind, draft):
        for entry in _listed(said, dataset.name):
            wrong, row, page = _row(dataset, entry, path, pages)
            problems += wrong
            rows.append((row, page))
    for step in KINDS[kind]:
        if (count := sum(row.dataset == step.dataset for row, _ in rows)) < step.least:
            what = Message(N_("The entry %(entry)s is missing."), {"entry": shown(step.dataset)})
            problems.append(
                Problem(
                    path,
                    1,
                    1,
                    "missing-entry",
                    what,
                    Message(
                        N_("A record of this kind needs at least %(least)d."),
                        {"least": step.least - count},
                    ),
                )
            )
    return (draft, problems) if problems else (_filled(kind, draft, rows, today), [])


def where(draft: Draft, finding: Finding, path: str) -> Problem:
    """The problem with its place in the file `path`, where it is one of a new row."""
    if finding.index < 0:
        return finding.problem
    places = draft.rows[finding.index].places
    line, column = places.get(finding.field) or places.get("", (0, 0))
    return Problem(
        path, line, column, finding.problem.rule, finding.problem.what, finding.problem.right
    )


def _order(kind: str, draft: Draft) -> Iterator[Dataset]:
    """Sources first, then the record itself and what it points to: the other rows take what they
    leave out from these.
    """
    held = questions.may_hold(kind)
    names = dict.fromkeys(
        (
            *(name for name in held if name == "sources"),
            KINDS[kind][0].dataset,
            *(name for name in held if name in questions.BY_THE_WAY),
            *held,
        )
    )
    return (draft.base.datasets[name] for name in names)


def _unknown(said: Entries, known: tuple[str, ...], path: str) -> Iterator[Problem]:
    for name, entry in said.items():
        if name not in known:
            near = matching.nearest(name, known)
            right = (
                Message(N_("Did you mean %(near)s?"), {"near": near})
                if near
                else Message(N_("It may hold %(entries)s."), {"entries": ", ".join(known)})
            )
            yield Problem(
                path,
                entry.line,
                entry.column,
                "unknown-entry",
                Message(N_("There is no entry %(name)s here."), {"name": shown(name)}),
                right,
            )


def _listed(said: Entries, name: str) -> tuple[Entry, ...]:
    if name not in said:
        return ()
    value = said[name].value
    return value if isinstance(value, tuple) else (said[name],)


def _row(
    dataset: Dataset, entry: Entry, path: str, pages: Pages
) -> tuple[list[Problem], NewRow, Mapping[str, str]]:
    if not isinstance(entry.value, Mapping):
        what = Message(N_("What stands here is no row of %(dataset)s."), {"dataset": dataset.name})
        return (
            [
                Problem(
                    path,
                    entry.line,
                    entry.column,
                    "entry-kind",
                    what,
                    Message(N_("Write its fields by name, each with its value.")),
                )
            ],
            NewRow(dataset.name),
            {},
        )
    fields = (*dataset.header, PAGE) if dataset.name == "sources" else dataset.header
    problems = list(_unknown(entry.value, fields, path))
    cells: dict[str, str] = {}
    for name, it in entry.value.items():
        text = (
            ", ".join(str(part.value) for part in it.value)
            if isinstance(it.value, tuple) and questions.is_list(dataset.name, name)
            else it.value
        )
        if isinstance(text, str):
            cells[name] = text
        else:
            what = Message(N_("The value of %(field)s is not a text."), {"field": shown(name)})
            problems.append(
                Problem(
                    path,
                    it.line,
                    it.column,
                    "entry-kind",
                    what,
                    Message(N_("Write one value, in quotation marks where it has a colon in it.")),
                )
            )
    page: Mapping[str, str] = {}
    if name := cells.pop(PAGE, ""):
        try:
            page = pages(name)
        except OSError as error:
            what = web_page.unreadable_page(name, error)
            problems.append(
                Problem(
                    path,
                    entry.value[PAGE].line,
                    entry.value[PAGE].column,
                    "saved-page",
                    what,
                    Message(N_("Name it as seen from the folder of the record.")),
                )
            )
    places = {
        "": (entry.line, entry.column),
        **{name: (it.line, it.column) for name, it in entry.value.items()},
    }
    return problems, NewRow(dataset.name, cells, places), page


def _filled(
    kind: str, draft: Draft, rows: list[tuple[NewRow, Mapping[str, str]]], today: str
) -> Draft:
    steps = {step.dataset: step for step in KINDS[kind]}
    sources = [index for index, (row, _) in enumerate(rows) if row.dataset == "sources"]
    for index, (row, page) in enumerate(rows):
        draft = draft.with_row(row)
        if row.dataset in steps:
            draft = draft.answered(
                index, {**questions.owned(kind, draft, steps[row.dataset]), **row.cells}
            )
        for name in questions.questions(draft.dataset(index)):
            if name in row.cells:
                continue
            if name == "source_id" and questions.target(draft.dataset(index), name):
                main = next(
                    (it for it in draft.rows[:index] if it.dataset == KINDS[kind][0].dataset), None
                )
                only = draft.rows[sources[0]].cells.get(name, "") if len(sources) == 1 else ""
                draft = draft.answered(
                    index, {name: (main.cells.get(name, "") if main else "") or only}
                )
            elif name not in draft.rows[index].cells:
                must = draft.dataset(index).field(name).required or name in page
                draft = draft.answered(
                    index,
                    {name: questions.suggestion(draft, index, name, today, page) if must else ""},
                )
    return draft
