"""What Pelican calls of ours: receivers of its signals."""

from pelican import Pelican, signals
from pelican.generators import Generator

from datasite.site.build import current_build, start_build
from datasite.site.generator import RegisterGenerator
from datasite.site.writer import SiteWriter


def register() -> None:
    """Called by Pelican when it loads the plugin.

    The receivers are functions of the module: connected again, they are still called once.
    """
    signals.get_generators.connect(_begin)
    signals.generator_init.connect(_share_environment)
    signals.get_writer.connect(_writer)


def _begin(pelican: Pelican) -> type[Generator]:
    """At the first signal of each run, also of `pelican --autoreload`: begin the build."""
    start_build(pelican.settings)
    return RegisterGenerator


def _share_environment(generator: Generator) -> None:
    """Before a generator loads a template: one environment for all."""
    generator.env = current_build(generator.settings).shared_environment(generator.env)


def _writer(pelican: Pelican) -> type[SiteWriter]:
    return SiteWriter
