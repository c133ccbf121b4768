"""The names of the files under /data/, without making the files."""

from collections.abc import Collection, Iterator

from datasite.content.text_links import DERIVED_TABLES
from datasite.model.families import ancestors
from datasite.model.register import Register
from datasite.publication import addresses
from datasite.publication.identity import PACKAGE_NAME

DATA = "/data/"
# The endings of the files of each table and of each record that has projects.
OF_TABLE = (*("csv", "csv-metadata.json", "excel.csv", "json", "jsonl", "parquet", "xlsx", "zip"),)
# Tables without a workbook: it takes longer to write than all other files, and each change of the
# data makes it longer.
NOT_IN_EXCEL = ("changes",)
OF_RECORD = ("csv", "json")
OF_CHART = ("csv", "json")
# What describes all of the data.
OF_ALL = (
    *(f"{PACKAGE_NAME}.zip", f"{PACKAGE_NAME}.sqlite", "datapackage.json", "SHA256SUMS"),
    *("catalog.jsonld", "catalog.rdf", "catalog.ttl", "croissant.json", "csv-metadata.json"),
    *("CITATION.cff", "citation.bib", "citation.csl.json", "datacite.json"),
    *("dane-gov-pl.md5", "dane-gov-pl.xml", "grants-360giving.json", "openapi.json"),
    *("schemas/json-feed.json", "schemas/old-address.json", "schemas/oembed.json"),
    "schemas/index.json",
)


def data_files(datasets: Collection[str], register: Register) -> Iterator[str]:
    """The name of every file below /data/, e.g. "projects.csv" or "projects/x.json"."""
    yield from OF_ALL
    for table in (*datasets, *DERIVED_TABLES):
        yield from (
            f"{table}.{ending}"
            for ending in OF_TABLE
            if ending != "xlsx" or table not in NOT_IN_EXCEL
        )
        yield f"schemas/{table}.json"
    for chart in addresses.CHARTS:
        yield from (f"charts/{chart}.{ending}" for ending in OF_CHART)
        yield f"schemas/charts/{chart}.json"
    for section, keys in _with_projects(register).items():
        yield f"schemas/records/{section}.json"
        for key in keys:
            yield from (f"{section}/{key.lower()}.{ending}" for ending in OF_RECORD)
    yield from (f"programmes/{key}.zip" for key in _with_projects(register)["programmes"])


def _with_projects(register: Register) -> dict[str, Collection[str]]:
    """Of each section the records that have projects."""
    projects = register.projects.values()
    paying = (project.programme for project in projects if project.programme)
    programmes = {one.id for programme in paying for one in (programme, *ancestors(programme))}
    return {
        "projects": register.projects,
        "organisations": {p.organisation.id for project in projects for p in project.partners},
        "programmes": programmes,
        "places": {tie.place.code for project in projects for tie in project.ties},
    }
