"""CONTRIBUTING has a recipe for each kind of extension: followed word for word, it works, and it
changes at most two files that are there.

All recipes are followed on one copy of the program, which builds the miniature site once.
"""

import csv
import io
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import built_sites
import edits
import extended_site
import pytest
from extended_site import Changes, Insertion, Recipe
from lxml import html
from mini_site import compose_with_code
from paths import ROOT

from datasite.checks.rules import RULES

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LANGUAGES = ("pl", "en")
MOST_EDITED = 2
PACKAGE = "scripts/datasite"

PAGE_TYPE = Recipe(
    "page_type",
    {"pl": "Rodzaj strony.", "en": "A page type."},
    (
        Insertion(f"{PACKAGE}/pages/types/__init__.py", "\n    data,", "\n    funders,"),
        Insertion(
            f"{PACKAGE}/pages/types/__init__.py",
            "\n    programmes.PROGRAMME,",
            "\n    funders.INDEX,\n    funders.FUNDER,",
        ),
        Insertion(
            f"{PACKAGE}/publication/addresses.yaml",
            "\nsections:",
            "\n  funders: {pl: platnicy, en: funders}",
        ),
    ),
    {
        "Funders": "Płatnicy",
        "Those whose money pays for the projects.": "Ci, których pieniądze idą na projekty.",
        "%(name)s: what it pays for.": "%(name)s: za co płaci.",
        "Its programmes": "Programy płatnika",
    },
)
DOWNLOAD_FORMAT = Recipe(
    "download_format",
    {"pl": "Format do pobrania.", "en": "A download format."},
    (
        Insertion(
            f"{PACKAGE}/downloads/formats.py",
            "    write_json_lines,\n)\n",
            "from datasite.downloads.writers.tsv import write_tsv\n",
        ),
        Insertion(
            f"{PACKAGE}/downloads/formats.py",
            "        write=write_parquet,\n    ),\n",
            '    Format(\n        extension="tsv",\n        use=N_("A tab-separated table."),\n'
            "        write=write_tsv,\n    ),\n",
        ),
        Insertion(
            f"{PACKAGE}/publication/file_types.py",
            '    ".csv": FileType(media_type="text/csv", eu_code="CSV"),\n',
            '    ".tsv": FileType(media_type="text/tab-separated-values", eu_code="TSV"),\n',
        ),
    ),
    {"A tab-separated table.": "Tabela rozdzielana tabulatorami."},
)
FACET = Recipe(
    "facet",
    {"pl": "Filtr listy.", "en": "A facet."},
    (
        Insertion(
            f"{PACKAGE}/pages/explorer/project_facets.py",
            "    yield Choices({currency: currency for currency in used_currencies(projects)})\n",
            """

def _website_choices(projects: Sequence[Project], language: Language) -> Iterator[Choices]:
    yield Choices({"stated": language.translations.gettext(N_("stated by a source"))})
""",
        ),
        Insertion(
            f"{PACKAGE}/pages/explorer/project_facets.py",
            'not_stated=N_("no stated currency"),\n    ),\n',
            """    FacetType(
        name="website",
        before=N_("whose website is"),
        anything=N_("stated or not"),
        values=lambda project: ["stated" if project.website else NOT_STATED],
        choices=_website_choices,
        not_stated=N_("website not stated"),
    ),
""",
        ),
    ),
    {
        "whose website is": "których strona jest",
        "stated or not": "znana lub nie",
        "stated by a source": "podana w źródle",
        "website not stated": "nie podana",
    },
)
CHART = Recipe(
    "chart",
    {"pl": "Wykres.", "en": "A chart."},
    (
        Insertion(
            f"{PACKAGE}/charts/chart_pages.py",
            "    money_by_year,\n",
            "    projects_by_status,\n",
        ),
        Insertion(
            f"{PACKAGE}/charts/chart_pages.py",
            "    money_by_year.CHART,\n",
            "    projects_by_status.CHART,\n",
        ),
        Insertion(
            f"{PACKAGE}/publication/addresses.yaml",
            "\ncharts:",
            "\n  projects-by-status: {pl: projekty-wedlug-stanu, en: projects-by-status}",
        ),
    ),
    {
        "Projects by status": "Projekty według stanu",
        "How many projects are announced, under way or completed.": (
            "Ile projektów zapowiedziano, ile trwa, a ile się zakończyło."
        ),
        "Each project is counted once, with the status that its sources state.": (
            "Każdy projekt liczy się raz, w stanie, który podają źródła."
        ),
        "status of projects": "stan projektów",
    },
)
METADATA_STANDARD = Recipe(
    "metadata_standard",
    {"pl": "Standard metadanych.", "en": "A metadata standard."},
    (
        Insertion(
            f"{PACKAGE}/metadata/catalogue_files.py",
            "    grants_360giving,\n",
            "    project_open_data,\n",
        ),
        Insertion(
            f"{PACKAGE}/metadata/catalogue_files.py",
            "    croissant.STANDARD,\n",
            "    project_open_data.STANDARD,\n",
        ),
    ),
    {"A list for portals, as Project Open Data.": "Lista dla portali, Project Open Data."},
)
RULE = Recipe(
    "rule",
    {"pl": "Reguła.", "en": "A rule."},
    (
        Insertion(
            f"{PACKAGE}/checks/rules/records.py",
            'PROSE = ("summary", "note", "reason", "description")\n',
            '''

@rule("follows_id", "start_date")
def starts_after_its_predecessor(
    data: Catalog, dataset: Dataset, use: RuleUse
) -> Iterator[Finding]:
    """A project starts no earlier than the one that it continues."""
    starts = {row["project_id"]: Date.parse(row["start_date"]) for row in data.rows("projects")}
    for row in data.rows(dataset.name):
        start, before = Date.parse(row["start_date"]), starts.get(row["follows_id"])
        if start and before and start.last_day < before.first_day:
            yield Finding(row, "start_date", N_("It starts before the project that it continues."))
''',
        ),
        Insertion(
            "datasets/projects/dataset.yaml",
            "  - has_a_partner\n",
            "  - starts_after_its_predecessor\n",
        ),
    ),
    {
        "A project starts no earlier than the one that it continues.": (
            "Projekt zaczyna się nie wcześniej niż ten, którego jest dalszym ciągiem."
        ),
        "It starts before the project that it continues.": (
            "Zaczyna się przed projektem, którego jest dalszym ciągiem."
        ),
    },
)
RECIPES = (PAGE_TYPE, DOWNLOAD_FORMAT, FACET, CHART, METADATA_STANDARD, RULE)
each = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)


