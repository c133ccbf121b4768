"""Pelican's side of the site, and the only importer of pelican: a plugin whose generator writes
every page and file.

Pelican brings the settings, the run and the copying of the theme; what is written is decided by
`outputs`, which is pure.
"""

import contextlib
import importlib
import logging
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.log import console
from pelican.log import init as start_logging
from pelican.settings import DEFAULT_CONFIG, get_settings_from_file, read_settings

from datasite import matching
from datasite.charts import chart_pages, maps
from datasite.checks.catalog_checks import load_catalog
from datasite.content import prose
from datasite.delivery import host_headers
from datasite.downloads.all_tables import build_published_tables
from datasite.downloads.data_package import Package, build_packages, checksums_file
from datasite.downloads.formats import Download
from datasite.downloads.page_extracts import build_page_extracts
from datasite.language.localization import Language, load_languages
from datasite.metadata import catalogue_files
from datasite.model.builder import build_register
from datasite.pages import all_pages, corrections, feeds, sitemap
from datasite.pages.all_pages import Page, Site
from datasite.pages.render import Renderer
from datasite.problems import Guard, unlimited
from datasite.publication.edit_links import NOWHERE, Repository
from datasite.publication.release import read_release


@dataclass(frozen=True)
class Plan:
    """What the site is to hold: everything that pages are made from, and every page."""

    site: Site
    pages: tuple[Page, ...]
    site_url: str


def plan(root: Path, site_url: str, guard: Guard = unlimited, kept: Repository = NOWHERE) -> Plan:
    """The site that `root` describes, whose data are `kept` somewhere.

    Raises ProblemsError where data or prose have problems. Work on each file goes on within `guard`.
    """
    data = load_catalog(root, guard)
    register = build_register(data)
    languages = load_languages(root)
    tables = build_published_tables(data, register, site_url)
    release = read_release(root)
    packages = build_packages(tables, register, release, languages, site_url)
    loose = (
        *catalogue_files.build(packages, register, release, site_url),
        *build_page_extracts(register, tables, languages),
        *chart_pages.files(register, languages),
    )
    site = Site(
        data,
        register,
        prose.load(root, register, guard),
        packages,
        _files(packages, loose, languages),
        languages,
        release,
        site_url,
        maps.load_atlas(root),
        kept,
    )
    return Plan(site, tuple(all_pages.build(site)), site_url)


def _files(
    packages: tuple[Package, ...],
    loose: tuple[Download, ...],
    languages: Mapping[str, Language],
) -> Mapping[str, Download]:
    """Every file under /data/ by name, and their checksums."""
    files = {f.name: f for f in (*(f for p in packages for f in p.files), *loose)}
    sums = checksums_file(files.values(), languages)
    return {**files, sums.name: sums}


def outputs(it: Plan, templates: Path) -> Iterator[tuple[str, bytes]]:
    """Every file that we write, as (path, bytes)."""
    sizes = {name: file.size for name, file in it.site.files.items()}
    texts = {
        code: tuple(
            sorted(
                (p for p in it.pages if p.type == "text" and p.lang == code),
                key=lambda p: str(p.view.name),
            )
        )
        for code in it.site.languages
    }
    log = corrections.log(it.site.catalog)
    renderers = {
        code: Renderer(templates, language, it.site_url, sizes, texts[code], it.site.release, log)
        for code, language in it.site.languages.items()
    }
    for page in it.pages:
        yield page.file, renderers[page.lang].page(page).encode()
        for name, content in page.beside.items():
            yield f"{Path(page.file).parent.as_posix()}/{name}", content
    for code, language in it.site.languages.items():
        for channel in (
            feeds.of_news(
                (p for p in it.pages if p.type == "article" and p.lang == code), language
            ),
            feeds.of_corrections(log, language),
        ):
            for name in feeds.FEEDS:
                yield (
                    f"{channel.folder.strip('/')}/{name}",
                    feeds.build(channel, language, it.site_url, name, it.site.release.date),
                )
    for download in it.site.files.values():
        yield f"data/{download.name}", download.content
    yield from host_headers.files()
    yield "sitemap.xml", sitemap.build(it.pages, it.site_url)
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {it.site_url}/sitemap.xml\n".encode()


