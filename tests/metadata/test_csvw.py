"""CSVW: csvwvalidate accepts every CSV of the site with the description beside it, and all of them
together; and it would not accept others.
"""

import json
from pathlib import Path

import pytest
import site_plans
from csvw.__main__ import csvwvalidate

from datasite.metadata import csvw

pytestmark = pytest.mark.xdist_group("plans")


class Arguments:
    """The arguments that csvwvalidate takes from its command line."""

    verbose, lax = True, False

    def __init__(self, file: Path) -> None:
        self.url = str(file)


def accepts(file: Path) -> bool:
    return csvwvalidate(Arguments(file), test=True) == 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The CSV files of the real site, each with its description, as they lie under /data/."""
    folder_of_csv, site = tmp_path_factory.mktemp("csvw"), site_plans.real().site
    tables = site.packages[0].tables
    for table in tables:
        name = f"{table.dataset.name}.csv"
        (folder_of_csv / name).write_bytes(site.files[name].content)
        (folder_of_csv / csvw.description_file(table.dataset.name)).write_bytes(
            csvw.describe_table(table, site.release, site_plans.real().site_url)
        )
    (folder_of_csv / csvw.GROUP_FILE).write_bytes(
        csvw.describe_all_tables(tables, site.release, site_plans.real().site_url)
    )
    return folder_of_csv


def test_every_table_is_accepted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    described = sorted(folder.glob("*.csv-metadata.json"))
    assert len(described) == len(list(folder.glob("*.csv")))
    assert [f.name for f in described if not accepts(f)] == [], capsys.readouterr().out


def test_all_tables_are_accepted_with_their_foreign_keys(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert accepts(folder / csvw.GROUP_FILE), capsys.readouterr().out
    tables = {t["url"]: t for t in json.loads((folder / csvw.GROUP_FILE).read_bytes())["tables"]}
    keys = {
        k["columnReference"][0]: k["reference"]["resource"]
        for k in tables["partners.csv"]["tableSchema"]["foreignKeys"]
    }
    assert keys == {
        "project_id": "projects.csv",
        "organisation_id": "organisations.csv",
        "role": "partner_roles.csv",
        "source_id": "sources.csv",
    }


@pytest.mark.filterwarnings("always::UserWarning")  # how csvwvalidate hears of faults
@pytest.mark.parametrize(
    ("old", "new"), [("project_id,", "project,"), (",true,", ",perhaps,"), (",PLN,", ",PLN,,")]
)
def test_spoiled_table_is_refused(folder: Path, tmp_path: Path, old: str, new: str) -> None:
    text = (folder / "budgets.csv").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "budgets.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    description = tmp_path / csvw.description_file("budgets")
    description.write_bytes((folder / description.name).read_bytes())
    assert not accepts(description)


def test_every_column_has_words_in_both_languages(folder: Path) -> None:
    for file in folder.glob("*.csv-metadata.json"):
        for column in json.loads(file.read_bytes())["tableSchema"]["columns"]:
            assert column["titles"].keys() == {"und", "pl", "en"}
            assert {w["@language"] for w in column["dc:description"]} == {"pl", "en"}