class Extended(NamedTuple):
    """A miniature site with a program of its own, which all recipes extend, and what each of them
    changed, by its name.
    """

    root: Path
    changes: Mapping[str, Changes]


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    return built_sites.made_once("extended", tmp_path_factory.getbasetemp(), extend)


def extend(folder: Path) -> Extended:
    """Follow every recipe and build the site: the check and the linter accept it."""
    root = compose_with_code(folder / "root")
    changes = {recipe.name: extended_site.follow(root, recipe) for recipe in RECIPES}
    done = extended_site.run(root, "build.py")
    assert done.returncode == 0, done.stdout + done.stderr
    return Extended(root, changes)


@pytest.fixture
def root(extended: Extended, tmp_path: Path) -> Path:
    """A copy for a test that runs a command of the extended program."""
    ignored = shutil.ignore_patterns("output", "__pycache__")
    return shutil.copytree(extended.root, tmp_path / "root", symlinks=True, ignore=ignored)


@pytest.fixture(scope="module")
def changes(extended: Extended) -> Mapping[str, Changes]:
    return extended.changes


@pytest.fixture(scope="module")
def site(extended: Extended) -> Path:
    return extended.root / "output"


def page(site: Path, path: str) -> html.HtmlElement:
    return html.fromstring((site / path).read_bytes())


def texts(element: html.HtmlElement, query: str) -> list[str]:
    return [built_sites.plain(found.text_content()) for found in element.xpath(query)]


# What each recipe costs, and what CONTRIBUTING says of it


@each
def test_a_recipe_changes_at_most_two_files_that_are_there(
    recipe: Recipe, changes: Mapping[str, Changes]
) -> None:
    """New files, translations, tests and documents do not count."""
    assert 1 <= len(changes[recipe.name].edited) <= MOST_EDITED


def recipe_text(recipe: Recipe, lang: str) -> str:
    """The entry of a recipe in one part of CONTRIBUTING."""
    (entry,) = re.findall(
        rf"^- \*\*{re.escape(recipe.title[lang])}\*\* (.+?)(?=^- |^#)",
        CONTRIBUTING,
        re.MULTILINE | re.DOTALL,
    )
    return built_sites.plain(entry)


