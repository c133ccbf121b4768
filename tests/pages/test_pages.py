"""The pages of the miniature site: twins, addresses, links, titles, languages; and templates that
must not fail quietly.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin, urlsplit

import built_sites
import edits
import pelican_runs
import pytest
import site_plans
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from lxml import etree, html
from remembered import plan_site

from datasite.language.localization import message_file
from datasite.model.sums import CurrencySum, sums_of
from datasite.pages.page import Page
from datasite.site.environment import TemplateError
from datasite.site.plan import Plan

MISSING = {"404.html", "404.en.html"}
LANGUAGES = ("pl", "en")
IN_BOTH = {"grant"}  # an English message that is a Polish word too, and is in the data as such


@pytest.fixture(scope="module")
def mini_site(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.mini(mini, tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def plan(mini: Path) -> Plan:
    return plan_site(mini, built_sites.SITE_URL)


def url_of(path: str) -> str:
    return "/" + path.removesuffix("index.html")


def pages_in_a_language(folder: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every page but the greeting at the root, those for what is missing and those at old
    addresses, each of which was in one language.
    """
    return (
        (path, page)
        for path, page in built_sites.pages(folder).items()
        if path not in MISSING and path != "index.html" and not is_old(page)
    )


def twins(page: html.HtmlElement) -> dict[str, str]:
    """The addresses of a page by language, itself included, as its head names them."""
    return {
        link.get("hreflang"): link.get("href").removeprefix(built_sites.SITE_URL)
        for link in page.xpath("//head/link[@rel='alternate' and @hreflang]")
    }


def shown_elsewhere(page: html.HtmlElement) -> bool:
    """Whether it is for the frames of other sites: unlisted, and without navigation."""
    return bool(page.xpath("//meta[@name='robots' and @content='noindex']")) and not page.xpath(
        "//nav"
    )


def is_old(page: html.HtmlElement) -> bool:
    """Whether it is at an address that another page took the place of."""
    return not page.xpath("//link[@hreflang]") and page.xpath("boolean(//nav)")


def test_every_page_type_is_there_in_both_languages(plan: Plan) -> None:
    types = {lang: {page.type for page in plan.pages if page.lang == lang} for lang in LANGUAGES}
    assert types["pl"] - {"root"} == types["en"]


@pytest.mark.makes_for_others
def test_every_page_names_itself_and_its_twin(mini_site: Path) -> None:
    for path, page in pages_in_a_language(mini_site):
        assert set(twins(page)) == {*LANGUAGES, "x-default"}, path
        assert twins(page)[page.get("lang")] == url_of(path), path


def test_every_twin_is_there_and_names_the_same_pages(mini_site: Path) -> None:
    everything = built_sites.pages(mini_site)
    for path, page in pages_in_a_language(mini_site):
        for lang in LANGUAGES:
            twin = everything[twins(page)[lang].lstrip("/") + "index.html"]
            assert twin.get("lang") == lang, path
            assert twins(twin) == twins(page), path


def test_every_page_links_to_its_twin_for_people_too(mini_site: Path) -> None:
    for path, page in pages_in_a_language(mini_site):
        if shown_elsewhere(page):
            continue  # the site around the frame has chosen the language
        (switch,) = page.xpath("//nav//a[@hreflang]")
        assert switch.get("hreflang") != page.get("lang"), path
        assert urljoin(url_of(path), switch.get("href")) == twins(page)[switch.get("hreflang")], (
            path
        )


def test_every_page_names_its_own_address_as_canonical_and_a_framed_one_the_whole_page(
    mini_site: Path,
) -> None:
    for path, page in built_sites.pages(mini_site).items():
        if path not in MISSING and (path == "index.html" or not is_old(page)):
            own = (
                str(PurePosixPath(url_of(path)).parent) + "/"
                if shown_elsewhere(page)
                else url_of(path)
            )
            assert page.xpath("//link[@rel='canonical']/@href") == [built_sites.SITE_URL + own], (
                path
            )


def test_every_parent_of_an_address_is_a_page(mini_site: Path) -> None:
    addresses = {PurePosixPath(url_of(path)) for path in built_sites.pages(mini_site)}
    for address in addresses:
        assert set(address.parents) <= addresses, address


