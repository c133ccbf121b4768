"""The addresses that the check computes are those of the site, all and no others."""

from collections.abc import Iterable
from pathlib import Path

import built_sites
import pytest
import site_plans

from datasite.pages.corrections import correction_log
from datasite.pages.feeds import build_channels
from datasite.permanence.old_addresses import Permanence
from datasite.permanence.site_addresses import site_addresses, withdrawn_pages
from datasite.publication.file_types import FEEDS
from datasite.site.plan import Plan

NOT_LISTED = ("theme/", "pagefind/")  # what only pages load
WHERE = "add the addresses of a new kind to scripts/datasite/permanence/site_addresses.py"


def computed(plan: Plan) -> set[str]:
    site = plan.site
    of_pages = site_addresses(site.catalog, site.register, site.texts)
    old = {old.address for old in site.permanence.old}
    return {*of_pages, *withdrawn_pages(site.catalog), *old}


def difference(one: Iterable[str], other: Iterable[str]) -> list[str]:
    return sorted(set(one) ^ set(other))


def test_they_are_those_of_the_built_miniature(
    mini: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = built_sites.mini(mini, tmp_path_factory.getbasetemp())
    paths = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    built = {
        f"/{path.removesuffix('index.html')}"
        for path in paths
        if not path.startswith(NOT_LISTED)
        and (path.startswith("data/") or path.endswith(".html") or Path(path).name in FEEDS)
    }
    assert difference(built, computed(site_plans.of(mini))) == [], WHERE


def test_they_are_those_of_the_real_plan() -> None:
    plan = site_plans.real()
    site = plan.site
    channels = build_channels(correction_log(site.catalog), site.languages.values())
    planned = {
        *(page.url for page in plan.pages),
        *(f"/data/{name}" for name in site.files),
        *(old.address for old in site.permanence.old_files),
        *(f"/{path}" for path, _ in channels),
    }
    assert difference(planned, computed(plan)) == [], WHERE


def test_a_release_lists_old_ones_too(mini: Path) -> None:
    permanence: Permanence = site_plans.of(mini).site.permanence
    assert permanence.all >= computed(site_plans.of(mini)) | permanence.published.keys()
