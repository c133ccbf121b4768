"""What belongs to each kind of record, in which order it is asked for, and what is suggested.

Everything else is read from dataset.yaml.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from datasite import matching
from datasite.new_records.drafts import Draft
from datasite.new_records.forms import REFERENCES
from datasite.tables.descriptor import Dataset
from datasite.values import slug

MANY = 1_000


@dataclass(frozen=True)
class Step:
    """Rows of one dataset: at least so many, at most so many."""

    dataset: str
    least: int = 0
    most: int = MANY


KINDS: Mapping[
    str, tuple[Step, ...]
] = {  # the first step is the record itself, which the others are about
    "project": (
        Step("projects", 1, 1),
        Step("partners", 1),
        Step("budgets"),
        Step("identifiers"),
        Step("places"),
        Step("statements"),
    ),
    "organisation": (
        Step("organisations", 1, 1),
        Step("organisation_names"),
        Step("partners"),
        Step("statements"),
    ),
    "programme": (Step("programmes", 1, 1), Step("statements")),
    "source": (Step("sources", 1, 1), Step("statements")),
    "cooperation": (
        Step("cooperation", 1, 1),
        Step("cooperation_partners", 1),
        Step("cooperation_places"),
        Step("statements"),
    ),
    "news": (Step("news", 1, 1),),
    "dataset": (Step("dataset", 1, 1), Step("fields", 1)),
}
BY_THE_WAY = (
    "sources",
    "organisations",
    "programmes",
)  # a record that points to one of these may bring a new one
FORMS = ("news", "dataset")  # kinds that are no rows
FIRST = (
    "source_id",
    "as_printed",
)  # where it comes from and what stands there: what follows is read from it
NAMED_BY: Mapping[
    str, tuple[str, ...]
] = {  # an identifier is suggested from these, and asked for as soon as they are there
    "projects": ("title_pl",),
    "cooperation": ("title_pl",),
    "organisations": ("name_pl",),
    "programmes": ("name_pl",),
    "sources": ("title",),
    "budgets": ("project_id", "organisation_id", "kind"),
    "news": ("title_pl",),
}
_USUAL: Mapping[tuple[str, str], str] = {
    ("sources", "status"): "as_read",
    ("budgets", "preferred"): "true",
    ("statements", "preferred"): "true",
    ("dataset", "group"): "records",
    ("dataset", "max"): "5000",
    ("fields", "type"): "string",
    ("fields", "format"): "default",
}


def may_hold(kind: str) -> tuple[str, ...]:
    """The datasets of which a record of this kind may bring rows."""
    steps = tuple(step.dataset for step in KINDS[kind])
    return (
        steps
        if kind in FORMS
        else tuple(dict.fromkeys((*steps, *BY_THE_WAY, "organisation_names")))
    )


def target(dataset: Dataset, field: str) -> str:
    """The dataset that has the values of a field; blank where they are free."""
    return next((key.dataset for key in dataset.foreign_keys if key.field == field), "")


def questions(dataset: Dataset) -> tuple[str, ...]:
    """The fields of a dataset in the order in which they are asked for."""
    own = dataset.primary_key[0] if dataset.name in NAMED_BY else ""
    first = [
        name
        for name in FIRST
        if name in dataset.header and name != own and (name != "source_id" or target(dataset, name))
    ]
    rest = [name for name in dataset.header if name not in (*first, own)]
    if own:
        rest.insert(
            max(rest.index(name) for name in NAMED_BY[dataset.name] if name in rest) + 1, own
        )
    return (*first, *rest)


def owned(kind: str, draft: Draft, step: Step) -> dict[str, str]:
    """What the rows of a step say of the record itself, which is the first row that the draft has
    of its dataset.
    """
    main = draft.base.datasets[KINDS[kind][0].dataset]
    record = next((row for row in draft.rows if row.dataset == main.name), None)
    dataset = draft.base.datasets[step.dataset]
    if record is None or dataset is main:
        return {}
    return {
        key.field: record.cells.get(key.target, "")
        for key in dataset.foreign_keys
        if key.dataset == main.name and key.field == key.target != "source_id"
    }


def suggestion(draft: Draft, index: int, field: str, today: str, page: Mapping[str, str]) -> str:
    """What is probably the answer; blank where there is no telling.

    `page` holds what a saved page says of its source.
    """
    row, dataset = draft.rows[index], draft.dataset(index)
    if field in page:
        return page[field]
    if (row.dataset, field) in _USUAL:
        return _USUAL[row.dataset, field]
    if row.dataset in NAMED_BY and field == dataset.primary_key[0]:
        return _free(
            draft, dataset, " ".join(row.cells.get(name, "") for name in NAMED_BY[row.dataset])
        )
    if field in ("accessed", "date") and row.dataset in ("sources", "news"):
        return today
    if field == "source_id" and target(dataset, field):
        return _source(draft, index)
    if field == "name_as_printed":
        found = draft.catalog.by_key["organisations"].get(row.cells.get("organisation_id", ""))
        return found["name_pl"] if found else ""
    if row.dataset == "identifiers" and field == "value":
        project = draft.catalog.by_key["projects"].get(row.cells.get("project_id", ""))
        listed = {
            other.cells.get("value") for other in draft.rows if other.dataset == "identifiers"
        }
        return (
            project["reference_number"]
            if project and project["reference_number"] not in listed
            else ""
        )
    if row.dataset == "statements" and field in ("dataset", "record"):
        main = draft.rows[0]
        return (
            main.dataset
            if field == "dataset"
            else main.cells.get(draft.base.datasets[main.dataset].primary_key[0], "")
        )
    if row.dataset == "fields" and field in ("key", "required"):
        return (
            "true"
            if not any(other.dataset == "fields" for other in draft.rows[:index])
            else "false"
        )
    return ""


def _free(draft: Draft, dataset: Dataset, words: str) -> str:
    """An identifier made of the words that no record has."""
    made, taken = (
        slug(words),
        {row[dataset.primary_key[0]] for row in draft.catalog.rows(dataset.name)},
    )
    return (
        made
        if not made or made not in taken
        else next(
            f"{made}-{number}" for number in range(2, MANY) if f"{made}-{number}" not in taken
        )
    )


def _source(draft: Draft, index: int) -> str:
    """The source last named before, or else the one that is being described."""
    for row in reversed(draft.rows[:index]):
        if named := row.cells.get("source_id"):
            return named
    return ""


def names(draft: Draft, dataset: str) -> dict[str, tuple[str, ...]]:
    """The records of a dataset by key, each with what it is called: its names, titles and labels,
    those of old and in other tables too.
    """
    data = draft.catalog
    described = data.datasets[dataset]
    columns = [
        name
        for name in described.header
        if name.split("_")[0] in ("name", "title", "label", "short")
        and not name.endswith("_origin")
    ]
    found = {
        key: [row[name] for name in columns if row[name]]
        for key, row in data.by_key[dataset].items()
        if key
    }
    for other in data.datasets.values():
        if (
            "name" in other.header
            and target(other, other.header[0]) == dataset
            and described.group != "codelist"
        ):
            for row in data.rows(other.name):
                if row[other.header[0]] in found and row["name"]:
                    found[row[other.header[0]]].append(row["name"])
    return {key: (*dict.fromkeys(called), key) for key, called in found.items()}


def alike(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """The dataset, the name and the key of each record that is there already and has nearly the
    name of a new one.
    """
    for row in draft.rows:
        if row.dataset in BY_THE_WAY:
            there = names(draft.until(0), row.dataset)
            for field in NAMED_BY[row.dataset]:
                if row.dataset != "sources" and (
                    key := matching.same(row.cells.get(field, ""), there)
                ):
                    yield row.dataset, row.cells[field], key


def is_list(dataset: str, field: str) -> bool:
    """Whether the answer is a list of identifiers of the dataset that has the field's name."""
    return dataset == "news" and field in REFERENCES
