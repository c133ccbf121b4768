"""Forms for records that are not rows of a table: a news item, and a dataset with its fields.

Each form is described beside this module as a dataset is, so that the same questions and checks
serve it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from datasite.language.languages import TEXT_LANGUAGES
from datasite.tables import yaml_files
from datasite.tables.catalog import Catalog
from datasite.tables.dataset_yaml import build_dataset
from datasite.tables.descriptor import DATASET_GROUPS, FIELD_FORMATS, SHARED_FIELDS, TYPES, Dataset
from datasite.tables.scan import Row, Table

NO_TABLE_FORMS = ("news", "dataset", "fields")
_MULTILINE = tuple(f"text_{lang}" for lang in TEXT_LANGUAGES)  # of a news item


def is_multiline(dataset: str, field: str) -> bool:
    """Whether an answer may have several lines."""
    return dataset == "news" and field in _MULTILINE


def with_forms(catalog: Catalog, news: Iterable[str]) -> Catalog:
    """The catalog with the forms as datasets; their tables hold the names that are taken.

    `news` are the names of the texts that there are, e.g. 2026-04-30-drugi-etap.
    """
    targets = tuple(
        f"{name}.{dataset.primary_key[0]}"
        for name, dataset in catalog.datasets.items()
        if len(dataset.primary_key) == 1
    )
    codes = {"group": DATASET_GROUPS, "type": TYPES, "format": FIELD_FORMATS, "to": targets}
    forms = {name: _read_form(name, codes) for name in NO_TABLE_FORMS}
    taken = {"news": [name[11:] for name in news], "dataset": [*catalog.datasets, SHARED_FIELDS]}
    tables = {name: _table(form, taken.get(name, ())) for name, form in forms.items()}
    return Catalog({**catalog.datasets, **forms}, {**catalog.tables, **tables})


def _read_form(name: str, codes: Mapping[str, tuple[str, ...]]) -> Dataset:
    """The form with the codes that some of its fields may have."""
    form = build_dataset(name, yaml_files.read_yaml(Path(__file__).parent, f"{name}.yaml"), {})
    fields = tuple(replace(field, enum=codes.get(field.name, ())) for field in form.fields)
    return replace(form, fields=fields)


def _table(form: Dataset, keys: Iterable[str]) -> Table:
    """A row for each key, otherwise filled with the examples of the form."""
    examples = {field.name: field.example for field in form.fields}
    places = dict.fromkeys(form.header, (0, 0))
    rows = (Row({**examples, form.primary_key[0]: key}, places) for key in keys)
    return Table("", form.header, tuple(rows))
