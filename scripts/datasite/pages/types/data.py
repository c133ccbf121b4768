"""The page of all the data to download, the page of each table, and the log of corrections."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from datasite.checks.rules import RULES, rule_sentence
from datasite.downloads.code_examples import CodeExample, build_code_examples
from datasite.downloads.data_package import Package
from datasite.downloads.formats import Download
from datasite.downloads.sum_recipes import SumRecipe, build_sum_recipes
from datasite.downloads.writers.excel_guesses import ExcelGuess, excel_guesses
from datasite.language.localization import Language
from datasite.metadata import schema_org
from datasite.metadata.api import schema_files
from datasite.pages.corrections import correction_log
from datasite.pages.lists.cut import Cut, cut
from datasite.pages.page import DATA, REGISTER, PageType, Search, Site, message, one_page
from datasite.pages.search_entry import SearchEntry
from datasite.pages.sections.days_of_changes import Day, latest_days
from datasite.problems import N_
from datasite.publication import citations
from datasite.tables.descriptor import Dataset

PREVIEW_ROWS = 10  # rows that the page of a table shows
LINES_OF_CHANGES = 12
# Groups of datasets in the order of the page, each with its heading.
GROUP_HEADINGS = {
    "records": N_("Records"),
    "links": N_("Links between records"),
    "evidence": N_("Evidence"),
    "codelist": N_("Lists of codes"),
}


class TableSize(NamedTuple):
    """A dataset and the number of its rows."""

    dataset: Dataset
    rows: int


@dataclass(frozen=True, kw_only=True)
class DatasetGroup:
    """`described` says whether the page describes each table."""

    name: str
    heading: str
    tables: tuple[TableSize, ...]
    described: bool


@dataclass(frozen=True, kw_only=True)
class DataView:
    """`downloads` are the files of everything, `programmes` the packages of one programme each,
    `for_programs` the files that describe the data to other programs. `sums` are the recipes of the
    sums that other pages show.
    """

    groups: tuple[DatasetGroup, ...]
    downloads: tuple[Download, ...]
    for_programs: tuple[Download, ...]
    programmes: tuple[Package, ...]
    sums: tuple[SumRecipe, ...]
    cite: str


def _data_view(site: Site, language: Language) -> DataView:
    published = (package.tables[0] for package in _of_tables(site))
    tables = [TableSize(table.dataset, len(table.rows)) for table in published]
    return DataView(
        groups=tuple(
            DatasetGroup(
                name=group,
                heading=language.translations.gettext(heading),
                tables=tuple(table for table in tables if table.dataset.group == group),
                described=group != "codelist",
            )
            for group, heading in GROUP_HEADINGS.items()
        ),
        downloads=site.packages[0].files,
        for_programs=tuple(for_programs(site)),
        programmes=tuple(p for p in site.packages if p.section == "programmes"),
        sums=build_sum_recipes(site.site_url, site.languages),
        cite=citations.sentence(
            site.release, language, citations.whole_register(language.code, site.site_url)
        ),
    )


def _of_tables(site: Site) -> tuple[Package, ...]:
    """The packages of one table each."""
    return tuple(p for p in site.packages if p.section == "data" and p.slug)


def for_programs(site: Site) -> Iterator[Download]:
    """The files at the top of /data/ that are in no package, and the list of the schemas."""
    in_packages = {file.name for package in site.packages for file in package.files}
    for name, file in site.files.items():
        at_the_top = name not in in_packages and "/" not in name
        of_a_table = name.endswith(".csv-metadata.json")
        if (at_the_top and not of_a_table) or name == schema_files.INDEX:
            yield file


@dataclass(frozen=True, kw_only=True)
class DatasetView:
    """`dataset` is as it is published; `preview` are its rows as its CSV has them;
    `changed_by_excel` are columns of the CSV for Excel in which it may change cells; `changes` are
    the latest.
    """

    dataset: Dataset
    rows: int
    preview: Cut[tuple[str, ...]]
    downloads: tuple[Download, ...]
    changed_by_excel: tuple[ExcelGuess, ...]
    rules: tuple[str, ...]
    snippets: tuple[CodeExample, ...]
    changes: tuple[Day, ...]


def _dataset_view(site: Site, package: Package) -> DatasetView:
    table = package.tables[0]
    return DatasetView(
        dataset=table.dataset,
        rows=len(table.rows),
        preview=cut(table.cells, PREVIEW_ROWS),
        downloads=package.files,
        changed_by_excel=tuple(excel_guesses(table)),
        rules=tuple(rule_sentence(RULES[use.name]) for use in table.dataset.rules),
        changes=latest_days(site.changes.of_table(table.dataset.name), LINES_OF_CHANGES),
        snippets=build_code_examples(table.dataset.name, site.site_url, site.languages),
    )


def _search_entry(view: DatasetView, language: Language) -> SearchEntry:
    dataset, lang = view.dataset, language.code
    rows = language.translations.ngettext("%(num)d row", "%(num)d rows", view.rows)
    return SearchEntry(
        title=dataset.title[lang],
        facts=(rows % {"num": view.rows},),
        text=(dataset.description[lang],),
        short=dataset.name,
        more=tuple(f"{f.name}: {f.title[lang]}. {f.description[lang]}" for f in dataset.fields),
    )


INDEX = PageType(
    name="data",
    template="data.html",
    section="data",
    items=one_page,
    title=message(N_("Data")),
    label=N_("Data"),
    in_navigation=True,
    footer=DATA,
    description=message(
        N_("All the data of the register to download, each table documented field by field.")
    ),
    view=lambda site, _, language: _data_view(site, language),
    described=lambda site, _, lang: schema_org.dataset(
        site.packages[0], site.release, lang, site.site_url
    ),
)

DATASET = PageType(
    name="dataset",
    template="dataset.html",
    section="data",
    items=_of_tables,
    slug=lambda package, lang: package.slug,
    title=lambda package, language: package.title[language.code],
    description=lambda package, language: package.description[language.code],
    view=lambda site, package, language: _dataset_view(site, package),
    search=Search(label=N_("Tables of data"), entry=_search_entry, offered_last=True),
    described=lambda site, package, lang: schema_org.dataset(
        package, site.release, lang, site.site_url
    ),
    cited="dataset",
)

CORRECTIONS = PageType(
    name="corrections",
    template="corrections.html",
    section="corrections",
    items=one_page,
    title=message(N_("Corrections")),
    label=N_("Corrections"),
    footer=REGISTER,
    description=message(
        N_(
            "Every published value that was wrong: what it was, what it is now, why, and who"
            " noticed."
        )
    ),
    view=lambda site, _, language: correction_log(site.catalog),
)
