"""Pages, page types, and the site that pages are built from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from datasite.charts.maps import Atlas
from datasite.content.text import Text
from datasite.downloads.data_package import Package
from datasite.downloads.formats import Download
from datasite.history.changes import NO_HISTORY, History
from datasite.language.languages import Words
from datasite.language.localization import Language
from datasite.metadata import schema_org
from datasite.metadata.api import oembed
from datasite.model.entities import Source
from datasite.model.register import Register
from datasite.pages.change_words import ChangeLog
from datasite.pages.search_entry import SearchEntry
from datasite.pages.sections.record_history import RecordHistory
from datasite.permanence.old_addresses import NOTHING_OLD, Permanence
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.citations import Citation
from datasite.publication.edit_links import NOWHERE, EditLinks, Repository
from datasite.publication.release import Release
from datasite.releases.kept import KeptRelease
from datasite.releases.records import ReleaseRecord
from datasite.tables.catalog import Catalog

ItemT = TypeVar("ItemT")
ViewT = TypeVar("ViewT")


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
    history: History = NO_HISTORY
    permanence: Permanence = NOTHING_OLD
    releases: tuple[KeptRelease, ...] = ()

    @cached_property
    def changes(self) -> ChangeLog:
        """The changes of the history in words, which are made once for all pages."""
        return ChangeLog(self.catalog, self.history)

    def news(self, lang: str) -> tuple[Text, ...]:
        """The news of one language, newest first."""
        return tuple(t for t in self.texts if t.kind == "news" and t.lang == lang)


@dataclass(frozen=True)
class Frame:
    """The part of a page that other sites may embed: its address, the HTML that embeds it, and the
    file that tells programs so.
    """

    url: str
    code: str
    oembed: bytes


@dataclass(frozen=True, kw_only=True)
class PageContent:
    """What a page shows: `view` is what its own template shows, the rest what base.html adds."""

    view: Any
    sources: tuple[Source, ...] = ()
    json_ld: str = ""
    citation: Citation | None = None
    frame: Frame | None = None
    change: EditLinks | None = None
    history: RecordHistory | None = None
    released_in: tuple[ReleaseRecord, ...] = ()  # of a record: the releases that have it
    data_files: Mapping[str, bytes] = field(default_factory=dict)  # beside the page, by name

    @property
    def files_beside(self) -> Mapping[str, bytes]:
        """Every file that is written beside the page, by name."""
        return {**self.data_files, **({oembed.FILE: self.frame.oembed} if self.frame else {})}


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page in one language.

    `urls` are its addresses from the root of the site by language, e.g. {"pl": "/pl/projekty/",
    "en": "/en/projects/"}; a page that is `from_content` is made by Pelican from a file of
    content/. A page that is not `listed` is neither in the sitemap nor in search engines.

    `make_content` is called by the process that writes the page: a plan of ten thousand pages holds
    no content.
    """

    type: str
    template: str
    lang: str
    urls: Words
    title: str
    description: str
    section: str
    make_content: Callable[[], PageContent] = field(repr=False)
    part_of: Words | None = None  # of a page for frames: the addresses of the whole page
    replaced_by: Words | None = None  # of an old address: those of the page that took its place
    from_content: bool = False
    listed: bool = True

    @cached_property
    def content(self) -> PageContent:
        """What the page shows, made once."""
        return self.make_content()

    @property
    def view(self) -> Any:
        """What its template shows."""
        return self.content.view

    @property
    def url(self) -> str:
        """The path of the page in its own language, e.g. "/pl/projekty/"."""
        return self.urls[self.lang]

    @property
    def canonical(self) -> str:
        """The address by which search engines should know it."""
        return (self.part_of or self.replaced_by or self.urls)[self.lang]

    @property
    def file(self) -> str:
        """Its file in the output, e.g. pl/projekty/index.html."""
        return (self.url + "index.html" if self.url.endswith("/") else self.url).lstrip("/")


@dataclass(frozen=True)
class Embed:
    """The part of a page that other sites may show in a frame: a template for the same view,
    without navigation, and the height of the frame in CSS pixels.
    """

    template: str
    height: int