class RegisterGenerator(Generator):  # type: ignore[misc]  # pelican is untyped
    """Writes what `outputs` decides into Pelican's output folder."""

    def generate_context(self) -> None:
        settings: Mapping[str, Any] = self.settings
        self._plan: Plan = settings.get("PLAN") or plan(
            Path(settings["ROOT"]), str(settings["SITEURL"]), kept=repository_of(settings)
        )

    def generate_output(self, writer: object) -> None:
        for path, content in outputs(self._plan, Path(self.theme) / "templates"):
            file = Path(self.output_path) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def _generators(_: Pelican) -> type[Generator]:
    return RegisterGenerator


def register() -> None:
    """Called by Pelican when it loads the plugin."""
    signals.get_generators.connect(_generators)


OURS = ("REPOSITORY_URL", "REPOSITORY_HOST", "REPOSITORY_BRANCH", "CORRECTIONS_EMAIL")
ALSO_SETTINGS = frozenset(
    {"ROOT", "TIMEZONE", *OURS}
)  # ours, and the one that Pelican asks for without having a default


class SettingError(Exception):
    """pelicanconf.py cannot be used; the message says why."""


def settings_of(root: Path) -> dict[str, Any]:
    """Pelican's settings of `root`/pelicanconf.py, each name one that Pelican knows, each plugin
    one that can be imported. Raises SettingError.
    """
    file = root / "pelicanconf.py"
    try:
        own = get_settings_from_file(str(file))
        settings = dict(read_settings(str(file)))
        with _found_in(settings["PLUGIN_PATHS"]):
            for name in settings["PLUGINS"] or ():
                importlib.import_module(name)
    except Exception as error:  # it is a program of its own, and so is a plugin
        raise SettingError(f"pelicanconf.py: {type(error).__name__}: {error}") from error
    if unknown := sorted(
        name for name in own if name not in DEFAULT_CONFIG and name not in ALSO_SETTINGS
    ):
        near = matching.nearest(unknown[0], DEFAULT_CONFIG)
        raise SettingError(
            "pelicanconf.py: there is no setting"
            f" {', '.join(unknown)}{f'; did you mean {near}?' if near else ''}"
        )
    if not re.match(r"https?://[^\s/]+(?:/[^\s]*)?\Z", str(settings["SITEURL"])):
        raise SettingError(
            f"SITEURL is {settings['SITEURL']!r}; it must be a whole address, such as"
            " https://example.org/register"
        )
    if wrong := repository_of(settings).wrong():
        raise SettingError(wrong)
    return settings


def repository_of(settings: Mapping[str, Any]) -> Repository:
    """Where the data are kept."""
    url, host, branch, email = (str(settings.get(name, "")) for name in OURS)
    return Repository(url, host, branch, email)


@contextlib.contextmanager
def _found_in(folders: Iterable[str]) -> Iterator[None]:
    """Modules of these folders can be imported."""
    before = list(sys.path)
    sys.path[:0] = [str(folder) for folder in folders]
    try:
        yield
    finally:
        sys.path[:] = before


class HostError(Exception):
    """Pelican stopped or warned; the message holds what it said."""


def build(settings: dict[str, Any], output: Path, it: Plan) -> None:
    """Run Pelican into `output`; any warning of Pelican's stops the build. Raises HostError."""
    start_logging(level=logging.WARNING, fatal="warnings", name="pelican")
    with console.capture() as said:  # its closing line counts articles, of which it has none
        try:
            Pelican(settings | {"OUTPUT_PATH": str(output), "PLAN": it}).run()
            stopped = None
        except RuntimeError as error:  # what its logger raises
            stopped = error
    if stopped:
        raise HostError(f"Pelican: {said.get().strip()} {stopped}") from stopped
