"""The report on a change as an HTML page: what the change means, then the changed rows as tables.

People open the page from a pull request of strangers: its template (theme/templates/changes.html)
escapes every value, and its policy lets nothing run or load. daff aligns the rows.
"""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import daff
import jinja2

from datasite.language.localization import Language
from datasite.problems import clipped, escaped
from datasite.review.changes import TableChanges
from datasite.review.report import text as report_text
from datasite.review.report.parts import ChangeReport
from datasite.review.report.text import PartKind
from datasite.tables.catalog import Catalog
from datasite.tables.scan import Row

TEMPLATES = Path("theme/templates")  # from the root of the repository
MOST_ROWS_SHOWN = 500  # of one table


class DiffCell(NamedTuple):
    """A cell: its text, such as `2023-12→2023-11`, and its kind of change, or a blank."""

    text: str
    kind: str


class DiffRow(NamedTuple):
    """A row of a table of changes; `kind` is spec, header, add, remove, modify or gap."""

    kind: str
    cells: tuple[DiffCell, ...]


@dataclass(frozen=True)
class DiffTable:
    """The changed rows of a dataset; `left_out` more are not shown."""

    title: str
    rows: tuple[DiffRow, ...]
    left_out: int


def write_page(report: ChangeReport, language: Language, root: Path) -> str:
    """The whole page; `root` is the folder that holds theme/."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    environment.filters |= {
        "clip": clipped,
        "csp_hash": _csp_hash,
        "note": lambda section: report_text.section_note(section, language),
        "heading": lambda section: report_text.section_heading(section, language),
        "sentence": lambda message: report_text.sentence_parts(message, language),
    }
    return environment.get_template("changes.html").render(
        lang=language.code,
        meaning=language.translations.gettext(report_text.MEANING),
        summary=report_text.summary_line(report, language),
        sections=report.sections,
        tables=list(_tables(report, language)),
        DATA=PartKind.DATA,
        WHOLE=PartKind.WHOLE,
        DESCRIPTION=PartKind.DESCRIPTION,
    )


def _csp_hash(text: str) -> str:
    """How a Content-Security-Policy names the only style that it allows."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _tables(report: ChangeReport, language: Language) -> Iterator[DiffTable]:
    for name, table in report.changes.tables.items():
        dataset = report.after.datasets.get(name) or report.before.datasets[name]
        count = len(table.added) + len(table.removed) + len(table.changed)
        yield DiffTable(
            escaped(dataset.title[language.code]),
            tuple(_diff_rows(report, table, list(dataset.primary_key))),
            max(0, count - MOST_ROWS_SHOWN),
        )


def _diff_rows(report: ChangeReport, table: TableChanges, key: list[str]) -> Iterator[DiffRow]:
    """The header and the first hundreds of rows that differ, lost ones before others."""
    removed = list(table.removed.values())[:MOST_ROWS_SHOWN]
    changed = table.changed[: MOST_ROWS_SHOWN - len(removed)]
    added = list(table.added.values())[: MOST_ROWS_SHOWN - len(removed) - len(changed)]
    old = _daff_table(report.before, table.dataset, [*removed, *(c.before for c in changed)])
    new = _daff_table(report.after, table.dataset, [*(c.after for c in changed), *added])
    flags = daff.CompareFlags()
    flags.ids = key
    flags.ordered = False
    differences = daff.PythonTableView([])
    daff.TableDiff(daff.Coopy.compareTables(old, new, flags).align(), flags).hilite(differences)
    view = differences.getCellView()
    for y in range(differences.get_height()):
        cells = [
            daff.DiffRender.renderCell(differences, view, x, y)
            for x in range(differences.get_width())
        ]
        yield DiffRow(
            cells[0].category,
            tuple(
                DiffCell(view.toString(cell.pretty_value) or "", cell.category_given_tr)
                for cell in cells
            ),
        )


def _daff_table(catalog: Catalog, name: str, rows: list[Row]) -> daff.PythonTableView:
    """Rows as daff reads them, with escaped cells; an empty table where the dataset is missing."""
    header = catalog.datasets[name].header if name in catalog.datasets else ()
    return daff.PythonTableView(
        [list(header), *([escaped(row.cells.get(column, "")) for column in header] for row in rows)]
    )
