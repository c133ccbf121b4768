"""The writer of every page and feed, whichever of Pelican's generators made it, and of our other
files.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import jinja2
from pelican import signals
from pelican.contents import Content
from pelican.utils import sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer

from datasite.content.markdown_html import with_whole_addresses
from datasite.language.typography import typeset, whole_periods
from datasite.pages.feeds.channels import Channel, Item, news_guid
from datasite.pages.page import Page
from datasite.pages.search_documents import Document, build_document
from datasite.site.build import PlanError, current_build
from datasite.site.environment import TemplateError, template_errors
from datasite.site.feed_formats import FORMATS, Feed


@dataclass(frozen=True)
class PageTemplate:
    """The template of one page, which Pelican renders: its HTML has the typography of its language,
    and what goes wrong in it is raised as TemplateError.
    """

    template: jinja2.Template
    page: Page

    def render(self, variables: dict[str, Any]) -> str:
        with template_errors(self.page):
            html = self.template.render(variables)
            variables["companions"].check()
            return whole_periods(typeset(html, self.page.lang))


def _item(article: Content, site_url: str) -> Item:
    """The entry on a news item. Its content is shown elsewhere, so its addresses are whole."""
    address = f"/{article.url}"
    return Item(
        title=article.title,
        address=address,
        summary=article.summary,
        content=with_whole_addresses(article.content, site_url + address),
        guid=news_guid(article.name, article.lang),
        date=article.date,
    )


class Written(NamedTuple):
    """The files of a page, itself first, and what the search knows of it."""

    paths: tuple[str, ...]
    document: Document | None


class SiteWriter(Writer):  # type: ignore[misc]  # pelican is untyped
    """Pelican's writer, which gives each page the variables of its plan, each feed its channel, and
    writes no file twice.
    """

    _channel: Channel  # of the feed that is being written

    def __init__(self, output_path: str, settings: dict[str, Any] | None = None) -> None:
        super().__init__(output_path, settings)
        self._news: dict[str, tuple[Content, ...]] = {}  # of each language, by its page

    def write_file(
        self,
        name: str,
        template: jinja2.Template,
        context: dict[str, Any],
        relative_urls: bool = False,  # Pelican's signature
        paginated: dict[str, Any] | None = None,
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        **more: Any,
    ) -> None:
        """Write a page. Raises TemplateError, also where nobody planned the page."""
        if not name:
            return  # a page of Pelican's that is switched off
        build = current_build(self.settings)
        page = build.pages.get(name)
        if not page:
            raise TemplateError(
                f"{name}: a plugin or a changed setting makes this page, and the site has no such"
                " page"
            )
        with build.profile.html(page.type):
            written = self._write_page(
                page,
                template,
                context,
                relative_urls=relative_urls,
                paginated=paginated,
                template_name=template_name,
                url=url,
                **more,
            )
        build.documents[name] = written.document

    def write_pages(
        self, pages: Sequence[tuple[Page, jinja2.Template]], context: dict[str, Any]
    ) -> None:
        """Write pages on all cores, each with its template; then tell plugins of each, in order.

        Raises TemplateError for the first page that has one.
        """
        build = current_build(self.settings)

        def write(entry: tuple[Page, jinja2.Template]) -> Written:
            page, template = entry
            return self._write_page(page, template, context, url=page.url.lstrip("/"))

        with signals.content_written.muted():
            timed = build.workers.map(build.profile.timed(write), pages)
        for (page, _), (written, seconds) in zip(pages, timed, strict=True):
            build.profile.add_html(page.type, seconds)
            build.documents[page.file] = written.document
            self._written_files |= set(written.paths)  # which a fork may have written
            if signals.content_written.receivers:  # else nobody asks for the content here
                variables = {**context, **build.variables.of(page), "output_file": page.file}
                signals.content_written.send(written.paths[0], context=variables)

    def _write_page(
        self, planned: Page, template: jinja2.Template, context: dict[str, Any], /, **more: Any
    ) -> Written:
        """Write a page and the files beside it."""
        build = current_build(self.settings)
        super().write_file(
            planned.file,
            PageTemplate(template, planned),
            context,
            override_output=False,  # a file that is written twice stops the build
            **{**more, **build.variables.of(planned)},
        )
        folder = Path(planned.file).parent.as_posix()
        files = planned.content.files_beside
        beside = [f"{folder}/{name}" for name in files]
        for path, content in zip(beside, files.values(), strict=True):
            self.write_bytes(path, content)
        return Written(
            tuple(sanitised_join(self.output_path, path) for path in (planned.file, *beside)),
            build_document(planned, build.plan.site.languages),
        )

    def write_feed(
        self,
        elements: Sequence[Content | Item],
        context: dict[str, Any],
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,
        feed_title: str | None = None,
    ) -> Feed:
        """Write a feed. Raises PlanError where nobody planned it.

        FEED_MAX_ITEMS is for news: the other feeds come with the entries that they are to have.
        """
        channel = current_build(self.settings).channels.get(path or "")
        if not channel:
            raise PlanError(
                f"{path}: a plugin or a changed setting makes this feed, and the site has no such"
                " feed"
            )
        if channel.of_news:
            self._news.setdefault(channel.page, tuple(elements))
        limit = self.settings["FEED_MAX_ITEMS"] if channel.of_news else None
        writer = copy.copy(self)  # writes this feed alone
        writer._channel, writer.settings = channel, {**self.settings, "FEED_MAX_ITEMS": limit}
        feed: Feed = super(SiteWriter, writer).write_feed(
            elements, context, path, url, feed_type, False, feed_title
        )
        return feed

    def _create_new_feed(
        self, feed_type: str, feed_title: str | None, context: dict[str, Any]
    ) -> Feed:
        plan, channel = current_build(self.settings).plan, self._channel
        return FORMATS[feed_type](
            title=channel.title,
            link=plan.site_url + channel.page,
            description=channel.description,
            language=channel.lang,
            author_name=channel.author,
            feed_url=self.feed_url,
            feed_guid=channel.guid,
            released=plan.site.release.date.noon,
        )

    def _add_item_to_the_feed(self, feed: Feed, item: Content | Item) -> None:
        site_url = current_build(self.settings).plan.site_url
        entry = item if isinstance(item, Item) else _item(item, site_url)
        feed.add_item(
            title=entry.title,
            link=site_url + entry.address,
            description=escape(entry.summary, quote=False),  # which readers take for HTML
            content=entry.content,
            plain_summary=entry.summary,
            unique_id=entry.guid,
            unique_id_is_permalink=False,
            pubdate=entry.date,
            updateddate=entry.date,
        )

    def elements_of(self, channel: Channel) -> Sequence[Content | Item]:
        """What a feed holds: its entries, or the news that Pelican wrote in another form of it."""
        return self._news.get(channel.page, ()) if channel.of_news else channel.items

    def has_written(self, name: str) -> bool:
        """Whether the file `name` is written."""
        return sanitised_join(self.output_path, name) in self._written_files

    def write_bytes(self, name: str, content: bytes) -> None:
        """Write a file that is no page. Raises FileOverwriteFailedError where it is there."""
        path = sanitised_join(self.output_path, name)
        if path in self._written_files:
            raise FileOverwriteFailedError(f'Failed to overwrite "{path}"')
        self._written_files.add(path)
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> TextIO:
        """The file to write text into, with the same ends of lines on every system."""
        file: TextIO = super()._open_w(filename, encoding, override)
        file.reconfigure(newline="\n")  # type: ignore[attr-defined]  # of a file that is opened as text
        return file
