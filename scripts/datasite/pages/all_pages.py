"""The register and the prose in, the list of every page out: address in each language, title, view.

Pure; sets nothing in type.

A page type is one declaration in PAGE_TYPES: its template, the section it stands in, its items, and
what it shows of each. Long because they are many.
"""

import csv
import html
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from datasite.charts import chart_pages
from datasite.charts.maps import Atlas
from datasite.checks.rules import RULES, rule_sentence
from datasite.content.prose import Text
from datasite.downloads.code_examples import CodeExample, build_code_examples
from datasite.downloads.data_package import Package
from datasite.downloads.formats import Download
from datasite.language.languages import LANGUAGES, Words
from datasite.language.localization import Language
from datasite.metadata import schema_org
from datasite.model.entities import Source
from datasite.model.register import Register
from datasite.pages import corrections, coverage, explorer, overviews, views
from datasite.pages.amount_words import amount_text
from datasite.problems import N_
from datasite.publication import addresses, citations, edit_links
from datasite.publication.citations import Citation
from datasite.publication.edit_links import (
    NOWHERE,
    EditedRecord,
    EditLinks,
    FieldName,
    Repository,
)
from datasite.publication.identity import SITE_NAME
from datasite.publication.release import Release
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset

# The page types that the search finds, and what each is called where results are chosen by type.
FOUND: Mapping[str, str] = {
    "project": N_("Projects"),
    "organisation": N_("Organisations"),
    "programme": N_("Funds and programmes"),
    "place": N_("Places"),
    "cooperation_item": N_("Cooperation"),
    "article": N_("News"),
    "dataset": N_("Tables of data"),
    "text": N_("About the site"),
}


@dataclass(frozen=True)
class Site:
    """Everything that pages are made from."""

    catalog: Catalog
    register: Register
    texts: tuple[Text, ...]
    packages: tuple[Package, ...]
    files: Mapping[str, Download]
    languages: Mapping[str, Language]
    release: Release
    site_url: str
    atlas: Atlas
    kept: Repository = NOWHERE

    def news(self, lang: str) -> tuple[Text, ...]:
        return tuple(t for t in self.texts if t.kind == "news" and t.lang == lang)


@dataclass(frozen=True)
class Frame:
    """What other sites may show of a page: its address, and the HTML to show it by."""

    url: str
    code: str


@dataclass(frozen=True)
class Page:
    """One page in one language.

    `urls` holds its twin in each language, itself included; `view` is what the template shows.
    """

    type: str
    template: str
    lang: str
    urls: Words
    title: str
    description: str
    section: str
    view: Any
    sources: tuple[Source, ...] = ()
    linked: str = ""  # its JSON-LD
    citation: Citation | None = None
    whole: Words | None = (
        None  # of a page that other sites show: the addresses of the page that it is a part of
    )
    frame: Frame | None = None
    change: EditLinks | None = None
    beside: Mapping[str, bytes] = field(default_factory=dict)  # files of the page's own, by name

    @property
    def url(self) -> str:
        return self.urls[self.lang]

    @property
    def canonical(self) -> str:
        """The address by which search engines should know it."""
        return (self.whole or self.urls)[self.lang]

    @property
    def file(self) -> str:
        return (self.url + "index.html" if self.url.endswith("/") else self.url).lstrip("/")


def _blank(*_: object) -> str:
    return ""


@dataclass(frozen=True)
class Embed:
    """What other sites may show of a page: a template for the same view, without navigation, in a
    frame of so many CSS pixels.
    """

    template: str
    height: int


