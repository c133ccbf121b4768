"""The files of the register that a draft starts from, and those that it changes or adds."""

from pathlib import Path

from datasite.checks import catalog_checks
from datasite.checks.personal_data import read_exceptions
from datasite.model.builder import build_register
from datasite.new_records import dataset_form, forms, news_form
from datasite.new_records.drafts import Draft
from datasite.problems import Guard
from datasite.tables.repairs.canonical_form import canonical_bytes


def open_draft(root: Path, guard: Guard, day: str, kind: str) -> Draft:
    """A draft of a record of this kind, with no new rows yet, on the data of `root`.

    Raises ProblemsError: rows are added only to data without problems.
    """
    catalog = catalog_checks.load_catalog(root, guard)
    news = sorted(path.name.split(".")[0] for path in (root / "content" / "news").glob("*.md"))
    base = forms.with_forms(catalog, news)
    return Draft(base, build_register(catalog), read_exceptions(root)[0], day, kind)


def changed_files(draft: Draft) -> dict[str, bytes]:
    """Every file that the draft changes or adds, by its path from the root."""
    files: dict[str, bytes] = {}
    texts: dict[str, str] = {}
    for cells in draft.rows_of("news"):
        texts |= news_form.news_files(cells)
    for cells in draft.rows_of("dataset"):
        texts |= dataset_form.dataset_files(cells, draft.rows_of("fields"))
    for name in dict.fromkeys(row.dataset for row in draft.rows):
        if name not in forms.NO_TABLE_FORMS:
            dataset = draft.base.datasets[name]
            rows = [list(row.cells.values()) for row in draft.catalog.rows(name)]
            files[dataset.path] = canonical_bytes(dataset, rows)
    return files | {path: text.encode() for path, text in texts.items()}