@each
@pytest.mark.parametrize("lang", LANGUAGES)
def test_contributing_names_each_file_of_a_recipe(
    recipe: Recipe, lang: str, changes: Mapping[str, Changes]
) -> None:
    """A changed file by its path, a new one by its folder, and that of a table by its name."""
    text, changed = recipe_text(recipe, lang), changes[recipe.name]
    names = {path.removeprefix(f"{PACKAGE}/") for path in changed.edited}
    names = {"dataset.yaml" if name.startswith("datasets/") else name for name in names}
    assert {name for name in names if f"`{name}`" not in text} == set()
    folders = {
        f"{Path(path).parent.as_posix()}/".removeprefix(f"{PACKAGE}/") for path in changed.new
    }
    assert {folder for folder in folders if f"`{folder}" not in text} == set()


def test_make_messages_keeps_the_sentences_of_the_extensions(root: Path) -> None:
    """It finds each where the recipe puts it; it would delete one that is not used."""
    done = extended_site.run(root, "messages.py")
    assert done.stdout.endswith(": 0 blank\n"), done.stdout + done.stderr
    kept = (root / extended_site.MESSAGES).read_text(encoding="utf-8")
    assert [
        text for recipe in RECIPES for text in recipe.polish if f'msgid "{text}"' not in kept
    ] == []


# What each extension gives