@dataclass(frozen=True)
class PageType:
    """What pages of one type there are and what they show.

    `slug` is the last part of the address, blank for an index.
    """

    name: str
    template: str
    section: str
    items: Callable[[Site], Iterable[Any]]
    slug: Callable[[Any, str], str]
    title: Callable[[Any, Language], str]
    description: Callable[[Any, Language], str]
    view: Callable[[Site, Any, Language], Any]
    sources: Callable[[Any], tuple[Source, ...]] = field(default=lambda view: ())
    described: Callable[[Site, Any, str], schema_org.JsonLd] | None = None  # as schema.org
    cited: str = ""  # the type of CSL under which its pages are cited, blank where they are not
    issued: Callable[[Any], str] = _blank  # the day of a page that has one of its own
    dataset: str = ""  # in which each of its items is a row, blank where they are not
    parts: Callable[[Any, Language], Iterable[tuple[str, str]]] = field(
        default=lambda item, language: ()
    )  # rows of other datasets that its pages show: key and words
    embed: Embed | None = None
    beside: Callable[[Any, Language], Mapping[str, bytes]] = field(
        default=lambda view, language: {}
    )  # files that its script reads


def build(site: Site) -> Iterator[Page]:
    """Every page in every language, and the greeting at the root."""
    for page_type in PAGE_TYPES:
        for item in page_type.items(site):
            urls = {
                lang: addresses.page(page_type.section, page_type.slug(item, lang), lang)
                for lang in site.languages
            }
            for language in site.languages.values():
                yield from _pages(site, page_type, item, urls, language)
    for lang in site.languages:
        urls = {"pl": "/404.html", "en": "/404.en.html"}
        say = site.languages[lang].translations.gettext
        yield Page(
            "missing",
            "missing.html",
            lang,
            urls,
            say(N_("Page not found")),
            say(N_("There is no page at this address.")),
            "",
            None,
        )
    greetings = {lang: _say_intro(None, language) for lang, language in site.languages.items()}
    yield Page(
        "root",
        "root.html",
        LANGUAGES[0],
        {LANGUAGES[0]: "/"},
        " · ".join(SITE_NAME.values()),
        greetings[LANGUAGES[0]],
        "",
        greetings,
    )


def _pages(
    site: Site, page_type: PageType, item: Any, urls: Words, language: Language
) -> Iterator[Page]:
    """The page of an item, and the one that other sites may show of it."""
    lang, view = language.code, page_type.view(site, item, language)
    page = Page(
        type=page_type.name,
        template=page_type.template,
        lang=lang,
        urls=urls,
        title=page_type.title(item, language),
        description=page_type.description(item, language),
        section=page_type.section,
        view=view,
        sources=page_type.sources(view),
        linked=_linked(page_type, site, item, lang),
        citation=_citation(page_type, site, item, urls, lang),
        beside=page_type.beside(view, language),
        change=_change(page_type, site, item, language),
    )
    if not page_type.embed:
        yield page
        return
    part = replace(
        page,
        type=f"{page.type}_embed",
        template=page_type.embed.template,
        urls={code: addresses.embedded(url, code) for code, url in urls.items()},
        title=language.translations.gettext(N_("%(title)s – for other sites"))
        % {"title": page.title},
        linked="",
        citation=None,
        change=None,
        whole=urls,
    )
    code = frame(
        site.site_url + part.url, f"{page.title} – {SITE_NAME[lang]}", page_type.embed.height
    )
    yield replace(page, frame=Frame(part.url, code))
    yield part


def _linked(page_type: PageType, site: Site, item: Any, lang: str) -> str:
    found = page_type.described(site, item, lang) if page_type.described else {}
    return schema_org.script(found) if found else ""


def _citation(
    page_type: PageType, site: Site, item: Any, urls: Words, lang: str
) -> Citation | None:
    if not page_type.cited:
        return None
    titles = {code: page_type.title(item, language) for code, language in site.languages.items()}
    key = f"{page_type.name}-{page_type.slug(item, LANGUAGES[0])}"
    return citations.cite_page(
        site.release,
        site.languages,
        key=key,
        titles=titles,
        urls={code: site.site_url + url for code, url in urls.items()},
        lang=lang,
        csl_type=page_type.cited,
        issued=page_type.issued(item),
    )