def test_links_within_the_site_are_relative(mini_site: Path) -> None:
    for path, page in built_sites.pages(mini_site).items():
        if path not in MISSING:
            links = page.xpath(
                "//a/@href | //img/@src | //script/@src | //link[not(@rel='canonical') and"
                # Programs that embed pages take the address as it is written.
                " not(@hreflang) and not(@type='application/json+oembed')]/@href"
            )
            assert [link for link in links if link.startswith(("/", built_sites.SITE_URL))] == [], (
                path
            )


def test_pages_for_what_is_missing_link_from_the_root_since_they_may_stand_anywhere(
    mini_site: Path,
) -> None:
    for path in MISSING:
        links = built_sites.pages(mini_site)[path].xpath("//a/@href | //link/@href")
        assert [
            link
            for link in links
            if not link.startswith(
                ("/", "#", "https://creativecommons.org/", built_sites.REPOSITORY)
            )
        ] == [], path


def test_links_stay_within_the_language_but_for_the_switch(mini_site: Path) -> None:
    for path, page in pages_in_a_language(mini_site):
        tops = {
            urljoin(url_of(path), link).split("/")[1]
            for link in page.xpath("//a[not(@hreflang)]/@href")
            if not urlsplit(link).netloc
        }
        assert tops <= {page.get("lang"), "data"}, path


def test_titles_tell_the_pages_of_a_language_apart(mini_site: Path) -> None:
    for lang in LANGUAGES:
        titles = [
            page.findtext(".//title")
            for _, page in pages_in_a_language(mini_site)
            if page.get("lang") == lang
        ]
        assert sorted({title for title in titles if titles.count(title) > 1}) == []


