"""Pages of the texts in content/: the list of news, the page of each article, and the pages of text
about the site.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape

from datasite.content.text import Text
from datasite.language.languages import LANGUAGES
from datasite.language.localization import Language
from datasite.metadata import schema_org
from datasite.model.entities import Cooperation, Organisation, Project, Source
from datasite.pages.page import REGISTER, PageType, Search, Site, message, one_page
from datasite.pages.search_entry import SearchEntry
from datasite.problems import N_
from datasite.publication import addresses

Versions = Mapping[str, Text]  # one text by language
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, kw_only=True)
class ArticleView:
    """An article and the records that it names."""

    text: Text
    projects: tuple[Project, ...]
    organisations: tuple[Organisation, ...]
    cooperation: tuple[Cooperation, ...]
    sources: tuple[Source, ...]


def _article_view(site: Site, text: Text) -> ArticleView:
    register, references = site.register, text.references
    return ArticleView(
        text=text,
        projects=tuple(register.projects[key] for key in references["projects"]),
        organisations=tuple(register.organisations[key] for key in references["organisations"]),
        cooperation=tuple(register.cooperation[key] for key in references["cooperation"]),
        sources=tuple(register.sources[key] for key in references["sources"]),
    )


def _texts_of_kind(kind: str) -> Callable[[Site], list[Versions]]:
    """The items of a page type: the texts of a kind, each by language."""

    def items(site: Site) -> list[Versions]:
        versions: dict[str, dict[str, Text]] = {}
        for text in site.texts:
            if text.kind == kind:
                versions.setdefault(text.name, {})[text.lang] = text
        return list(versions.values())

    return items


def _day(text: Text, language: Language) -> str:
    """The day of a news item in words; blank for another text."""
    return language.date(text.date) if text.date else ""


def _search_entry(text: Text, language: Language) -> SearchEntry:
    words = " ".join(unescape(_TAG.sub(" ", text.html)).split())
    return SearchEntry(
        title=text.title,
        facts=(_day(text, language),),
        text=(text.summary, words),
    )


def _described(site: Site, versions: Versions, lang: str) -> schema_org.JsonLd:
    text = versions[lang]
    url = addresses.page("news", text.slug, lang)
    return schema_org.article(text, lang, site.site_url, url)


NEWS = PageType(
    name="news",
    template="news.html",
    section="news",
    items=one_page,
    title=message(N_("News")),
    label=N_("News"),
    footer=REGISTER,
    description=message(N_("News of the projects and of the register.")),
    view=lambda site, _, language: site.news(language.code),
)

ARTICLE = PageType(
    name="article",
    template="article.html",
    from_content=True,
    section="news",
    items=_texts_of_kind("news"),
    slug=lambda versions, lang: versions[lang].slug,
    title=lambda versions, language: versions[language.code].title,
    tells_apart=lambda versions, language: (_day(versions[language.code], language),),
    description=lambda versions, language: versions[language.code].summary,
    view=lambda site, versions, language: _article_view(site, versions[language.code]),
    sources=lambda view: view.sources,
    search=Search(
        label=N_("News"), entry=lambda view, language: _search_entry(view.text, language)
    ),
    described=_described,
    cited="webpage",
    issued=lambda versions: str(versions[LANGUAGES[0]].date),
)

TEXT = PageType(
    name="text",
    template="page.html",
    from_content=True,
    items=_texts_of_kind("pages"),
    slug=lambda versions, lang: versions[lang].slug,
    title=lambda versions, language: versions[language.code].title,
    description=lambda versions, language: versions[language.code].summary,
    view=lambda site, versions, language: versions[language.code],
    search=Search(label=N_("About the site"), entry=_search_entry, offered_last=True),
)