def _change(page_type: PageType, site: Site, item: Any, language: Language) -> EditLinks | None:
    if not page_type.dataset:
        return None
    described, key = site.catalog.datasets[page_type.dataset], page_type.slug(item, language.code)
    row = site.catalog.by_key[page_type.dataset][key]
    fields = [
        (f.name, f.title[language.code])
        for f in described.fields
        if f.name not in described.primary_key
    ]
    record = EditedRecord(
        dataset=page_type.dataset,
        key=key,
        path=site.catalog.tables[page_type.dataset].path,
        line=row.line,
        fields=tuple(FieldName(*f) for f in (*fields, *page_type.parts(item, language))),
    )
    return edit_links.edit_links(
        site.kept, record, f"{site.release.version} ({site.release.released})", language
    )


def _one(site: Site) -> Iterable[None]:
    return (None,)


def _said(message: str) -> Callable[[Any, Language], str]:
    return lambda _, language: language.translations.gettext(message)


_say_intro = _said(
    N_(
        "Open data on the projects by which Poland works on migration, asylum, integration and"
        " borders: who, with whom, for how much, paid by which fund, and how we know."
    )
)


def _index(
    name: str, title: str, description: str, view: Callable[[Site, Any, Language], Any], **more: Any
) -> PageType:
    return PageType(
        name, f"{name}.html", name, _one, _blank, _said(title), _said(description), view, **more
    )


def _rows_of(view: Any, language: Language) -> Mapping[str, bytes]:
    return {explorer.ROWS_FILE: explorer.data(view, language)}


def _text_twins(kind: str) -> Callable[[Site], Iterable[Mapping[str, Text]]]:
    """The texts of a kind, each as its versions by language."""

    def items(site: Site) -> list[Mapping[str, Text]]:
        names = dict.fromkeys(t.name for t in site.texts if t.kind == kind)
        return [
            {t.lang: t for t in site.texts if t.kind == kind and t.name == name} for name in names
        ]

    return items


@dataclass(frozen=True)
class ArticleView:
    text: Text
    projects: tuple[Any, ...]
    organisations: tuple[Any, ...]
    cooperation: tuple[Any, ...]
    sources: tuple[Source, ...]


def _article(site: Site, twins: Mapping[str, Text], language: Language) -> ArticleView:
    text, register = twins[language.code], site.register
    return ArticleView(
        text,
        tuple(register.projects[i] for i in text.references["projects"]),
        tuple(register.organisations[i] for i in text.references["organisations"]),
        tuple(register.cooperation[i] for i in text.references["cooperation"]),
        tuple(register.sources[i] for i in text.references["sources"]),
    )


@dataclass(frozen=True)
class DatasetView:
    dataset: Dataset  # as it is published
    rows: int
    preview: tuple[tuple[str, ...], ...]
    downloads: tuple[Download, ...]
    rules: tuple[str, ...]
    snippets: tuple[CodeExample, ...]


PREVIEW_ROWS = 10


def _dataset(site: Site, it: Package, language: Language) -> DatasetView:
    published = it.tables[0]
    lines = csv.reader(
        next(f for f in it.files if f.name == f"{published.dataset.name}.csv")
        .content.decode()
        .splitlines()
    )
    return DatasetView(
        dataset=published.dataset,
        rows=len(published.rows),
        preview=tuple(tuple(row) for row in itertools.islice(lines, 1, PREVIEW_ROWS + 1)),
        downloads=it.files,
        rules=tuple(rule_sentence(RULES[use.name]) for use in published.dataset.rules),
        snippets=build_code_examples(published.dataset.name, site.site_url, site.languages),
    )


def _datasets(site: Site, _: None, language: Language) -> Any:
    groups = ("records", "links", "evidence", "codelist")
    tables = [
        (p.tables[0].dataset, len(p.tables[0].rows))
        for p in site.packages
        if p.section == "data" and p.slug
    ]
    known = {f.name for p in site.packages for f in p.files}
    loose = [
        f
        for name, f in site.files.items()
        if name not in known and "/" not in name and not name.endswith(".csv-metadata.json")
    ]
    return {
        "groups": [(g, [t for t in tables if t[0].group == g]) for g in groups],
        "downloads": site.packages[0].files,
        "described": loose,
        "programmes": [p for p in site.packages if p.section == "programmes"],
        "cite": citations.sentence(
            site.release, language, citations.whole_register(language.code, site.site_url)
        ),
    }


