"""What a site is to hold, worked out in this process and once: for tests of what is made from it."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import built_sites

from datasite import site
from datasite.checks.catalog_checks import load_catalog
from datasite.language.localization import Language, load_languages
from datasite.metadata import dcat
from datasite.model.builder import build_register
from datasite.model.entities import Project
from datasite.model.register import Register
from datasite.site import Plan

STANDARDS = (
    built_sites.ROOT.parent / "shared" / "standards"
)  # reference data of others, not always there


@cache
def of(root: Path) -> Plan:
    """The plan of the site at `root`."""
    return site.plan(root, built_sites.SITE_URL)


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


def catalogue(plan: Plan) -> Mapping[str, bytes]:
    site = plan.site
    return dcat.catalogue(
        site.packages,
        site.release,
        f"{plan.site_url}/pl/o-serwisie/",
        plan.site_url,
        dcat.period_of(site.register.projects.values()),
    )