def test_sitemap_lists_every_page_that_is_for_search_engines(
    mini_site: Path,
) -> None:
    listed = etree.fromstring((mini_site / "sitemap.xml").read_bytes()).xpath(
        "//s:loc/text()", namespaces={"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    )
    assert sorted(listed) == sorted(
        built_sites.SITE_URL + url_of(path)
        for path, page in built_sites.pages(mini_site).items()
        if not page.xpath("//meta[@name='robots' and @content='noindex']")
    )


# Templates


def written(plan: Plan, page: Page, templates: Path) -> str:
    """One page as it would be written."""
    return pelican_runs.pages(plan, templates.parent, [page])[page.file]


def project_page(plan: Plan, lang: str) -> Page:
    return next(page for page in plan.pages if page.type == "project" and page.lang == lang)


def test_variable_that_is_missing_stops_the_build(mini: Path, plan: Plan, tmp_path: Path) -> None:
    shutil.copytree(mini / "theme", tmp_path / "theme")
    edits.replace(
        tmp_path,
        "theme/templates/project.html",
        "<h1>{{ project.title|say }}</h1>",
        "<h1>{{ project.titel }}</h1>",
    )
    with pytest.raises(
        TemplateError, match=r"project\.html for /en/projects/null/: UndefinedError"
    ):
        written(plan, project_page(plan, "en"), tmp_path / "theme" / "templates")


def test_message_place_that_is_missing_stops_the_build(
    mini: Path, plan: Plan, tmp_path: Path
) -> None:
    shutil.copytree(mini / "theme", tmp_path / "theme")
    edits.replace(
        tmp_path,
        "theme/templates/project.html",
        "<h1>{{ project.title|say }}</h1>",
        '<h1>{{ _("%(title)s of %(nobody)s", title=project.title|say) }}</h1>',
    )
    with pytest.raises(TemplateError, match=r"project\.html for /en/projects/null/: KeyError"):
        written(plan, project_page(plan, "en"), tmp_path / "theme" / "templates")


@pytest.mark.parametrize(
    ("shown", "refusal"),
    [
        ("{{ view|sum_money }}", "is shown without the amount that is outside it"),
        ("{{ view|part_money(view.total, 2) }}", "is shown without the amount that is outside it"),
        ("{{ view.total|sum_money }}", "CurrencyTotal is a bare sum"),
        ("{{ view.total|amount }}", "'CurrencyTotal' object has no attribute"),
    ],
)
def test_sum_without_its_companion_stops_the_build(
    mini: Path, plan: Plan, tmp_path: Path, shown: str, refusal: str
) -> None:
    shutil.copytree(mini / "theme", tmp_path / "theme")
    home = tmp_path / "theme" / "templates" / "home.html"
    home.write_text(shown, encoding="utf-8")
    page = site_plans.showing(
        next(page for page in plan.pages if page.type == "home"), view=sum_of_two(plan)
    )
    with pytest.raises(TemplateError, match=rf"home\.html for /pl/: .*{refusal}"):
        written(plan, page, tmp_path / "theme" / "templates")


def test_sum_beside_what_is_outside_it_is_shown(mini: Path, plan: Plan, tmp_path: Path) -> None:
    shutil.copytree(mini / "theme", tmp_path / "theme")
    home = tmp_path / "theme" / "templates" / "home.html"
    home.write_text("{{ view|sum_money }}; {{ view.outside|outside_money }}", encoding="utf-8")
    page = site_plans.showing(
        next(page for page in plan.pages if page.type == "home"), view=sum_of_two(plan)
    )
    assert "; " in written(plan, page, tmp_path / "theme" / "templates")


def sum_of_two(plan: Plan) -> CurrencySum:
    """A sum, and an amount outside it."""
    sums = sums_of(plan.site.register.projects.values()).currencies
    total = next(of_one.total for of_one in sums if of_one.total)
    outside = next(of_one.outside for of_one in sums if of_one.outside)
    return CurrencySum(currency=total.currency, total=total, stages=(), outside=outside)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markup_in_a_value_is_shown_and_not_obeyed(mini: Path, plan: Plan, lang: str) -> None:
    evil = "<script>alert(1)</script><b title='x'>\"&amp;"
    page = project_page(plan, lang)
    view = replace(
        page.view,
        project=replace(
            page.view.project, title={"pl": evil, "en": evil}, summary={"pl": evil, "en": evil}
        ),
    )
    text = written(
        plan,
        replace(site_plans.showing(page, view=view), title=evil, description=evil),
        mini / "theme" / "templates",
    )
    tree = html.fromstring(text)
    assert "<script>alert" not in text
    assert "<b title" not in text
    assert tree.findtext(".//h1") == evil
    assert tree.xpath("//meta[@name='description']/@content") == [evil]
    assert (tree.findtext(".//title") or "").startswith(evil)


# Languages


def messages(mini: Path) -> list[Message]:
    with message_file(mini, "pl").open("rb") as file:
        return [message for message in read_po(file, locale="pl") if message.id]


def forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def pattern(message: str) -> str:
    """The pattern of a message with any words in its places; blank for a message of places
    alone.
    """
    pieces = re.split(r"(%\(\w+\)[sd])", message)
    if not re.search(r"\w{2}", "".join(pieces[::2])):
        return ""
    return "".join(
        re.escape(p) if i % 2 == 0 else r"[\d  ]+" if p.endswith("d") else ".+?"
        for i, p in enumerate(pieces)
    )


def words_shown(page: html.HtmlElement) -> list[str]:
    """The pieces of text of a page that are in its own language: not code, rows of data or names of
    tables and fields, not what is marked as in another language.
    """
    in_its_language = f"ancestor::*[@lang][1][@lang='{page.get('lang')}']"
    a_name = (
        "ancestor::code or ancestor::td[ancestor::table[@class='data']] or .=//@id or"
        " parent::a[@href='./' or @href=concat('../', ., '/')]"
    )
    own = f"{in_its_language} and not({a_name})"
    texts = page.xpath(
        f"//body//text()[{own}] | //title/text() |"
        " //@aria-label[not(parent::a[@class='permalink']/preceding-sibling::code)] |"
        " //meta[@name='description']/@content"
    )
    whole = [built_sites.plain(text) for text in texts]
    return [
        piece.strip(" .:;,")
        for text in whole
        for piece in (text, *re.split(r" [–·] |[;:] ", text))
        if piece.strip()
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_interface_word_of_the_other_language_is_shown(
    mini: Path, mini_site: Path, lang: str
) -> None:
    foreign = set()
    for message in messages(mini):
        english, polish = set(forms(message.id)), set(forms(message.string))
        foreign |= english - polish if lang == "pl" else polish - english
    finder = re.compile(
        "|".join(
            f"(?:{p})"
            for word in sorted(foreign - IN_BOTH)
            if (p := pattern(built_sites.plain(word).strip(" .:;,")))
        )
    )
    shown = {
        (path, words)
        for path, page in built_sites.pages(mini_site).items()
        if page.get("lang") == lang
        for words in words_shown(page)
        if finder.fullmatch(words)
    }
    assert "\n".join(f"{path}: {words}" for path, words in sorted(shown)) == ""


def test_every_message_is_translated(mini: Path) -> None:
    assert [message.id for message in messages(mini) if not all(forms(message.string))] == []