PAGE_TYPES: tuple[PageType, ...] = (
    PageType(
        "home",
        "home.html",
        "",
        _one,
        _blank,
        lambda _, language: SITE_NAME[language.code],
        _say_intro,
        lambda site, _, language: overviews.home(
            site.register, site.news(language.code), site.release.changes, site.atlas, language
        ),
    ),
    _index(
        "projects",
        N_("Projects"),
        N_("Every project of the register: who leads it, which fund pays, when and for how much."),
        lambda site, _, language: explorer.projects(site.register.projects.values(), language),
        beside=_rows_of,
    ),
    PageType(
        "project",
        "project.html",
        "projects",
        lambda site: site.register.projects.values(),
        lambda it, _: it.id,
        lambda it, language: (
            f"{it.title[language.code]} ({it.reference_number})"
            if it.reference_number
            else it.title[language.code]
        ),  # titles recur, numbers do not
        lambda it, language: it.summary[language.code],
        lambda site, it, language: views.project(site.register, it, site.news(language.code)),
        lambda view: view.sources,
        lambda site, it, lang: schema_org.project(it, lang, site.site_url),
        cited="entry",
        dataset="projects",
        parts=lambda it, language: (
            (a.id, f"{a.kind.label[language.code]}: {amount_text(a, language)}") for a in it.amounts
        ),
        embed=Embed("project_embed.html", 380),
    ),
    _index(
        "organisations",
        N_("Organisations"),
        N_("Every body that leads, joins or supports a project, and every publisher of a source."),
        lambda site, _, language: explorer.organisations(site.register, language),
        beside=_rows_of,
    ),
    PageType(
        "organisation",
        "organisation.html",
        "organisations",
        lambda site: site.register.organisations.values(),
        lambda it, _: it.id,
        lambda it, language: it.name[language.code],
        lambda it, language: (
            language.translations.gettext(
                N_("%(name)s: its projects, partners and money, with sources.")
            )
            % {"name": it.name[language.code]}
        ),
        lambda site, it, language: views.organisation(site.register, it, site.news(language.code)),
        lambda view: view.sources,
        lambda site, it, lang: schema_org.organisation(it, lang, site.site_url),
        cited="entry",
        dataset="organisations",
    ),
    _index(
        "programmes",
        N_("Funds and programmes"),
        N_(
            "The funds and programmes that pay for the projects, as a tree, with what is known of"
            " their money."
        ),
        lambda site, _, language: overviews.programme_tree(site.register),
    ),
    PageType(
        "programme",
        "programme.html",
        "programmes",
        lambda site: site.register.programmes.values(),
        lambda it, _: it.id,
        lambda it, language: it.name[language.code],
        lambda it, language: (
            language.translations.gettext(
                N_("%(name)s: projects paid from it, who leads them and for how much.")
            )
            % {"name": it.name[language.code]}
        ),
        lambda site, it, language: views.programme(site.register, it),
        lambda view: (view.programme.source,),
        lambda site, it, lang: next(
            (
                schema_org.dataset(p, site.release, lang, site.site_url)
                for p in site.packages
                if p.section == "programmes" and p.slug == it.id
            ),
            {},
        ),
        cited="entry",
        dataset="programmes",
    ),
    _index(
        "places",
        N_("Places"),
        N_(
            "The voivodeships and countries in which the projects work, at which they aim or with"
            " which they are coordinated."
        ),
        lambda site, _, language: overviews.places(site.register, site.atlas, language),
    ),
    PageType(
        "place",
        "place.html",
        "places",
        lambda site: overviews.places_in_use(site.register),
        lambda it, _: it.code.lower(),
        lambda it, language: it.name[language.code],
        lambda it, language: (
            language.translations.gettext(
                N_("%(name)s: the projects that work there or are aimed there.")
            )
            % {"name": it.name[language.code]}
        ),
        lambda site, it, language: views.place(site.register, it, site.atlas),
        cited="entry",
    ),
    _index(
        "cooperation",
        N_("Cooperation"),
        N_("Networks, working parties, agreements and meetings: work together with no budget."),
        lambda site, _, language: overviews.cooperation_list(site.register, language),
    ),
    PageType(
        "cooperation_item",
        "cooperation_item.html",
        "cooperation",
        lambda site: site.register.cooperation.values(),
        lambda it, _: it.id,
        lambda it, language: it.title[language.code],
        lambda it, language: it.summary[language.code],
        lambda site, it, language: views.cooperation(site.register, it, site.news(language.code)),
        lambda view: view.sources,
        cited="entry",
        dataset="cooperation",
    ),
    _index(
        "charts",
        N_("Charts"),
        N_(
            "The register drawn: money, time and who works with whom. Each chart has its table and"
            " its files."
        ),
        lambda *_: chart_pages.CHARTS,
    ),
    PageType(
        "chart",
        "chart.html",
        "charts",
        lambda _: chart_pages.CHARTS,
        lambda it, lang: it.slug[lang],
        lambda it, language: language.translations.gettext(it.title),
        lambda it, language: language.translations.gettext(it.description),
        lambda site, it, _: chart_pages.view(site.register, it),
        embed=Embed("chart_embed.html", 640),
    ),
    _index(
        "data",
        N_("Data"),
        N_("All the data of the register to download, each table documented field by field."),
        _datasets,
        described=lambda site, _, lang: schema_org.dataset(
            site.packages[0], site.release, lang, site.site_url
        ),
    ),
    PageType(
        "dataset",
        "dataset.html",
        "data",
        lambda site: [p for p in site.packages if p.section == "data" and p.slug],
        lambda it, _: it.slug,
        lambda it, language: it.title[language.code],
        lambda it, language: it.description[language.code],
        _dataset,
        described=lambda site, it, lang: schema_org.dataset(it, site.release, lang, site.site_url),
        cited="dataset",
    ),
    _index(
        "coverage",
        N_("What we know and what we do not"),
        N_("How much of the register is filled, exact, deduced or disputed, and what is missing."),
        lambda site, _, language: coverage.build(site.catalog, site.register),
    ),
    _index(
        "corrections",
        N_("Corrections"),
        N_(
            "Every published value that was wrong: what it was, what it is now, why, and who"
            " noticed."
        ),
        lambda site, _, language: corrections.log(site.catalog),
    ),
    _index(
        "search",
        N_("Search"),
        N_(
            "Search of all projects, organisations, funds, places, cooperation, news and tables of"
            " data."
        ),
        lambda site, _, language: tuple(
            (code, language.translations.gettext(label)) for code, label in FOUND.items()
        ),
    ),
    _index(
        "news",
        N_("News"),
        N_("News of the projects and of the register."),
        lambda site, _, language: site.news(language.code),
    ),
    PageType(
        "article",
        "article.html",
        "news",
        _text_twins("news"),
        lambda twins, lang: twins[lang].slug,
        lambda twins, language: twins[language.code].title,
        lambda twins, language: twins[language.code].summary,
        _article,
        lambda view: view.sources,
        lambda site, twins, lang: schema_org.article(
            twins[lang], lang, site.site_url, addresses.page("news", twins[lang].slug, lang)
        ),
        cited="webpage",
        issued=lambda twins: str(twins[LANGUAGES[0]].date),
    ),
    PageType(
        "text",
        "text.html",
        "",
        _text_twins("pages"),
        lambda twins, lang: twins[lang].slug,
        lambda twins, language: twins[language.code].title,
        lambda twins, language: twins[language.code].summary,
        lambda site, twins, language: twins[language.code],
    ),
)


def frame(address: str, title: str, height: int) -> str:
    """HTML that shows the page at `address`, as wide as there is room and `height` CSS pixels high,
    once a reader scrolls to it.
    """
    return (
        f'<iframe src="{html.escape(address)}" title="{html.escape(title)}" width="100%"'
        f' height="{height}" loading="lazy" style="border: 1px solid #d9d5ca"></iframe>'
    )
