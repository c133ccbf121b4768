"""The writer of every page, whichever of Pelican's generators made it, and of our other files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import jinja2
from pelican.utils import sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer

from datasite.language.typography import typeset
from datasite.pages.page import Page
from datasite.site.build import current_build
from datasite.site.environment import TemplateError, template_errors


@dataclass(frozen=True)
class PageTemplate:
    """The template of one page, which Pelican renders: its HTML has the typography of its language,
    and what goes wrong in it is raised as TemplateError.
    """

    template: jinja2.Template
    page: Page

    def render(self, variables: dict[str, Any]) -> str:
        with template_errors(self.page):
            return typeset(self.template.render(variables), self.page.lang)


class SiteWriter(Writer):  # type: ignore[misc]  # pelican is untyped
    """Pelican's writer, which gives each page the variables of its plan and writes no file
    twice.
    """

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
            super().write_file(
                name,
                PageTemplate(template, page),
                context,
                relative_urls,
                paginated,
                template_name,
                override_output=False,  # a file that is written twice stops the build
                url=url,
                **{**more, **build.variables.of(page)},
            )

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
