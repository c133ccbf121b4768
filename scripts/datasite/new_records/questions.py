"""The questions of `make new`: the datasets of each kind of record, their order, and suggestions.

Everything else is read from dataset.yaml.
"""

from collections.abc import Mapping
from itertools import count

from datasite import matching
from datasite.new_records.drafts import Draft
from datasite.new_records.news_form import REFERENCES
from datasite.tables.catalog import Catalog
from datasite.tables.codes import SourceStatus
from datasite.tables.descriptor import Dataset, text_columns
from datasite.values import slug_of

# The datasets of which each kind of record has rows. The first holds the record itself, in one row;
# the rows of the others are about it.
RECORD_KINDS: Mapping[str, tuple[str, ...]] = {
    "project": (
        *("projects", "partners", "budgets", "identifiers", "places", "project_themes"),
        *("project_payers", "events", "event_organisations", "results", "project_cooperation"),
        "statements",
    ),
    "organisation": (
        *("organisations", "organisation_names", "organisation_facts"),
        *("partners", "statements"),
    ),
    "programme": ("programmes", "programme_totals", "statements"),
    "source": ("sources", "statements"),
    "cooperation": (
        *("cooperation", "cooperation_partners", "cooperation_places"),
        *("events", "event_organisations", "project_cooperation", "statements"),
    ),
    "news": ("news",),
    "dataset": ("dataset", "fields"),
}
_NEEDED = {("project", "partners"), ("cooperation", "cooperation_partners"), ("dataset", "fields")}
# A row that points to one of these may bring a new record of it.
MAY_BE_NEW = ("sources", "organisations", "programmes")
# Asked for first: where a row comes from and what is printed there, from which the rest is read.
_FIRST = ("source_id", "as_printed")
# The fields from which an identifier is suggested; it is asked for right after them.
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "projects": text_columns("title")[:1],
    "cooperation": text_columns("title")[:1],
    "organisations": text_columns("name")[:1],
    "programmes": text_columns("name")[:1],
    "sources": ("title",),
    "budgets": ("project_id", "organisation_id", "kind"),
    "events": ("project_id", "cooperation_id", "kind"),
    "results": ("project_id", *text_columns("unit")[:1]),
    "organisation_facts": ("organisation_id", "kind"),
    "programme_totals": ("programme_id", "measure"),
    "news": text_columns("title")[:1],
}
_USUAL: Mapping[tuple[str, str], str] = {
    ("sources", "status"): SourceStatus.AS_READ.value,
    ("budgets", "preferred"): "true",
    ("statements", "preferred"): "true",
    ("dataset", "group"): "records",
    ("dataset", "max"): "5000",
    ("fields", "type"): "string",
    ("fields", "format"): "default",
}


def is_needed(kind: str, dataset: str) -> bool:
    """Whether a record of this kind must have a row of the dataset."""
    return dataset == RECORD_KINDS[kind][0] or (kind, dataset) in _NEEDED


def datasets_of(kind: str) -> tuple[str, ...]:
    """The datasets of which a file with a record of this kind may have rows: sources first, then
    the record itself and what it may point to, from which the other rows take what they leave out.
    """
    main, *others = RECORD_KINDS[kind]
    if kind in ("news", "dataset"):
        return (main, *others)
    return tuple(dict.fromkeys(("sources", main, *MAY_BE_NEW, *others, "organisation_names")))


def asked_fields(dataset: Dataset) -> tuple[str, ...]:
    """The fields of a dataset in the order in which they are asked for."""
    identifier = dataset.primary_key[0] if dataset.name in NAMED_BY else ""
    first = [name for name in _FIRST if name in dataset.header and name != identifier]
    rest = [name for name in dataset.header if name not in (*first, identifier)]
    if identifier:
        named_by = [rest.index(name) for name in NAMED_BY[dataset.name] if name in rest]
        rest.insert(max(named_by) + 1, identifier)
    return (*first, *rest)


def record_of(draft: Draft) -> Mapping[str, str]:
    """The cells of the record itself: the first row that the draft has of its dataset, if any."""
    return next(iter(draft.rows_of(RECORD_KINDS[draft.kind][0])), {})


def key_of_owner(draft: Draft, dataset: Dataset) -> dict[str, str]:
    """The cells of a row that point to the record itself, e.g. project_id of a partner."""
    main, record = draft.base.datasets[RECORD_KINDS[draft.kind][0]], record_of(draft)
    if not record or dataset.name == main.name:
        return {}
    return {
        key.field: record.get(key.target, "")
        for key in dataset.foreign_keys
        if key.dataset == main.name and key.field == key.target != "source_id"
    }


def suggest_answer(draft: Draft, index: int, field: str) -> str:
    """The probable answer to a question; blank if nothing suggests one."""
    dataset, cells = draft.dataset(index), draft.rows[index].cells
    if (dataset.name, field) in _USUAL:
        return _USUAL[dataset.name, field]
    if dataset.name in NAMED_BY and field == dataset.primary_key[0]:
        words = " ".join(cells.get(name, "") for name in NAMED_BY[dataset.name])
        return _free_identifier(slug_of(words), draft.catalog.by_key[dataset.name])
    if field in ("accessed", "date") and dataset.name in ("sources", "news"):
        return draft.day
    if field == "source_id":  # that of the record, or the only one that is there before
        named = {row.cells.get(field, "") for row in draft.rows[:index]} - {""}
        return record_of(draft).get(field, "") or (named.pop() if len(named) == 1 else "")
    if field == "name_as_printed":
        organisation = draft.catalog.by_key["organisations"].get(cells.get("organisation_id", ""))
        return organisation[text_columns("name")[0]] if organisation else ""
    match dataset.name, field:
        case "identifiers", "value":
            project = draft.catalog.by_key["projects"].get(cells.get("project_id", ""))
            number = project["reference_number"] if project else ""
            listed = {row.get("value") for row in draft.rows_of("identifiers")}
            return "" if number in listed else number
        case "statements", "dataset":
            return RECORD_KINDS[draft.kind][0]
        case "statements", "record":
            return _key_of_new_record(draft, cells.get("dataset", ""))
        case "event_organisations", "event_id":
            return _key_of_new_record(draft, "events")
        case "fields", ("key" | "required"):
            return "true" if len(draft.rows_of("fields")) == 1 else "false"
    return ""


def _key_of_new_record(draft: Draft, dataset: str) -> str:
    """The key of the record itself, if it is of the dataset, or of the only new row of it."""
    rows = draft.catalog.rows(dataset) if dataset in draft.base.tables else ()
    new = [draft.catalog.key(dataset, row) for row in rows if row.line < 0]
    return new[0] if len(new) == 1 or (new and dataset == RECORD_KINDS[draft.kind][0]) else ""


def _free_identifier(wanted: str, taken: Mapping[str, object]) -> str:
    """The identifier, with the first number that makes it free if it is taken."""
    if not wanted or wanted not in taken:
        return wanted
    return next(free for number in count(2) if (free := f"{wanted}-{number}") not in taken)


def same_name(catalog: Catalog, dataset: str, field: str, name: str) -> str:
    """The key of the record that probably has this name already; blank if none has, or if the
    field does not name records of which a duplicate is likely.
    """
    if dataset not in MAY_BE_NEW or field not in NAMED_BY[dataset]:
        return ""
    return matching.same(name, catalog.names_of(dataset))


def is_list(dataset: str, field: str) -> bool:
    """Whether the answer is a list of identifiers of the dataset that has the field's name."""
    return dataset == "news" and field in REFERENCES
