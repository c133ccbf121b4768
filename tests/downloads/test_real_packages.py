"""Every real package as a stranger receives it: unzipped into a folder of its own, valid,
explained, and whole.
"""

import csv
import hashlib
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import built_sites
import frictionless
import pytest
import real_data

from datasite.publication.identity import PACKAGE_NAME

LANGUAGES = ("pl", "en")
BY_COMMAND = (PACKAGE_NAME, "budgets", "programmes/norway-grants")
SAMPLE = 12  # of the packages of programmes each twelfth is validated in the suite


@cache
def identifiers() -> tuple[str, ...]:
    return tuple(package.id for package in real_data.plan().site.packages)


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.getbasetemp()


def described(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "datapackage.json").read_text(encoding="utf-8")))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def invalid(names: tuple[str, ...], temporary: Path, *, keys: bool = True) -> dict[str, Any]:
    """The packages that frictionless refuses, with its reasons.

    Without `keys` it does not follow the keys between tables, which takes the longest.
    """
    refused = {}
    for name in names:
        package = frictionless.Package.from_descriptor(
            str(real_data.unzipped(name, temporary) / "datapackage.json")
        )
        if not keys:
            for resource in package.resources:
                resource.schema.foreign_keys = []
        report = package.validate()
        if not report.valid:
            refused[name] = report.flatten(["type", "note"])[:3]
    return refused


@pytest.mark.parametrize("name", BY_COMMAND)
def test_frictionless_as_a_command_says_valid(name: str, temporary: Path) -> None:
    command = [
        str(Path(sys.executable).with_name("frictionless")),
        "validate",
        "datapackage.json",
        "--json",
    ]
    process = subprocess.run(
        command,
        cwd=real_data.unzipped(name, temporary),
        env=built_sites.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=1800,
        check=False,
    )
    assert process.returncode == 0, process.stdout + process.stderr
    report = json.loads(process.stdout)
    assert report["valid"] and not report["warnings"]
    assert {task["name"]: task["stats"].get("rows", 0) for task in report["tasks"]} == {
        table.dataset.name: len(table.rows)
        for table in next(p for p in real_data.plan().site.packages if p.id == name).tables
    }


def test_every_package_of_a_table_is_valid(temporary: Path) -> None:
    assert (
        invalid(
            tuple(
                i for i in identifiers() if not i.startswith("programmes/") and i not in BY_COMMAND
            ),
            temporary,
        )
        == {}
    )


def of_programmes() -> tuple[str, ...]:
    return tuple(i for i in identifiers() if i.startswith("programmes/") and i not in BY_COMMAND)


def test_packages_of_programmes_are_valid(temporary: Path) -> None:
    """Their rows are those of the whole package. Keys, sums and descriptions of all of them are
    tested below.
    """
    assert invalid(of_programmes()[::SAMPLE], temporary, keys=False) == {}


@pytest.mark.bench
def test_every_package_of_a_programme_is_valid(temporary: Path) -> None:
    assert invalid(of_programmes(), temporary) == {}


def test_there_is_a_package_for_every_table_and_programme_with_projects() -> None:
    register = real_data.plan().site.register
    used = {p.programme.id for p in register.projects.values() if p.programme}
    programmes = {
        f"programmes/{p.id}"
        for p in register.programmes.values()
        if used & set(register.family_of(p))
    }
    assert set(identifiers()) == {
        PACKAGE_NAME,
        *real_data.tables(),
        *programmes,
    }


def test_the_sums_hold_for_every_file(temporary: Path) -> None:
    for name in identifiers():
        folder = real_data.unzipped(name, temporary)
        lines = [
            line.split("  ", 1)
            for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        ]
        assert sorted(file for _, file in lines) == sorted(
            p.name for p in folder.iterdir() if p.is_file() and p.name != "SHA256SUMS"
        ), name
        for digest, file in lines:
            assert hashlib.sha256((folder / file).read_bytes()).hexdigest() == digest, (name, file)


def test_the_description_knows_size_and_sum_of_every_table(temporary: Path) -> None:
    for name in identifiers():
        folder = real_data.unzipped(name, temporary)
        resources = described(folder)["resources"]
        assert sorted(r["path"] for r in resources) == sorted(
            p.name for p in folder.glob("*.csv") if p.name != "fields.csv"
        ), name
        for resource in resources:
            content = (folder / resource["path"]).read_bytes()
            assert (resource["bytes"], resource["hash"]) == (
                len(content),
                f"sha256:{hashlib.sha256(content).hexdigest()}",
            ), (name, resource["name"])


