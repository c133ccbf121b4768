"""What the site holds: everything that pages are made from, and every page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from datasite.charts import chart_pages, maps
from datasite.checks.catalog_checks import load_catalog
from datasite.content import prose
from datasite.content.folder_checks import late_news
from datasite.delivery.build_profile import Profile, no_profile
from datasite.downloads.all_tables import build_published_tables
from datasite.downloads.data_package import Package, build_packages, checksums_file
from datasite.downloads.formats import Download
from datasite.downloads.page_extracts import build_page_extracts
from datasite.history.history_file import read_history
from datasite.language.localization import Language, load_languages
from datasite.memory import NO_MEMORY, Memory
from datasite.metadata import catalogue_files
from datasite.metadata.standard import Publication
from datasite.model.builder import build_register
from datasite.pages.all_pages import build_pages
from datasite.pages.page import Page, Site
from datasite.permanence.old_addresses import read_permanence
from datasite.problems import (
    N_,
    Guard,
    Message,
    Problem,
    ProblemsError,
    shown,
    unlimited,
)
from datasite.publication.edit_links import NOWHERE, Repository
from datasite.publication.release import late_days, read_release
from datasite.releases.kept import read_kept
from datasite.workers import ALONE, Workers


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
    memory: Memory = NO_MEMORY,
    workers: Workers = ALONE,
    releases: Path | None = None,
) -> Plan:
    """Plan the site that `root` describes. `repository` is where readers correct its data;
    `releases` the folder that keeps its releases. What `memory` knows is not made again; `workers`
    make the rest.

    Each file is read within `guard`, which may set a time limit. Raises ProblemsError where data or
    texts have problems.
    """
    profile = profile or no_profile()
    with profile.step("datasets"):
        data = load_catalog(root, guard, memory)
        register = build_register(data)
    languages = load_languages(root)
    release = read_release(root)
    history = read_history(root)
    if late := [*late_days(data, release), *late_news(root, release)]:
        raise ProblemsError(late)
    with profile.step("downloads"):
        tables = build_published_tables(data, register, site_url, history)
        packages = build_packages(tables, register, release, languages, site_url, memory, workers)
    with profile.step("metadata"):
        publication = Publication(
            packages=packages,
            register=register,
            release=release,
            languages=languages,
            site_url=site_url,
            contact=repository.contact,
            charts={chart.id: chart.columns for chart in chart_pages.CHARTS},
        )
        described = tuple(catalogue_files.build_metadata_files(publication))
    with profile.step("extracts and charts"):
        extracts = build_page_extracts(register, tables, languages)
        charts = chart_pages.chart_files(register, languages)
    with profile.step("texts"):
        texts = prose.load_texts(root, register, guard)
        if missing := prose.missing_texts(root, texts):
            raise ProblemsError(missing)
        permanence = read_permanence(root, data, register, texts, history)
        if permanence.problems:
            raise ProblemsError(list(permanence.problems))
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
        history,
        permanence,
        read_kept(root, releases or root / "releases"),
    )
    with profile.step("list of pages"):
        pages = tuple(build_pages(site))
    if double := same_addresses(pages):
        raise ProblemsError(double)
    return Plan(site, pages, site_url)


def same_addresses(pages: Iterable[Page]) -> list[Problem]:
    """A problem for each page whose file is that of another page."""
    first: dict[str, Page] = {}
    return [
        Problem.of_file(
            page.file,
            "same-address",
            Message(
                N_("This would be the page of %(title)s (%(type)s) and of %(other)s (%(others)s)."),
                {
                    "title": shown(page.title),
                    "type": page.type,
                    "other": shown(owner.title),
                    "others": owner.type,
                },
            ),
            Message(N_("Give one of them another identifier or slug.")),
        )
        for page in pages
        if (owner := first.setdefault(page.file, page)) is not page
    ]


def _downloads(
    packages: tuple[Package, ...],
    loose: tuple[Download, ...],
    languages: Mapping[str, Language],
) -> Mapping[str, Download]:
    """Every file under /data/ by name, and the list of their checksums."""
    files = {f.name: f for f in (*(f for p in packages for f in p.files), *loose)}
    sums = checksums_file(files.values(), languages)
    return {**files, sums.name: sums}
