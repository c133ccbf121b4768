"""Types, constraints and primary keys, checked by frictionless on tables that the scan has read;
and foreign keys.

Frictionless reads `1_000`, `INF` or `007` as numbers and fails at `sNaN`: checks/cells judges
numbers, and frictionless gets them as text.

Frictionless gets rows in memory, never a file, so that it has nothing to sniff; its errors are
translated into our words.
"""

import unicodedata
from collections.abc import Collection, Iterator
from typing import Any

from frictionless import Resource, Schema

from datasite import matching
from datasite.problems import N_, Message, Problem, listed, shown
from datasite.tables.catalog import KEY_SEPARATOR, Catalog
from datasite.tables.descriptor import NUMBERS, Dataset, ForeignKey, table_schema
from datasite.tables.scan import Table

FEW_CODES = 12  # of a codelist, which a message can list
# The errors of frictionless that can reach us; earlier checks name all others.
JUDGED = ("type-error", "constraint-error", "primary-key")


def schema_problems(dataset: Dataset, table: Table) -> Iterator[Problem]:
    """Every breach of the dataset's schema in its table, with the line and column of the cell."""
    for error in _resource(dataset, table).validate().tasks[0].errors:
        yield _problem(dataset, table, error.to_dict())
    yield from _alike_keys(dataset, table)


def dangling_references(
    catalog: Catalog, name: str, torn: Collection[str] = ()
) -> Iterator[Problem]:
    """Codes and identifiers in a table that are missing in the table to which they point.

    Keys into `torn` tables are not checked.
    """
    for key in catalog.datasets[name].foreign_keys:
        if key.dataset not in torn:
            yield from _dangling(catalog, catalog.tables[name], key)


def _alike_keys(dataset: Dataset, table: Table) -> Iterator[Problem]:
    """Keys that differ only in capitals, blanks, underscores or the form of letters: a reader takes
    them for one.
    """
    first: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in table.rows:
        key = tuple(row[name] for name in dataset.primary_key)
        first_key = first.setdefault(
            tuple(_alike_form(part) for part in key),
            key,
        )
        if first_key != key:
            field = next(
                name
                for name, part, other_part in zip(dataset.primary_key, key, first_key, strict=True)
                if part != other_part
            )
            what = Message(
                N_(
                    "The key %(key)s differs from %(other)s only in capitals, spaces or the form of"
                    " letters."
                ),
                {
                    "key": shown(KEY_SEPARATOR.join(key)),
                    "other": shown(KEY_SEPARATOR.join(first_key)),
                },
            )
            yield table.problem(
                row, field, "alike-keys", what, Message(N_("Each record has a key of its own."))
            )


def _alike_form(part: str) -> str:
    """The same for two parts of keys that readers, or addresses of places on a page, mix up."""
    words = part.replace("_", " ").split()
    return unicodedata.normalize("NFKC", " ".join(words)).casefold()


def _resource(dataset: Dataset, table: Table) -> Resource:
    schema = table_schema(dataset)
    # Frictionless copies every table for each foreign key; our check of them (dangling) costs
    # nothing and can say what was meant.
    schema.pop("foreignKeys", None)
    for field in schema["fields"]:
        if field["type"] in NUMBERS:
            field["type"] = "string"
            for bound in ("minimum", "maximum"):
                field.get("constraints", {}).pop(bound, None)
    return Resource(
        name=dataset.name,
        data=[list(table.header), *(list(row.cells.values()) for row in table.rows)],
        schema=Schema.from_descriptor(schema),
    )


def _dangling(catalog: Catalog, table: Table, key: ForeignKey) -> Iterator[Problem]:
    if key.dataset not in catalog.tables:
        return
    known = dict.fromkeys(row[key.target] for row in catalog.rows(key.dataset))
    for row in table.rows:
        if row[key.field] and row[key.field] not in known:
            right = _meant(row[key.field], known, catalog.datasets[key.dataset])
            what = Message(
                N_("%(field)s is %(value)s, which %(dataset)s does not have."),
                {"field": key.field, "value": shown(row[key.field]), "dataset": key.dataset},
            )
            yield table.problem(row, key.field, "foreign-key", what, right)


def _meant(value: str, known: Collection[str], target: Dataset) -> Message:
    """What a code or identifier that is not known may have meant."""
    near = matching.nearest(value, known)
    if target.group == "codelist" and len(known) <= FEW_CODES:
        codes = listed(known)
        if near:
            return Message(
                N_("Did you mean %(near)s? The codes are: %(codes)s."),
                {"near": near, "codes": codes},
            )
        return Message(N_("It must be one of %(codes)s."), {"codes": codes})
    if near:
        return Message(N_("Did you mean %(near)s?"), {"near": near})
    return Message(N_("Add it there first, or correct it."))


def _problem(dataset: Dataset, table: Table, error: dict[str, Any]) -> Problem:
    kind = error["type"]
    if kind not in JUDGED:
        what = Message(
            N_("The table has a fault that only frictionless knows: %(kind)s."), {"kind": kind}
        )
        right = Message(N_("Please report it: an earlier check should have named it."))
        return Problem.of_file(table.path, kind, what, right)
    row = table.rows[error["rowNumber"] - 2]
    if kind == "primary-key":
        key = KEY_SEPARATOR.join(row[name] for name in dataset.primary_key)
        return table.problem(
            row,
            dataset.primary_key[0],
            kind,
            Message(N_("The key %(key)s is repeated or has a blank part."), {"key": shown(key)}),
            Message(N_("Each record has a key of its own.")),
        )
    if "fieldName" not in error:
        return table.problem(
            row,
            dataset.header[0],
            kind,
            Message(N_("The row is blank.")),
            Message(N_("Delete it.")),
        )
    field = dataset.field(error["fieldName"])
    if not row[field.name]:
        return table.problem(
            row,
            field.name,
            "required",
            Message(N_("%(field)s is blank."), {"field": field.name}),
            Message(N_("It must be filled.")),
        )
    named = {"field": field.name, "value": shown(row[field.name])}
    if kind == "type-error":
        return table.problem(
            row,
            field.name,
            kind,
            Message(N_("%(field)s is %(value)s."), named),
            Message(N_("Write true or false.")),  # of other types any text is one
        )
    if field.enum:
        return table.problem(
            row,
            field.name,
            kind,
            Message(N_("%(field)s is %(value)s."), named),
            Message(N_("It must be one of %(codes)s."), {"codes": listed(field.enum)}),
        )
    return table.problem(
        row,
        field.name,
        kind,
        Message(N_("%(field)s is %(value)s."), named),
        Message(N_("It must look like %(example)s."), {"example": shown(field.example)}),
    )
