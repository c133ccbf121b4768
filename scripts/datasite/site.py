"""The plugin for Pelican whose generator writes every page and file; no other module imports
pelican.

Pelican provides the settings, the run and the copying of the theme. What is written is decided by
`build_files`, which is pure.
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
from datasite.delivery.build_profile import Profile, no_profile
from datasite.downloads.all_tables import build_published_tables
from datasite.downloads.data_package import Package, build_packages, checksums_file
from datasite.downloads.formats import Download
from datasite.downloads.page_extracts import build_page_extracts
from datasite.language.localization import Language, load_languages
from datasite.metadata import catalogue_files
from datasite.metadata.standard import Publication
from datasite.model.builder import build_register
from datasite.pages import corrections, feeds, sitemap
from datasite.pages.all_pages import build_pages
from datasite.pages.page import Page, Site
from datasite.pages.render import Renderer
from datasite.problems import Guard, unlimited
from datasite.publication.edit_links import NOWHERE, Repository
from datasite.publication.release import read_release


@dataclass(frozen=True)
class Plan:
    """Everything that the site is built from, and every page of it."""

    site: Site
    pages: tuple[Page, ...]
    site_url: str


def plan_site(
    root: Path,
    site_url: str,
    guard: Guard = unlimited,
    repository: Repository = NOWHERE,
    profile: Profile | None = None,
) -> Plan:
    """Plan the site that `root` describes. `repository` is where readers correct its data.

    Each file is read within `guard`, which may set a time limit. Raises ProblemsError where data or
    texts have problems.
    """
    profile = profile or no_profile()
    with profile.step("datasets"):
        data = load_catalog(root, guard)
        register = build_register(data)
    languages = load_languages(root)
    release = read_release(root)
    with profile.step("downloads"):
        tables = build_published_tables(data, register, site_url)
        packages = build_packages(tables, register, release, languages, site_url)
    with profile.step("metadata"):
        publication = Publication(
            packages=packages,
            register=register,
            release=release,
            languages=languages,
            site_url=site_url,
        )
        described = tuple(catalogue_files.build_metadata_files(publication))
    with profile.step("extracts and charts"):
        extracts = build_page_extracts(register, tables, languages)
        charts = chart_pages.chart_files(register, languages)
    with profile.step("texts"):
        texts = prose.load_texts(root, register, guard)
    site = Site(
        data,
        register,
        texts,
        packages,
        _downloads(packages, (*described, *extracts, *charts), languages),
        languages,
        release,
        site_url,
        maps.load_atlas(root),
        repository,
    )
    with profile.step("views of pages"):
        pages = tuple(profile.views(build_pages(site)))
    return Plan(site, pages, site_url)


def _downloads(
    packages: tuple[Package, ...],
    loose: tuple[Download, ...],
    languages: Mapping[str, Language],
) -> Mapping[str, Download]:
    """Every file under /data/ by name, and the list of their checksums."""
    files = {f.name: f for f in (*(f for p in packages for f in p.files), *loose)}
    sums = checksums_file(files.values(), languages)
    return {**files, sums.name: sums}


def build_files(
    plan: Plan, templates: Path, profile: Profile | None = None
) -> Iterator[tuple[str, bytes]]:
    """Every file that we write, as (path in the site, content)."""
    profile = profile or no_profile()
    site, pages = plan.site, plan.pages
    sizes = {name: file.size for name, file in site.files.items()}
    texts = {
        code: tuple(
            sorted(
                (p for p in pages if p.type == "text" and p.lang == code),
                key=lambda p: str(p.view.name),
            )
        )
        for code in site.languages
    }
    log = corrections.correction_log(site.catalog)
    renderers = {
        code: Renderer(templates, language, plan.site_url, sizes, texts[code], site.release, log)
        for code, language in site.languages.items()
    }
    for page in pages:
        with profile.html(page.type):
            content = renderers[page.lang].page(page).encode()
        yield page.file, content
        for name, content in page.data_files.items():
            yield f"{Path(page.file).parent.as_posix()}/{name}", content
    for code, language in site.languages.items():
        for channel in (
            feeds.news_channel(
                (p for p in pages if p.type == "article" and p.lang == code), language
            ),
            feeds.corrections_channel(log, language),
        ):
            for name in feeds.FEEDS:
                yield (
                    f"{channel.folder.strip('/')}/{name}",
                    feeds.build_feed(channel, language, plan.site_url, name, site.release.date),
                )
    for download in site.files.values():
        yield f"data/{download.name}", download.content
    yield from host_headers.build_host_files()
    yield "sitemap.xml", sitemap.build_sitemap(pages, plan.site_url)
    yield (
        "robots.txt",
        f"User-agent: *\nAllow: /\nSitemap: {plan.site_url}/sitemap.xml\n".encode(),
    )


class RegisterGenerator(Generator):  # type: ignore[misc]  # pelican is untyped
    """Writes the files of `build_files` into Pelican's output folder."""

    def generate_context(self) -> None:
        """Plan the site, unless the settings hold its plan. Raises ProblemsError."""
        settings: Mapping[str, Any] = self.settings
        self._profile: Profile | None = settings.get("PROFILE")
        self._plan: Plan = settings.get("PLAN") or plan_site(
            Path(settings["ROOT"]),
            str(settings["SITEURL"]),
            repository=repository_from(settings),
        )

    def generate_output(self, writer: object) -> None:
        """Write every page and file of the plan to the output folder."""
        for path, content in build_files(self._plan, Path(self.theme) / "templates", self._profile):
            file = Path(self.output_path) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def _generators(_: Pelican) -> type[Generator]:
    return RegisterGenerator


