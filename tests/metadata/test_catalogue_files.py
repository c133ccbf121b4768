"""The files that describe the data: every standard, each file once and of a known type."""

import pytest
import site_plans

from datasite.language.languages import LANGUAGES
from datasite.metadata import dcat
from datasite.metadata.catalogue_files import STANDARDS, build_metadata_files
from datasite.publication.file_types import UnknownFileTypeError, file_type

pytestmark = pytest.mark.xdist_group("plans")


def test_every_file_is_written_once_with_its_type_and_its_use_in_every_language() -> None:
    files = list(build_metadata_files(site_plans.publication(site_plans.real())))
    assert len({file.name for file in files}) == len(files) >= len(STANDARDS)
    for file in files:
        assert file.media_type == file_type(file.name).media_type
        assert set(file.use) == set(LANGUAGES)
        assert len(set(file.use.values())) == len(LANGUAGES), file.name


@pytest.mark.parametrize(
    ("name", "eu_code", "media_type", "package_type", "standards"),
    [
        ("budgets.csv", "CSV", "text/csv", "", 1),
        ("budgets.excel.csv", "CSV", "text/csv", "", 0),
        ("budgets.json", "JSON", "application/json", "", 0),
        ("budgets.jsonl", "JSON", "", "", 0),
        ("datapackage.json", "JSON", "application/json", "", 1),
        ("kto-z-kim-za-ile.sqlite", "", "application/vnd.sqlite3", "", 0),
        ("programmes/x.zip", "CSV", "text/csv", "application/zip", 1),
    ],
)
def test_a_distribution_is_described_as_dcat_asks(
    name: str, eu_code: str, media_type: str, package_type: str, standards: int
) -> None:
    described = dcat.distribution_type(name)
    assert described[:3] == (eu_code, media_type, package_type)
    assert len(described.standards) == standards


def test_a_distribution_of_an_unknown_type_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownFileTypeError, match=r"budgets\.ods"):
        dcat.distribution_type("budgets.ods")
