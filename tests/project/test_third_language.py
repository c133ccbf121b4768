"""A third language is an entry in languages.py, its messages, its synonyms and words of addresses.

Ukrainian is declared in a copy of the code, by the recipe of CONTRIBUTING, with a handful of
translated words; it shows the data and texts of English. The site of the copy is built once.
"""

import difflib
import io
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import built_sites
import feedparser
import pytest
from babel.messages.pofile import read_po, write_po
from built_sites import NBSP
from lxml import html
from mini_site import compose_with_code
from paths import TESTS

LANGUAGES = Path("scripts/datasite/language/languages.py")
ADDRESSES = Path("scripts/datasite/publication/addresses.yaml")
LOCALE = Path("theme/locale/uk")
MESSAGES = LOCALE / "LC_MESSAGES" / "messages.po"
TRANSLATED = {
    "Projects": "Проєкти",
    "Organisations": "Організації",
    "Search": "Пошук",
    "Skip to content": "Перейти до змісту",
    "Page not found": "Сторінку не знайдено",
    "For how much": "За скільки",
    "million": "млн",
}
COUNTED = {"%(num)d project": ("%(num)d проєкт", "%(num)d проєкти", "%(num)d проєктів")}
DECLARATION = """    LanguageRules(
        code="uk",
        iso_639_3="ukr",
        locale="uk_UA",
        alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        text_fallback="en",
    ),
"""
PROJECT = "przykladowy-projekt"


@dataclass(frozen=True)
class ThirdLanguage:
    """The built site, and the files of the code and theme before and after the edits."""

    site: Path
    before: dict[str, bytes]
    after: dict[str, bytes]


@pytest.fixture(scope="module")
def third(tmp_path_factory: pytest.TempPathFactory) -> ThirdLanguage:
    return built_sites.made_once("third-language", tmp_path_factory.getbasetemp(), build_third)


def build_third(folder: Path) -> ThirdLanguage:
    root = compose_with_code(folder / "root")
    before = code_files(root)
    declare(root)
    after = code_files(root)
    site = root.parent / "output"
    done = built_sites.build(root, site, script=root / "scripts" / "build.py")
    assert done.returncode == 0, done.stderr
    return ThirdLanguage(site, before, after)


