"""Packages as strangers receive them: files in a folder, judged by frictionless and sha256sum as
programs of their own.
"""

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import frictionless
import pytest
from edits import add
from remembered import load_catalog

from datasite.downloads.all_tables import build_published_tables
from datasite.downloads.data_package import Package, build_packages
from datasite.downloads.package_readme import build_data_dictionary
from datasite.downloads.published_tables import PublishedTable
from datasite.language.localization import Language
from datasite.model.builder import build_register
from datasite.model.register import Register
from datasite.publication.identity import PACKAGE_NAME
from datasite.publication.release import Release

RELEASE = Release("1.2.3", "2020-02-29")
URL = "https://mini.example"
Packages = Mapping[str, Package]


@pytest.fixture(scope="session")
def packages(
    mini_published: dict[str, PublishedTable],
    mini_register: Register,
    languages: dict[str, Language],
) -> Packages:
    return {
        package.id: package
        for package in build_packages(mini_published, mini_register, RELEASE, languages, URL)
    }


def _unzip(package: Package, folder: Path) -> Path:
    (content,) = (file.content for file in package.files if file.name.endswith(".zip"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def _run(folder: Path, *command: str) -> str:
    process = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", timeout=900, check=False
    )
    assert process.returncode == 0, process.stdout + process.stderr
    return process.stdout


@pytest.mark.parametrize("name", [PACKAGE_NAME, "budgets", "programmes/fundusz-przykladowy"])
def test_frictionless_accepts_an_unzipped_package(
    name: str, packages: Packages, tmp_path: Path
) -> None:
    report = json.loads(
        _run(
            _unzip(packages[name], tmp_path),
            str(Path(sys.executable).with_name("frictionless")),
            "validate",
            "datapackage.json",
            "--json",
        )
    )
    assert report["valid"]
    assert {task["name"] for task in report["tasks"]} == {
        table.dataset.name for table in packages[name].tables
    }


@pytest.mark.parametrize("name", [PACKAGE_NAME, "budgets", "programmes/fundusz-przykladowy"])
def test_frictionless_reads_a_package_without_unpacking(
    name: str, packages: Packages, tmp_path: Path
) -> None:
    """It looks for datapackage.json at the top, so the files are in no folder of the zip."""
    (content,) = (f.content for f in packages[name].files if f.name.endswith(".zip"))
    (tmp_path / "package.zip").write_bytes(content)
    package = frictionless.Package(str(tmp_path / "package.zip"))
    assert package.validate().valid
    assert set(package.resource_names) == {t.dataset.name for t in packages[name].tables}


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_a_package_says_that_it_needs_a_folder(
    lang: str, packages: Packages, tmp_path: Path
) -> None:
    words = {"pl": "do nowego folderu", "en": "into a new folder"}[lang]
    text = (_unzip(packages["budgets"], tmp_path) / f"README.{lang}.md").read_text("utf-8")
    assert words in text
    (archive,) = (f for f in packages["budgets"].files if f.name.endswith(".zip"))
    assert words in archive.use[lang]


def test_frictionless_accepts_the_folder_of_files(packages: Packages, tmp_path: Path) -> None:
    for file in (
        file for package in packages.values() for file in package.files if "/" not in file.name
    ):
        (tmp_path / file.name).write_bytes(file.content)
    assert json.loads(
        _run(
            tmp_path,
            str(Path(sys.executable).with_name("frictionless")),
            "validate",
            "datapackage.json",
            "--json",
        )
    )["valid"]


@pytest.mark.parametrize("name", [PACKAGE_NAME, "budgets", "programmes/fundusz-przykladowy"])
def test_sha256sum_accepts_an_unzipped_package(
    name: str, packages: Packages, tmp_path: Path
) -> None:
    folder = _unzip(packages[name], tmp_path)
    printed = _run(folder, "sha256sum", "--strict", "-c", "SHA256SUMS")
    assert printed.count(": OK\n") == len(list(folder.iterdir())) - 1


def test_there_is_a_package_of_everything_of_each_table_and_of_each_programme_with_projects(
    packages: Packages, mini_published: dict[str, PublishedTable]
) -> None:
    programmes = [
        f"programmes/{name}"
        for name in (
            "fundusz-przykladowy",
            "fundusz-przykladowy-2021-2027",
            "norweskie-przykladowe",
        )
    ]
    assert list(packages) == [PACKAGE_NAME, *mini_published, *programmes]


def test_the_same_data_give_the_same_packages(
    packages: Packages,
    mini_published: dict[str, PublishedTable],
    mini_register: Register,
    languages: dict[str, Language],
) -> None:
    again = build_packages(mini_published, mini_register, RELEASE, languages, URL)
    assert [file.sha256 for package in again for file in package.files] == [
        file.sha256 for package in packages.values() for file in package.files
    ]


def test_a_package_explains_itself(packages: Packages, tmp_path: Path) -> None:
    folder = _unzip(packages["budgets"], tmp_path)
    assert {
        "budgets.csv",
        "currencies.csv",
        "datapackage.json",
        "README.pl.md",
        "README.en.md",
        "fields.csv",
        "LICENSE.txt",
        "CITATION.cff",
        "SHA256SUMS",
    } <= {p.name for p in folder.iterdir()}
    assert "1.2.3" in (folder / "README.en.md").read_text(encoding="utf-8")


def test_the_description_carries_version_licence_and_both_languages(packages: Packages) -> None:
    (content,) = (f.content for f in packages[PACKAGE_NAME].files if f.name == "datapackage.json")
    described = json.loads(content)
    assert (described["version"], described["created"], described["licenses"][0]["name"]) == (
        "1.2.3",
        "2020-02-29T00:00:00Z",
        "CC-BY-4.0",
    )
    for resource in described["resources"]:
        assert resource["title_pl"] and resource["title_en"]
        assert all(
            field["title_pl"] and field["description_en"] for field in resource["schema"]["fields"]
        )


def test_a_package_of_a_programme_holds_its_projects_only(packages: Packages) -> None:
    tables = {
        table.dataset.name: table for table in packages["programmes/norweskie-przykladowe"].tables
    }
    assert [row["project_id"] for row in tables["projects"].rows] == ["null", "wspolna-zagroda"]
    assert {row["project_id"] for row in tables["partners"].rows} == {"null", "wspolna-zagroda"}
    assert "statements" not in tables


def test_the_dictionary_has_a_row_for_each_field(mini_published: dict[str, PublishedTable]) -> None:
    rows = list(
        csv.DictReader(io.StringIO(build_data_dictionary(mini_published.values()).decode()))
    )
    assert [(row["table"], row["field"]) for row in rows] == [
        (name, field) for name, table in mini_published.items() for field in table.dataset.header
    ]


@pytest.fixture
def with_a_statement_on_money(
    copy_of_mini: Path, languages: dict[str, Language]
) -> tuple[dict[str, PublishedTable], Packages]:
    statement = {
        "dataset": "budgets",
        "record": "wspolna-zagroda-donor-grant",
        "basis": "deduced",
        "source_id": "gazeta-o-wspolnej-sumie",
        "preferred": "true",
    }
    add(
        copy_of_mini,
        "statements",
        **statement,
        field="kind",
        value="donor_grant",
        reason_pl="Tak przyjęto.",
        reason_en="So it was taken.",
    )
    data = load_catalog(copy_of_mini)
    register = build_register(data)
    tables = dict(build_published_tables(data, register, URL))
    packages = build_packages(tables, register, RELEASE, languages, URL)
    return tables, {package.id: package for package in packages}


def test_a_package_of_a_programme_holds_what_is_said_of_its_money(
    with_a_statement_on_money: tuple[dict[str, PublishedTable], Packages],
) -> None:
    _, packages = with_a_statement_on_money
    assert "statements" in {
        table.dataset.name for table in packages["programmes/norweskie-przykladowe"].tables
    }


def test_the_address_of_a_statement_on_money_is_that_of_its_project(
    with_a_statement_on_money: tuple[dict[str, PublishedTable], Packages],
) -> None:
    tables, _ = with_a_statement_on_money
    (row,) = (row for row in tables["statements"].rows if row["dataset"] == "budgets")
    assert row["record_url"] == f"{URL}/pl/projekty/wspolna-zagroda/"
