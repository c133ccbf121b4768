"""What sources state of whole programmes: beside what is known here, never divided by it, and in
the files of the programme.
"""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import built_sites
import pytest
import site_plans

from datasite.downloads.data_package import build_packages
from datasite.downloads.page_extracts import build_page_extracts
from datasite.downloads.published_tables import PublishedTable
from datasite.language.languages import NBSP
from datasite.language.localization import Language
from datasite.model.amounts import fund_money
from datasite.model.families import of_family
from datasite.model.register import Register
from datasite.model.sums import sums_of
from datasite.pages.sections.programme_totals import (
    WholeProgramme,
    projects_of,
    total_words,
    whole_programme,
    whole_programmes,
)
from datasite.publication.release import read_release

FUND = "fundusz-przykladowy-2021-2027"


@pytest.fixture
def whole(mini_register: Register) -> WholeProgramme:
    found = whole_programme(mini_register, mini_register.programmes[FUND])
    assert found
    return found


def test_a_part_is_not_the_whole(whole: WholeProgramme) -> None:
    assert [total.id for total in whole.counts] == [f"{FUND}-projects"]
    assert [total.id for total in whole.parts] == [f"{FUND}-projects-call"]
    assert whole.here == 1


@pytest.mark.parametrize(
    ("lang", "exact", "hedged"),
    [("pl", "1 z 158", "2; wszystkich: ponad 120"), ("en", "1 of 158", "2; all: over 120")],
)
def test_projects_here_stand_beside_all_of_them(
    mini_register: Register, languages: Mapping[str, Language], lang: str, exact: str, hedged: str
) -> None:
    words = {
        row.programme.id: projects_of(row, row.counts[0], languages[lang])
        for row in whole_programmes(mini_register)
    }
    assert words == {FUND: exact, "norweskie-przykladowe": hedged}


def test_beside_a_budget_is_the_value_of_projects_beside_a_fund_its_money(
    whole: WholeProgramme, mini_register: Register, languages: Mapping[str, Language]
) -> None:
    projects = of_family(mini_register, whole.programme)
    assert [(beside.total.measure.code, beside.known) for beside in whole.money] == [
        ("envelope", sums_of(projects)),
        ("fund_part", sums_of(projects, fund_money)),
    ]
    words = [total_words(b.total, languages["pl"]).replace(NBSP, " ") for b in whole.money]
    assert words == ["blisko 5 mln EUR", "około 4 mln EUR"]


def test_nothing_is_said_of_a_programme_of_which_nothing_is_stated(mini_register: Register) -> None:
    assert whole_programme(mini_register, mini_register.programmes["fundusz-przykladowy"]) is None


def test_the_files_of_a_programme_hold_its_totals(
    mini: Path,
    mini_register: Register,
    mini_published: dict[str, PublishedTable],
    languages: Mapping[str, Language],
) -> None:
    extracts = build_page_extracts(mini_register, mini_published, languages)
    content = json.loads(
        next(file.content for file in extracts if file.name == f"programmes/{FUND}.json")
    )
    stated = [total.id for total in mini_register.programme_totals[FUND]]
    assert [row["total_id"] for row in content["programme_totals"]] == stated
    packages = build_packages(
        mini_published, mini_register, read_release(mini), languages, built_sites.SITE_URL
    )
    (file,) = next(p.files for p in packages if p.id == f"programmes/{FUND}")
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        table = archive.read("programme_totals.csv").decode()
    assert re.findall(rf"^{FUND},([\w-]+)", table, re.MULTILINE) == stated


def test_the_real_pbu_has_158_projects_in_all() -> None:
    register = site_plans.register()
    programme = register.programmes["eni-cbc-pl-by-ua-2014-2020"]
    whole = whole_programme(register, programme)
    assert whole
    assert [(int(total.value), total.as_printed) for total in whole.counts] == [
        (158, "158 projects")
    ]
    assert whole.here == len(of_family(register, programme)) > 1
    assert {beside.total.measure.code for beside in whole.money} == {"envelope", "fund_part"}


def test_every_real_count_of_the_whole_is_at_least_what_is_here() -> None:
    """A total below our own count would be of a part, and `of` would have to say so."""
    for whole in whole_programmes(site_plans.register()):
        for total in whole.counts:
            assert total.value >= whole.here, total.id