@dataclass(frozen=True, kw_only=True)
class Search(Generic[ViewT]):
    """How the pages of a type are found.

    `label` is the message by which the search names the type where results are chosen by type.
    """

    label: str
    entry: Callable[[ViewT, Language], SearchEntry]
    offered_last: bool = False  # after the types that hold records and news


def _no_slug(item: object, lang: str) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class PageType(Generic[ItemT, ViewT]):
    """One declaration of a page type: which pages there are and what each shows.

    There is a page for each of `items` in each language; `view` makes what `template` shows of it.
    `section` is a key of addresses.SECTIONS, blank for pages at the top of a language, and `slug`
    the last part of the address, blank for the index of the section.
    """

    name: str
    template: str
    section: str = ""
    items: Callable[[Site], Iterable[ItemT]]
    slug: Callable[[ItemT, str], str] = _no_slug
    title: Callable[[ItemT, Language], str]
    # Words that tell items of one title apart, the plainest first; the slug comes last by itself.
    tells_apart: Callable[[ItemT, Language], tuple[str, ...]] = lambda item, language: ()
    description: Callable[[ItemT, Language], str]
    view: Callable[[Site, ItemT, Language], ViewT]
    sources: Callable[[ViewT], tuple[Source, ...]] = lambda view: ()
    # Of the index of a section: its short name (a message); whether the navigation has it; and the
    # group of the footer that has it (a message of FOOTER_GROUPS), blank for none.
    label: str = ""
    in_navigation: bool = False
    footer: str = ""
    search: Search[ViewT] | None = None
    # Its description for other programs, as schema.org has it.
    described: Callable[[Site, ItemT, str], schema_org.JsonLd] = lambda site, item, lang: {}
    # Under which type of CSL its pages are cited, blank where they are not; and the day of a page
    # that has one of its own, e.g. "2026-04-30".
    cited: str = ""
    issued: Callable[[ItemT], str] = lambda item: ""
    # The dataset in which each of its items is a row, blank where there is none; and the rows of
    # other datasets that its pages show, as (key, words).
    dataset: str = ""
    parts: Callable[[ItemT, Language], Iterable[tuple[str, str]]] = lambda item, language: ()
    embed: Embed | None = None
    # Files that the script of the page reads, by name.
    data_files: Callable[[ViewT, Language], Mapping[str, bytes]] = lambda view, language: {}
    # Its addresses by language where they are not made of one section and the slug. It has pages in
    # these languages only.
    fixed_urls: Callable[[Site, ItemT], Words] | None = None
    # The addresses that took the place of its own, for pages at old addresses.
    replaced_by: Callable[[ItemT], Words | None] = lambda item: None
    listed: bool = True  # whether its pages are in the sitemap and in search engines
    # Whether Pelican makes its pages from files of content/, as articles or pages of its own.
    from_content: bool = False

    def urls(self, site: Site, item: ItemT) -> Words:
        """The addresses of an item's page by language."""
        if self.fixed_urls:
            return self.fixed_urls(site, item)
        return {
            lang: addresses.page(self.section, self.slug(item, lang), lang)
            for lang in site.languages
        }


# The groups of links in the footer, as messages, in their order.
REGISTER, DATA, RULES = N_("The register"), N_("Data"), N_("Rules and contact")
FOOTER_GROUPS = (REGISTER, DATA, RULES)


def one_page(site: Site) -> Iterable[None]:
    """The items of a page type that has one page in each language."""
    return (None,)


def message(text: str) -> Callable[[object, Language], str]:
    """A title or description that is a message, the same for every item."""
    return lambda item, language: language.translations.gettext(text)


_FRAME = Markup(
    '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"'
    ' style="border: 1px solid #d9d5ca"></iframe>'
)


def frame_code(address: str, title: str, height: int) -> str:
    """HTML that shows the page at `address` once a reader scrolls to it: as wide as there is room,
    `height` CSS pixels high.
    """
    return str(_FRAME.format(address, title, height))
