"""Builds the list of every page of the site in every language. Renders nothing.

The page types are declared in pages/types.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from typing import Any

from datasite.language.languages import LANGUAGES, Words
from datasite.language.localization import Language
from datasite.metadata import schema_org
from datasite.metadata.api.oembed import build_oembed
from datasite.pages.page import Embed, Frame, Page, PageContent, PageType, Site, frame_code
from datasite.pages.sections.record_history import RecordHistory, record_history
from datasite.pages.types import PAGE_TYPES, SECTION_LABELS
from datasite.problems import N_
from datasite.publication import addresses, citations, edit_links
from datasite.publication.citations import Citation
from datasite.publication.edit_links import EditedRecord, EditLinks, FieldName
from datasite.publication.identity import SITE_NAME


def build_pages(site: Site) -> Iterator[Page]:
    """Every page in every language, in the order of PAGE_TYPES."""
    items = [(page_type, item) for page_type in PAGE_TYPES for item in page_type.items(site)]
    titles = {code: list(told_apart(items, language)) for code, language in site.languages.items()}
    for index, (page_type, item) in enumerate(items):
        urls = page_type.urls(site, item)
        titles_of_item = {code: titles[code][index] for code in titles}
        for lang, language in site.languages.items():
            if lang in urls:
                yield from _pages_of_item(site, page_type, item, urls, titles_of_item, language)


def told_apart(
    items: Sequence[tuple[PageType[Any, Any], Any]], language: Language
) -> Iterator[str]:
    """The title of each item in a language. Items of one headline have in brackets the first thing
    that differs in all of them: "Ministry of Justice (Lithuania)".
    """
    plain = [page_type.title(item, language) for page_type, item in items]
    alike = defaultdict(list)
    for index, (page_type, _) in enumerate(items):
        alike[_headline(plain[index], page_type, language)].append(index)
    words: dict[int, str] = {}
    for indices in (group for group in alike.values() if len(group) > 1):
        told_by = [items[i][0].tells_apart(items[i][1], language) for i in indices]
        slugs = [items[i][0].slug(items[i][1], language.code) for i in indices]
        columns = [*zip_longest(*told_by, fillvalue=""), tuple(slugs)]
        differing = next((c for c in columns if len(set(c)) == len(c)), tuple(slugs))
        words |= dict(zip(indices, differing, strict=True))
    for index, title in enumerate(plain):
        yield f"{title} ({words[index]})" if words.get(index) else title


def _headline(title: str, page_type: PageType[Any, Any], language: Language) -> str:
    """The title in the head of a page, as base.html writes it: with the name of the section, but on
    its list.
    """
    if not page_type.section or page_type.section == page_type.name:
        return title
    return f"{title} – {language.translations.gettext(SECTION_LABELS[page_type.section])}"


def _pages_of_item(
    site: Site,
    page_type: PageType[Any, Any],
    item: Any,
    urls: Words,
    titles: Words,
    language: Language,
) -> Iterator[Page]:
    """The page of an item, and the one that other sites may show of it."""
    page = Page(
        type=page_type.name,
        template=page_type.template,
        lang=language.code,
        urls=urls,
        title=titles[language.code],
        description=page_type.description(item, language),
        section=page_type.section,
        make_content=partial(_content, site, page_type, item, urls, titles, language),
        from_content=page_type.from_content,
        listed=page_type.listed,
        replaced_by=page_type.replaced_by(item),
    )
    yield page
    if page_type.embed:
        yield _framed(page, page_type.embed, language)


def _content(
    site: Site,
    page_type: PageType[Any, Any],
    item: Any,
    urls: Words,
    titles: Words,
    language: Language,
) -> PageContent:
    """What the page of an item shows."""
    lang = language.code
    view = page_type.view(site, item, language)
    description = page_type.described(site, item, lang)
    return PageContent(
        view=view,
        sources=page_type.sources(view),
        json_ld=schema_org.script(description) if description else "",
        citation=_citation(site, page_type, item, urls, titles, lang),
        frame=(
            _frame(site, page_type.embed, urls[lang], titles[lang], lang)
            if page_type.embed
            else None
        ),
        data_files=page_type.data_files(view, language),
        change=_change(site, page_type, item, language),
        history=_history(site, page_type, item, lang),
        released_in=tuple(
            kept.record
            for kept in site.releases
            if kept.has(page_type.dataset, page_type.slug(item, lang))
        ),
    )


def _frame(site: Site, embed: Embed, url: str, title: str, lang: str) -> Frame:
    framed = addresses.embedded(url, lang)
    code = frame_code(site.site_url + framed, f"{title} – {SITE_NAME[lang]}", embed.height)
    return Frame(framed, code, build_oembed(code, title, embed.height, lang, site.site_url))


def _framed(page: Page, embed: Embed, language: Language) -> Page:
    """The page that other sites show in a frame."""
    title = language.translations.gettext(N_("%(title)s – for other sites"))
    return replace(
        page,
        type=f"{page.type}_embed",
        template=embed.template,
        urls={code: addresses.embedded(url, code) for code, url in page.urls.items()},
        title=title % {"title": page.title},
        make_content=lambda: PageContent(view=page.view, sources=page.content.sources),
        part_of=page.urls,
    )


def _citation(
    site: Site, page_type: PageType[Any, Any], item: Any, urls: Words, titles: Words, lang: str
) -> Citation | None:
    """How to cite the page of an item, if pages of its type are cited."""
    if not page_type.cited:
        return None
    return citations.cite_page(
        site.release,
        site.languages,
        key=f"{page_type.name}-{page_type.slug(item, LANGUAGES[0])}",
        titles=titles,
        urls={code: site.site_url + url for code, url in urls.items()},
        lang=lang,
        csl_type=page_type.cited,
        issued=page_type.issued(item),
    )


def _change(
    site: Site, page_type: PageType[Any, Any], item: Any, language: Language
) -> EditLinks | None:
    """The ways to change the row of an item, if items of its type are rows."""
    if not page_type.dataset:
        return None
    dataset, key = site.catalog.datasets[page_type.dataset], page_type.slug(item, language.code)
    fields = [
        FieldName(f.name, f.title[language.code])
        for f in dataset.fields
        if f.name not in dataset.primary_key
    ]
    record = EditedRecord(
        dataset=dataset.name,
        key=key,
        path=dataset.path,
        line=site.catalog.by_key[dataset.name][key].line,
        fields=(*fields, *(FieldName(*part) for part in page_type.parts(item, language))),
    )
    version = f"{site.release.version} ({site.release.released})"
    return edit_links.edit_links(site.kept, record, version, language)


def _history(
    site: Site, page_type: PageType[Any, Any], item: Any, lang: str
) -> RecordHistory | None:
    """The history of the row of an item, if items of its type are rows."""
    if not page_type.dataset:
        return None
    return record_history(site.changes, page_type.dataset, page_type.slug(item, lang))
