"""The plan of a site, made in this process and once: for tests of pages and files."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import built_sites
from remembered import load_catalog, plan_site

from datasite.charts import chart_pages
from datasite.language.localization import Language, load_languages
from datasite.metadata import dcat
from datasite.metadata.standard import Publication
from datasite.model.builder import build_register
from datasite.model.entities import Project
from datasite.model.register import Register
from datasite.pages.page import Page
from datasite.site.plan import Plan

STANDARDS = (
    built_sites.ROOT.parent / "shared" / "standards"
)  # reference data of others, not always there


@cache
def of(root: Path) -> Plan:
    """The plan of the site at `root`."""
    return plan_site(root, built_sites.SITE_URL)


def real() -> Plan:
    """The plan of the real site."""
    return of(built_sites.ROOT)


@cache
def register() -> Register:
    """The real register alone, which is made much faster than the plan."""
    return build_register(load_catalog(built_sites.ROOT))


@cache
def languages() -> Mapping[str, Language]:
    return load_languages(built_sites.ROOT)


def many_projects(number: int) -> list[Project]:
    """The register's projects over and over, each under a name of its own."""
    originals = register().projects.values()
    copies = (
        replace(
            p, id=f"{p.id}-{n}", title={lang: f"{title} {n}" for lang, title in p.title.items()}
        )
        for n in itertools.count()
        for p in originals
    )
    return list(itertools.islice(copies, number))


def showing(page: Page, **changes: Any) -> Page:
    """The page with other content: showing(page, view=…)."""
    return replace(page, make_content=lambda: replace(page.content, **changes))


def publication(plan: Plan) -> Publication:
    """The inputs for the descriptions of a site."""
    site = plan.site
    return Publication(
        packages=site.packages,
        register=site.register,
        release=site.release,
        languages=site.languages,
        site_url=plan.site_url,
        contact=f"{built_sites.REPOSITORY}/issues",
        charts={chart.id: chart.columns for chart in chart_pages.CHARTS},
    )


def catalogue(plan: Plan) -> Mapping[str, bytes]:
    """The DCAT-AP catalogue of a site."""
    return dcat.build_catalogue(publication(plan))
