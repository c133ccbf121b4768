"""The generator of the pages that are made from tables, and of the files beside them."""

from pelican.generators import Generator, PelicanTemplateNotFound

from datasite.site.build import current_build
from datasite.site.environment import TemplateError, template_errors
from datasite.site.files import build_files
from datasite.site.writer import SiteWriter


class RegisterGenerator(Generator):  # type: ignore[misc]  # pelican is untyped
    """Writes every planned page and every file of `build_files` into Pelican's output folder."""

    def generate_output(self, writer: SiteWriter) -> None:
        plan = current_build(self.settings).plan
        for page in plan.pages:
            try:
                with template_errors(page):
                    template = self.get_template(page.template.removesuffix(".html"))
            except PelicanTemplateNotFound as error:
                raise TemplateError(
                    f"{page.template} for {page.url}: the theme has no such template"
                ) from error
            writer.write_file(page.file, template, self.context, url=page.url.lstrip("/"))
        for path, content in build_files(plan):
            writer.write_bytes(path, content)
