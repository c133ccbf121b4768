"""Documents of records of several kinds: on the page of the record, in its file and in the packages
of its programme.
"""

import json
from collections.abc import Mapping

import pytest
import site_plans

from datasite.downloads.page_extracts import build_page_extracts
from datasite.downloads.published_tables import PublishedTable
from datasite.downloads.rows_of_projects import rows_of_projects
from datasite.language.localization import Language
from datasite.model.register import Register
from datasite.pages.sections.documents import documents_of, with_documents
from datasite.publication import addresses

OF = {
    ("projects", "przykladowy-projekt"): ["przykladowy-projekt-raport"],
    ("organisations", "urzad-przykladowy"): ["urzad-przykladowy-raport"],
    ("programmes", "norweskie-przykladowe"): ["norweskie-przykladowe-raport"],
    ("cooperation", "siec-przykladowa"): ["siec-przykladowa-porozumienie"],
    ("projects", "null"): [],
}


@pytest.mark.parametrize(("dataset", "record"), OF)
def test_a_record_has_its_documents(mini_register: Register, dataset: str, record: str) -> None:
    found = [document.id for document in documents_of(mini_register, dataset, record)]
    assert found == OF[dataset, record]


def test_the_sources_of_documents_follow_those_of_the_page(mini_register: Register) -> None:
    documents = documents_of(mini_register, "projects", "przykladowy-projekt")
    project = mini_register.projects["przykladowy-projekt"]
    sources = with_documents([project.source, project.source], documents)
    assert [source.id for source in sources] == ["urzad-o-projekcie", "fundacja-o-wyjezdzie"]


def test_a_row_carries_the_address_of_the_page_of_its_record(
    mini_published: dict[str, PublishedTable],
) -> None:
    pages = {row["document_id"]: row["record_url"] for row in mini_published["documents"].rows}
    for (dataset, record), documents in OF.items():
        for document in documents:
            assert pages[document].endswith(addresses.page(dataset, record, "pl"))


def test_files_hold_the_documents(
    mini_register: Register,
    mini_published: dict[str, PublishedTable],
    languages: Mapping[str, Language],
) -> None:
    files = {
        file.name: file.content
        for file in build_page_extracts(mini_register, mini_published, languages)
    }
    content = json.loads(files["projects/przykladowy-projekt.json"])
    assert [row["document_id"] for row in content["documents"]] == ["przykladowy-projekt-raport"]
    tables = {t.dataset.name: t for t in rows_of_projects({"przykladowy-projekt"}, mini_published)}
    assert [row["document_id"] for row in tables["documents"].rows] == [
        "przykladowy-projekt-raport"
    ]
    assert "urzad-przykladowy" in [row["organisation_id"] for row in tables["organisations"].rows]


def test_real_documents_are_of_records_of_every_kind() -> None:
    assert {dataset for dataset, _ in site_plans.register().documents} == {
        "projects",
        "organisations",
        "programmes",
        "cooperation",
    }
