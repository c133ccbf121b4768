"""What Pelican calls of ours: receivers of its signals."""

from pelican import Pelican, signals
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.readers import Readers

from datasite.content.reader import ProseReader
from datasite.site.build import current_build, start_build
from datasite.site.fallback_texts import versions_in_other_languages
from datasite.site.generator import RegisterGenerator
from datasite.site.writer import SiteWriter


def register() -> None:
    """Called by Pelican when it loads the plugin.

    The receivers are functions of the module: connected again, they are still called once.
    """
    signals.get_generators.connect(_begin)
    signals.readers_init.connect(_read_texts_strictly)
    signals.generator_init.connect(_share_environment)
    signals.article_generator_pretaxonomy.connect(_complete_articles)
    signals.page_generator_finalized.connect(_complete_pages)
    signals.get_writer.connect(_writer)


def _begin(pelican: Pelican) -> type[Generator]:
    """At the first signal of each run, also of `pelican --autoreload`: begin the build."""
    start_build(pelican.settings)
    return RegisterGenerator


def _read_texts_strictly(readers: Readers) -> None:
    for extension in ProseReader.file_extensions:
        readers.reader_classes[extension] = ProseReader


def _share_environment(generator: Generator) -> None:
    """Before a generator loads a template: one environment for all."""
    generator.env = current_build(generator.settings).shared_environment(generator.env)


def _complete_articles(generator: ArticlesGenerator) -> None:
    """Before plugins for articles see them: add those of languages without texts of their own."""
    generator.translations += versions_in_other_languages(
        [*generator.articles, *generator.translations]
    )


def _complete_pages(generator: PagesGenerator) -> None:
    generator.translations += versions_in_other_languages(
        [*generator.pages, *generator.translations]
    )


def _writer(pelican: Pelican) -> type[SiteWriter]:
    return SiteWriter