def register() -> None:
    """Called by Pelican when it loads the plugin."""
    signals.get_generators.connect(_generators)


REPOSITORY_SETTINGS = (
    "REPOSITORY_URL",
    "REPOSITORY_HOST",
    "REPOSITORY_BRANCH",
    "CORRECTIONS_EMAIL",
)
# Settings without a default of Pelican's: our own, and TIMEZONE, which Pelican requires.
OTHER_SETTINGS = frozenset({"ROOT", "TIMEZONE", *REPOSITORY_SETTINGS})


class SettingError(Exception):
    """pelicanconf.py cannot be used; the message says why."""


def load_settings(root: Path) -> dict[str, Any]:
    """Pelican's settings from `root`/pelicanconf.py.

    Raises SettingError where Pelican does not know a setting, where a plugin cannot be imported,
    and where a setting of ours has a value that cannot be used.
    """
    file = root / "pelicanconf.py"
    try:
        own = get_settings_from_file(str(file))
        settings = dict(read_settings(str(file)))
        with _importable(settings["PLUGIN_PATHS"]):
            for name in settings["PLUGINS"] or ():
                importlib.import_module(name)
    except Exception as error:  # the file and the plugins are programs: they can raise anything
        raise SettingError(f"pelicanconf.py: {type(error).__name__}: {error}") from error
    if unknown := sorted(
        name for name in own if name not in DEFAULT_CONFIG and name not in OTHER_SETTINGS
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
    if error_text := repository_from(settings).error():
        raise SettingError(error_text)
    return settings


def repository_from(settings: Mapping[str, Any]) -> Repository:
    """The repository that the settings name."""
    url, host, branch, email = (str(settings.get(name, "")) for name in REPOSITORY_SETTINGS)
    return Repository(url, host, branch, email)


@contextlib.contextmanager
def _importable(folders: Iterable[str]) -> Iterator[None]:
    """Let modules of these folders be imported within the block."""
    before = list(sys.path)
    sys.path[:0] = [str(folder) for folder in folders]
    try:
        yield
    finally:
        sys.path[:] = before


class PelicanError(Exception):
    """Pelican stopped or warned; the message holds what it printed."""


def run_pelican(
    settings: dict[str, Any], output: Path, plan: Plan, profile: Profile | None = None
) -> None:
    """Let Pelican build the planned site into `output`. Raises PelicanError, also where Pelican
    only warns.
    """
    start_logging(level=logging.WARNING, fatal="warnings", name="pelican")
    with console.capture() as printed:  # its last line counts articles, and it knows none of ours
        try:
            Pelican(settings | {"OUTPUT_PATH": str(output), "PLAN": plan, "PROFILE": profile}).run()
            stopped = None
        except RuntimeError as error:  # what its logger raises
            stopped = error
    if stopped:
        raise PelicanError(f"Pelican: {printed.get().strip()} {stopped}") from stopped