ADDRESSES = {"pl": "platnicy", "en": "funders"}
FUNDERS = {
    "eu": {"pl": "Unia Europejska", "en": "European Union"},
    "norway": {"pl": "Norwegia", "en": "Norway"},
}
TITLES = {"pl": "Płatnicy", "en": "Funders"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_type_has_pages_in_the_sitemap_the_footer_and_the_search(
    site: Path, lang: str
) -> None:
    index = page(site, f"{lang}/{ADDRESSES[lang]}/index.html")
    assert texts(index, "//h1") == [TITLES[lang]]
    assert index.xpath("//main//li/a/@href") == ["eu/", "norway/"]
    home = page(site, f"{lang}/index.html")
    assert f"{ADDRESSES[lang]}/" in home.xpath("//footer//a/@href")
    assert f"{ADDRESSES[lang]}/" not in home.xpath("//nav//a/@href")
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    found = json.loads((site / "pagefind" / f"list.{lang}.json").read_bytes())["funder"]
    assert sorted(title for title, *_ in found.values()) == sorted(
        words[lang] for words in FUNDERS.values()
    )
    for code, words in FUNDERS.items():
        funder = page(site, f"{lang}/{ADDRESSES[lang]}/{code}/index.html")
        assert texts(funder, "//h1") == [words[lang]]
        assert f"<loc>{built_sites.SITE_URL}/{lang}/{ADDRESSES[lang]}/{code}/</loc>" in sitemap
    search = page(site, f"{lang}/{'szukaj' if lang == 'pl' else 'search'}/index.html")
    assert TITLES[lang] in texts(search, "//fieldset[@id='types']//span")


@pytest.mark.makes_for_others
def test_a_download_format_is_written_for_each_table_and_described(site: Path) -> None:
    sums = (site / "data" / "SHA256SUMS").read_text(encoding="utf-8")
    for path in sorted((site / "data").glob("*.excel.csv")):
        table = path.name.removesuffix(".excel.csv")
        tsv = (site / "data" / f"{table}.tsv").read_text(encoding="utf-8")
        plain = (site / "data" / f"{table}.csv").read_text(encoding="utf-8")
        assert list(csv.reader(io.StringIO(tsv), delimiter="\t")) == list(
            csv.reader(io.StringIO(plain))
        )
        assert f"  {table}.tsv\n" in sums
    catalogue = json.loads((site / "data" / "catalog.jsonld").read_bytes())
    (described,) = (
        node
        for node in catalogue
        if node["@id"] == f"{built_sites.SITE_URL}/data/budgets.tsv#distribution"
    )
    assert "media-types/text/tab-separated-values" in json.dumps(described)
    assert "file-type/TSV" in json.dumps(described)


@pytest.mark.parametrize(
    ("path", "use"),
    [
        ("pl/dane/budgets/index.html", "Tabela rozdzielana tabulatorami."),
        ("en/data/budgets/index.html", "A tab-separated table."),
    ],
)
def test_a_download_format_is_on_the_page_of_a_table(site: Path, path: str, use: str) -> None:
    dataset = page(site, path)
    assert "../../../data/budgets.tsv" in dataset.xpath("//p[@class='files']/a/@href")
    assert texts(dataset, "//dl[@class='uses']/div[dt='budgets.tsv']/dd") == [use]


@pytest.mark.parametrize(
    ("path", "options"),
    [
        (
            "pl/projekty/index.html",
            ["znana lub nie", "podana w źródle (1)", "nie podana (3)"],
        ),
        (
            "en/projects/index.html",
            ["stated or not", "stated by a source (1)", "website not stated (3)"],
        ),
    ],
)
def test_a_facet_is_on_the_list_with_its_counts(site: Path, path: str, options: list[str]) -> None:
    assert texts(page(site, path), "//select[@name='website']/option") == options


@pytest.mark.parametrize(
    ("path", "title", "first"),
    [
        ("pl/wykresy/projekty-wedlug-stanu/", "Projekty według stanu", ["zapowiedziany", "1"]),
        ("en/charts/projects-by-status/", "Projects by status", ["announced", "1"]),
    ],
)
def test_a_chart_has_a_page_a_table_files_and_a_frame(
    site: Path, path: str, title: str, first: list[str]
) -> None:
    chart = page(site, f"{path}index.html")
    rows = list(
        csv.DictReader(
            (site / "data" / "charts" / "projects-by-status.csv")
            .read_text(encoding="utf-8")
            .splitlines()
        )
    )
    assert texts(chart, "//h1") == [title]
    assert len(texts(chart, "//ul[@class='bars']/li")) == len(rows) == 4
    assert texts(chart, "(//*[@id='rows']//tbody/tr)[1]/*") == first
    assert len(texts(chart, "//*[@id='rows']//tbody/tr")) == len(rows)
    as_json = json.loads((site / "data" / "charts" / "projects-by-status.json").read_bytes())
    assert [{name: str(value) for name, value in row.items()} for row in as_json] == rows
    frame = page(site, f"{path}{'osadz' if path.startswith('pl') else 'embed'}/index.html")
    assert len(texts(frame, "//ul[@class='bars']/li")) == len(rows)
    charts = page(site, f"{path.rsplit('/', 2)[0]}/index.html")
    assert title in texts(charts, "//main//h2")


@pytest.mark.parametrize(
    ("path", "use"),
    [
        ("pl/dane/index.html", "Lista dla portali, Project Open Data."),
        ("en/data/index.html", "A list for portals, as Project Open Data."),
    ],
)
def test_a_metadata_standard_has_its_file_with_its_use(site: Path, path: str, use: str) -> None:
    listed = json.loads((site / "data" / "data.json").read_bytes())["dataset"]
    assert {"budgets", "programmes/norweskie-przykladowe"} <= {it["identifier"] for it in listed}
    uses = page(site, path).xpath("//dl[@class='uses']/div[.//code='data.json']")
    assert [texts(use_of, "dd") for use_of in uses] == [[use]]
    assert "  data.json\n" in (site / "data" / "SHA256SUMS").read_text(encoding="utf-8")


def test_a_rule_refuses_a_broken_row_in_its_words(root: Path) -> None:
    """The site was built before: the rule accepts the miniature as it is."""
    assert "starts_after_its_predecessor" not in RULES
    edits.change(root, "projects", "przykladowy-projekt-2", start_date="2020")
    done = extended_site.run(root, "check.py", "--format", "json")
    (problem,) = json.loads(done.stdout)["problems"]
    assert problem["rule"] == "starts_after_its_predecessor"
    (right, what) = RULE.polish.items()
    assert problem["right"] == dict(zip(("en", "pl"), right, strict=True))
    assert problem["what"] == dict(zip(("en", "pl"), what, strict=True))


@pytest.mark.parametrize("path", ["pl/dane/projects/index.html", "en/data/projects/index.html"])
def test_a_rule_is_on_the_page_of_its_table(site: Path, path: str) -> None:
    sentence, polish = next(iter(RULE.polish.items()))
    sentences = texts(page(site, path), "//section//li")
    assert (polish if path.startswith("pl") else sentence) in sentences
