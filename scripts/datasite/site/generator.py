"""The generator of the pages and feeds that are made from tables, and of the files beside them."""

import jinja2
from pelican.generators import Generator, PelicanTemplateNotFound

from datasite.pages.page import Page
from datasite.site.build import PlanError, current_build
from datasite.site.environment import TemplateError, template_errors
from datasite.site.files import build_files
from datasite.site.writer import SiteWriter


class RegisterGenerator(Generator):  # type: ignore[misc]  # pelican is untyped
    """Writes into Pelican's output folder every planned page that is not made from a file of
    content/, every planned feed that Pelican's generators did not write, and the files of
    `build_files`.
    """

    def generate_context(self) -> None:
        """Load the template of every planned page, before any page is written."""
        for page in {page.template: page for page in reversed(self._pages)}.values():
            self._template(page)

    def generate_output(self, writer: SiteWriter) -> None:
        """Write the pages, feeds and files. Pelican's own generators have written theirs before.

        Raises PlanError where they did not write a page.
        """
        build = current_build(self.settings)
        for page in self._pages:
            if page.from_content and not writer.has_written(page.file):
                raise PlanError(
                    f"{page.file} is planned, and Pelican has no article or page for it: it could"
                    " not read the text, or a plugin took it away"
                )
        ours = [(page, self._template(page)) for page in self._pages if not page.from_content]
        writer.write_pages(ours, self.context)
        for path, channel in build.channels.items():
            # Pelican writes no feed of news for a language without any.
            if not writer.has_written(path):
                writer.write_feed(channel.items, self.context, path, feed_type=channel.format)
        for path, content in build_files(build.plan):
            writer.write_bytes(path, content)
        theme = self.settings["THEME_STATIC_DIR"]
        for sheet in build.style_sheets.values():
            writer.write_bytes(f"{theme}/{sheet.path}", sheet.content)
        for path, content in build.cards.files():
            writer.write_bytes(f"{theme}/{path}", content)

    @property
    def _pages(self) -> tuple[Page, ...]:
        return current_build(self.settings).plan.pages

    def _template(self, page: Page) -> jinja2.Template:
        """The template of a page. Raises TemplateError."""
        try:
            with template_errors(page):
                template: jinja2.Template = self.get_template(page.template.removesuffix(".html"))
        except PelicanTemplateNotFound as error:
            raise TemplateError(
                f"{page.template} for {page.url}: the theme has no such template"
            ) from error
        return template