@pytest.fixture(scope="module")
def two_languages(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site without the third language."""
    return built_sites.mini(mini, tmp_path_factory.getbasetemp())


def code_files(root: Path) -> dict[str, bytes]:
    """The files that people edit."""
    return {
        path: content
        for path, content in built_sites.tree(root).items()
        if "__pycache__" not in path
    }


def declare(root: Path) -> None:
    """Add Ukrainian as the recipe says."""
    edit(root / LANGUAGES, "\n)\n\nRULES", f"\n{DECLARATION}")
    edit(root / ADDRESSES, "projects: {pl: projekty, en: projects", ", uk: proiekty")
    run_messages(root)
    catalog = read_po(io.BytesIO((root / MESSAGES).read_bytes()), locale="uk")
    for source, translation in TRANSLATED.items():
        catalog[source].string = translation
    for source, forms in COUNTED.items():
        catalog[source].string = forms
    with (root / MESSAGES).open("wb") as file:
        write_po(file, catalog, width=0)
    run_messages(root)  # `make messages` again: it keeps what is translated
    (root / LOCALE / "synonyms.txt").write_text("проєкт, проєкти\n", encoding="utf-8")


def edit(file: Path, after: str, added: str) -> None:
    """Insert words after others that occur once, before a blank line if those begin with one."""
    text = file.read_text(encoding="utf-8")
    assert text.count(after) == 1
    replacement = f"{added}{after.lstrip(chr(10))}" if after.startswith("\n") else after + added
    file.write_text(text.replace(after, replacement), encoding="utf-8")


def run_messages(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(root / "scripts" / "messages.py")],
        env=built_sites.environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "theme/locale/pl/LC_MESSAGES/messages.po: 0 blank" in done.stdout


def page(third: ThirdLanguage, path: str) -> html.HtmlElement:
    return built_sites.pages(third.site)[f"{path}index.html"]


@pytest.mark.makes_for_others
def test_two_existing_files_are_edited(third: ThirdLanguage) -> None:
    edited = {path for path, content in third.before.items() if third.after.get(path) != content}
    added = third.after.keys() - third.before.keys()
    assert edited == {LANGUAGES.as_posix(), ADDRESSES.as_posix()}
    assert added == {MESSAGES.as_posix(), (LOCALE / "synonyms.txt").as_posix()}


def test_each_page_has_a_version_in_the_third_language(third: ThirdLanguage) -> None:
    """The build has run the lint, which refuses a page without its versions. A page at an old
    address was in one language.
    """
    pages = built_sites.pages(third.site).items()
    whole = [path for path, page in pages if page.xpath("//head/link[@hreflang]")]
    counts = {
        lang: sum(path.startswith(f"{lang}/") for path in whole) for lang in ("pl", "en", "uk")
    }
    assert counts["uk"] == counts["pl"] == counts["en"] > 50
    assert (third.site / "404.uk.html").is_file()


def test_the_versions_of_a_page_name_each_other(third: ThirdLanguage) -> None:
    urls = {
        "pl": f"pl/projekty/{PROJECT}/",
        "en": f"en/projects/{PROJECT}/",
        "uk": f"uk/proiekty/{PROJECT}/",
    }
    for url in urls.values():
        links = page(third, url).xpath("//link[@hreflang]")
        assert {link.get("hreflang"): link.get("href") for link in links} == {
            **{lang: f"{built_sites.SITE_URL}/{other}" for lang, other in urls.items()},
            "x-default": f"{built_sites.SITE_URL}/{urls['pl']}",
        }
    switch = page(third, urls["uk"]).xpath("//nav//a[@hreflang]")
    assert [(link.get("hreflang"), link.text) for link in switch] == [
        ("pl", "Polski"),
        ("en", "English"),
    ]
    assert "Українська" in page(third, urls["pl"]).xpath("//nav//a[@hreflang]/text()")


def test_words_of_addresses_that_are_not_given_are_those_of_the_fallback(
    third: ThirdLanguage,
) -> None:
    assert (third.site / "uk/organisations/index.html").is_file()
    assert (third.site / "uk/charts/who-with-whom/index.html").is_file()


def test_translated_words_are_shown_and_others_are_english(third: ThirdLanguage) -> None:
    tree = page(third, f"uk/proiekty/{PROJECT}/")
    assert tree.get("lang") == "uk"
    navigation = tree.xpath("//nav//a[not(@hreflang)]/text()")
    assert {"Проєкти", "Організації", "Пошук", "Funds"} <= set(navigation)
    assert "За скільки" in tree.xpath("//main//h2/text()")


def test_data_and_texts_are_those_of_the_fallback_and_marked(third: ThirdLanguage) -> None:
    tree = page(third, f"uk/proiekty/{PROJECT}/")
    assert tree.xpath("string(//main[@lang='en']//h1)") == "Sample project"
    assert tree.xpath("//main//p[@class='also']/@lang") == ["pl"]
    article = page(third, "uk/news/nowy-etap/")
    assert article.xpath("//main/@lang") == ["en"]
    (described,) = article.xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(described)["inLanguage"] == "en"
    framed = page(third, f"uk/proiekty/{PROJECT}/embed/")
    assert framed.xpath("//main/@lang") == ["en"]
    for lang in ("pl", "en"):
        section = "projekty" if lang == "pl" else "projects"
        assert not page(third, f"{lang}/{section}/{PROJECT}/").xpath("//main/@lang")


def test_no_text_is_said_to_be_in_a_language_that_has_none(third: ThirdLanguage) -> None:
    names = {"also", "greeting"}  # classes of texts beside those of the page's language
    for tree in built_sites.pages(third.site).values():
        assert not [e for e in tree.xpath("//*[@lang='uk']") if e.get("class") in names]
        assert not tree.xpath("//*[starts-with(@id, 'cite-')][@lang='uk']")


def test_a_feed_is_in_the_language_of_its_texts(third: ThirdLanguage) -> None:
    for lang, texts in (("uk", "en"), ("en", "en"), ("pl", "pl")):
        feed = (third.site / lang / "rss.xml").read_text(encoding="utf-8")
        assert f"<language>{texts}</language>" in feed


def test_its_news_are_articles_at_its_own_addresses(third: ThirdLanguage) -> None:
    for name in ("rss.xml", "atom.xml"):
        read = feedparser.parse((third.site / "uk" / name).read_bytes())
        (entry,) = read.entries
        assert entry.link == f"{built_sites.SITE_URL}/uk/news/nowy-etap/"
        assert entry.title == "A new stage of the sample project"
    article = page(third, "uk/news/nowy-etap/")
    assert article.xpath("string(//article//h1)") == "A new stage of the sample project"
    assert page(third, "uk/about/").xpath("//main//div[@class='prose']/p")


def test_a_page_without_data_is_in_its_own_language(third: ThirdLanguage) -> None:
    missing = built_sites.pages(third.site)["404.uk.html"]
    assert not missing.xpath("//main/@lang")
    assert missing.xpath("string(//h1)") == "Сторінку не знайдено"


def test_numbers_dates_and_plurals_have_the_form_of_the_language(third: ThirdLanguage) -> None:
    text = page(third, f"uk/proiekty/{PROJECT}/").text_content()
    assert f"1{NBSP}500{NBSP}000{NBSP}EUR" in text
    assert f"1,6{NBSP}млн{NBSP}EUR" in text
    assert f"24{NBSP}вересня 2021" in text
    assert "4 проєкти" in built_sites.plain(page(third, "uk/proiekty/").text_content())


def test_counts_of_the_explorer_have_every_plural_form(third: ThirdLanguage) -> None:
    """The script chooses a form by Unicode's categories, which Ukrainian has as Polish has."""
    rows = json.loads((third.site / "uk" / "proiekty" / "rows.json").read_bytes())
    counted = rows["words"]["counted"]["projects"]
    assert counted == {
        "one": "%(num)d\u00a0проєкт",
        "few": "%(num)d\u00a0проєкти",
        "many": "%(num)d\u00a0проєктів",
        "other": "%(num)d\u00a0проєктів",
    }


def test_the_search_has_what_the_language_needs(third: ThirdLanguage) -> None:
    """Pagefind has no word forms of Ukrainian, and searches it with a program of its own."""
    entry = json.loads((third.site / "pagefind" / "pagefind-entry.json").read_bytes())
    assert set(entry["languages"]) == {"pl", "en", "uk"}
    for language in entry["languages"].values():
        assert (
            third.site / "pagefind" / f"wasm.{language['wasm'] or 'unknown'}.pagefind"
        ).is_file()
    assert (third.site / "pagefind" / "list.uk.json").is_file()


def test_published_tables_and_catalogues_claim_no_words_in_it(
    third: ThirdLanguage, two_languages: Path
) -> None:
    """They have columns, titles and keywords in the languages with texts of their own."""
    for name in ("projects.csv", "budgets.csv", "datapackage.json", "grants-360giving.json"):
        assert (third.site / "data" / name).read_bytes() == (
            two_languages / "data" / name
        ).read_bytes()
    for name in ("catalog.ttl", "csv-metadata.json", "dane-gov-pl.xml", "datacite.json"):
        content = (third.site / "data" / name).read_text(encoding="utf-8")
        assert not re.search(r'@uk\b|"uk"|language/UKR', content), name


@pytest.mark.parametrize(
    "path",
    [
        "pl/index.html",
        "en/index.html",
        f"pl/projekty/{PROJECT}/index.html",
        f"en/projects/{PROJECT}/index.html",
        "en/organisations/urzad-przykladowy/index.html",
        "pl/poprawki/index.html",
        "pl/rss.xml",
        "404.html",
    ],
)
def test_pages_of_the_other_languages_only_name_the_new_one(
    third: ThirdLanguage, path: str
) -> None:
    accepted = (TESTS / "golden" / path).read_text(encoding="utf-8").splitlines()
    present = built_sites.masked((third.site / path).read_text(encoding="utf-8")).splitlines()
    changed = [line for line in difflib.ndiff(accepted, present) if line.startswith(("+ ", "- "))]
    names_it = re.compile(
        r"""\+ .*(hreflang="uk"|<meta property="og:locale:alternate" content="uk_)"""
    )
    assert [line for line in changed if not names_it.match(line)] == []
