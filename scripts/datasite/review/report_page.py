"""A report of differences in, a page out that shows them as tables of rows, in the form that daff
gave to such tables, below what they mean in words.

The page is for people who open a file from a pull request of strangers: every value is escaped, and
its policy lets nothing run or load.
"""

import base64
import hashlib
from collections.abc import Iterator
from html import escape

import daff

from datasite.language.localization import Language
from datasite.problems import N_, Message, N_n, escaped
from datasite.review import report_text
from datasite.review.change_report import Report
from datasite.review.changes import TableChanges
from datasite.tables.catalog import Catalog
from datasite.tables.scan import Row

MOST_ROWS = 500  # of one table
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0"
    " 1rem}div{overflow-x:auto}table{border-collapse:collapse;font-size:14px}"
    "th,td{border:1px solid #999;padding:.2rem"
    " .4rem;text-align:left;vertical-align:top}.add{background:#d7f5dd}.remove{background:#fbdcdc}.modify{background:#dce8fb}"
    "td.modify{font-weight:700}"
)
POLICY = (
    "default-src 'none'; style-src"
    f" 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'; base-uri"
    " 'none'; form-action 'none'"
)


def page(report: Report, after: Catalog, language: Language) -> str:
    """The whole page."""
    say, lang = language.translations.gettext, language.code
    tables = "".join(_tables(report, after, language))
    heading, legend = (
        say(N_("Row by row")),
        say(N_("+++ added, --- removed, → changed: what was → what is.")),
    )
    rows = f"<h2>{escape(heading)}</h2>\n<p>{escape(legend)}</p>\n{tables}" if tables else ""
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n<meta'
        f' http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width,'
        f' initial-scale=1">\n<title>{escape(say(report_text.MEANING))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        f"{report_text.html(report, language)}{rows}</body>\n</html>\n"
    )


def _tables(report: Report, after: Catalog, language: Language) -> Iterator[str]:
    for name, table in report.changes.tables.items():
        dataset = after.datasets.get(name) or report.aligned.datasets[name]
        shown = min(len(table.added) + len(table.removed) + len(table.changed), MOST_ROWS)
        left = len(table.added) + len(table.removed) + len(table.changed) - shown
        yield (
            f"<h3>{escape(escaped(dataset.title[language.code]))}</h3>\n<div>{_table(report, after, table)}</div>\n"
        )
        if left:
            one, many = N_n(
                "%(count)d more row of this table is not shown.",
                "%(count)d more rows of this table are not shown.",
            )
            yield (
                f"<p>{escape(Message(one, {'count': left}, many).text(language.translations))}</p>\n"
            )


def _table(report: Report, after: Catalog, table: TableChanges) -> str:
    """The rows that differ, the first hundreds of them, lost ones before others."""
    removed = list(table.removed.values())[:MOST_ROWS]
    changed = table.changed[: MOST_ROWS - len(removed)]
    added = list(table.added.values())[: MOST_ROWS - len(removed) - len(changed)]
    old = _view(report.aligned, table.dataset, [*removed, *(it.before for it in changed)])
    new = _view(after, table.dataset, [*(it.after for it in changed), *added])
    flags = daff.CompareFlags()
    flags.ids = list(
        (after.datasets.get(table.dataset) or report.aligned.datasets[table.dataset]).primary_key
    )
    flags.ordered = False
    made = daff.PythonTableView([])
    daff.TableDiff(daff.Coopy.compareTables(old, new, flags).align(), flags).hilite(made)
    renderer = daff.DiffRender()
    renderer.render(made)
    return str(renderer.html())


def _view(catalog: Catalog, name: str, rows: list[Row]) -> daff.PythonTableView:
    """Rows as daff reads them, their cells escaped.

    Where the dataset is not there, a table of nothing.
    """
    header = catalog.datasets[name].header if name in catalog.datasets else ()
    return daff.PythonTableView(
        [list(header), *([escaped(row.cells.get(column, "")) for column in header] for row in rows)]
    )
