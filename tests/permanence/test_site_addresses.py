"""The addresses that the check computes are those of the site, all and no others."""

from collections.abc import Iterable
from pathlib import Path

import built_sites
import pytest
import site_plans

from datasite.pages.feeds import subjects
from datasite.pages.feeds.subjects import Topic
from datasite.permanence.old_addresses import Permanence
from datasite.permanence.site_addresses import site_addresses, withdrawn_pages
from datasite.publication.file_types import FEEDS
from datasite.site.plan import Plan

NOT_LISTED = ("theme/", "pagefind/")  # what only pages load
COME_AND_GO = {Topic.PLACE, Topic.THEME}  # with what projects say
OF_COME_AND_GO = ("pl/miejsca/", "en/places/", "pl/projekty/temat/", "en/projects/theme/")
WHERE = "add the addresses of a new kind to scripts/datasite/permanence/site_addresses.py"


def computed(plan: Plan) -> set[str]:
    site = plan.site
    of_pages = site_addresses(site.catalog, site.register, site.texts, site.history.months)
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
        and not (Path(path).name in FEEDS and path.startswith(OF_COME_AND_GO))
    }
    assert difference(built, computed(site_plans.of(mini))) == [], WHERE


def test_they_are_those_of_the_real_plan() -> None:
    plan = site_plans.real()
    site = plan.site
    feeds = [
        (subject.topic, subject.path(lang, form))
        for subject in subjects.all_subjects(site)
        for lang in site.languages
        for form in subject.forms
    ]
    planned = {
        *(page.url for page in plan.pages),
        *(f"/data/{name}" for name in site.files),
        *(old.address for old in site.permanence.old_files),
        *(f"/{path}" for topic, path in feeds if topic not in COME_AND_GO),
    }
    assert difference(planned, computed(plan)) == [], WHERE


def test_a_release_lists_old_ones_too(mini: Path) -> None:
    permanence: Permanence = site_plans.of(mini).site.permanence
    assert permanence.all >= computed(site_plans.of(mini)) | permanence.published.keys()