def test_every_package_explains_itself_in_both_languages(temporary: Path) -> None:
    for name in identifiers():
        folder = real_data.unzipped(name, temporary)
        package = described(folder)
        for lang in LANGUAGES:
            text = (folder / f"README.{lang}.md").read_text(encoding="utf-8")
            assert text.startswith(f"# {package[f'title_{lang}']}\n"), name
            assert real_data.release().version in text and built_sites.SITE_URL in text
            for resource in package["resources"]:
                assert f"`{resource['path']}`" in text and resource[f"title_{lang}"] in text, (
                    name,
                    resource["name"],
                )
        assert (folder / "README.pl.md").read_bytes() != (folder / "README.en.md").read_bytes()
        assert {"LICENSE.txt", "CITATION.cff", "fields.csv"} <= {p.name for p in folder.iterdir()}


def test_the_dictionary_covers_every_field_of_every_table(temporary: Path) -> None:
    for name in identifiers():
        folder = real_data.unzipped(name, temporary)
        words = rows(folder / "fields.csv")
        assert all(
            row[f"{kind}_{lang}"]
            for row in words
            for kind in ("title", "description")
            for lang in LANGUAGES
        ), name
        for resource in described(folder)["resources"]:
            with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
                header = next(csv.reader(file))
            assert (
                [row["field"] for row in words if row["table"] == resource["name"]]
                == header
                == [f["name"] for f in resource["schema"]["fields"]]
            ), (name, resource["name"])
        assert {row["table"] for row in words} == {
            r["name"] for r in described(folder)["resources"]
        }


def test_no_key_leaves_its_package(temporary: Path) -> None:
    """Every key names a table of the package, and every value of it a row there."""
    for name in identifiers():
        folder = real_data.unzipped(name, temporary)
        tables = {r["name"]: rows(folder / r["path"]) for r in described(folder)["resources"]}
        for resource in described(folder)["resources"]:
            for key in resource["schema"].get("foreignKeys", ()):
                target = key["reference"]["resource"] or resource["name"]
                assert target in tables, (name, key)
                (field,), (target_field,) = key["fields"], key["reference"]["fields"]
                assert {row[field] for row in tables[resource["name"]]} - {""} <= {
                    row[target_field] for row in tables[target]
                }, (name, resource["name"], field)


def test_a_package_of_a_programme_keeps_every_key(temporary: Path) -> None:
    """A package that is self-sufficient drops none of the keys of its tables while it holds rows
    that use them.
    """
    published = {name: table.dataset for name, table in real_data.tables().items()}
    for name in identifiers():
        if name.startswith("programmes/") or name == PACKAGE_NAME:
            folder = real_data.unzipped(name, temporary)
            for resource in described(folder)["resources"]:
                kept = {k["fields"][0] for k in resource["schema"].get("foreignKeys", ())}
                for key in published[resource["name"]].foreign_keys:
                    assert key.field in kept or not any(
                        row[key.field] for row in rows(folder / resource["path"])
                    ), (name, resource["name"], key.field)


def test_no_package_uses_what_only_some_programs_read(temporary: Path) -> None:
    for name in identifiers():
        text = (real_data.unzipped(name, temporary) / "datapackage.json").read_text(
            encoding="utf-8"
        )
        assert not {
            word
            for word in ('"fieldsMatch"', '"categories"', '"type": "list"', '"uniqueKeys"')
            if word in text
        }, name


def test_the_description_beside_the_files_describes_them(temporary: Path) -> None:
    folder = real_data.data_folder(temporary)
    for resource in described(folder)["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (
            len(content),
            f"sha256:{hashlib.sha256(content).hexdigest()}",
        ), resource["name"]
    lines = [
        line.split("  ", 1)
        for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    ]
    assert {file for _, file in lines} == set(real_data.plan().site.files) - {"SHA256SUMS"}
    assert [
        file
        for digest, file in lines
        if hashlib.sha256((folder / file).read_bytes()).hexdigest() != digest
    ] == []
