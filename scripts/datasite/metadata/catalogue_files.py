"""Packages in, the loose files that describe them out: catalogues for portals, CSVW and Croissant
for tools, citations, grants in the shape of 360Giving.
"""

from collections.abc import Callable, Iterable, Mapping

from datasite.downloads.data_package import Package
from datasite.downloads.formats import Download
from datasite.language.languages import Words
from datasite.metadata import croissant, csvw, dane_gov_pl, dcat, grants_360giving
from datasite.model.register import Register
from datasite.publication import citations
from datasite.publication.release import Release

CONTACT = "/pl/o-serwisie/"  # the page on which to reach us
_USES: Mapping[str, Words] = {
    "catalog": {
        "pl": "Katalog DCAT-AP 3.0.1 dla portali danych.",
        "en": "A DCAT-AP 3.0.1 catalogue for data portals.",
    },
    "dane-gov-pl": {
        "pl": "Manifest dla portalu dane.gov.pl.",
        "en": "A manifest for the portal dane.gov.pl.",
    },
    "csv-metadata": {
        "pl": "Opis wszystkich plików CSV i ich powiązań (CSVW).",
        "en": "A description of all the CSV files and the links between them (CSVW).",
    },
    "croissant": {
        "pl": "Opis Croissant dla narzędzi uczenia maszynowego.",
        "en": "A Croissant description for machine-learning tools.",
    },
    "grants-360giving": {
        "pl": "Dotacje w kształcie zbliżonym do standardu 360Giving.",
        "en": "Grants in a shape close to the 360Giving standard.",
    },
    "CITATION": {"pl": "Cytowanie: Citation File Format.", "en": "Citation: Citation File Format."},
    "citation": {"pl": "Cytowanie: BibTeX i CSL-JSON.", "en": "Citation: BibTeX and CSL-JSON."},
    "datacite": {"pl": "Cytowanie: metadane DataCite.", "en": "Citation: DataCite metadata."},
    "csvw": {
        "pl": "Opis pliku CSV w standardzie CSVW.",
        "en": "A description of the CSV file in CSVW.",
    },
}


def build(
    packages: tuple[Package, ...], register: Register, release: Release, site_url: str
) -> tuple[Download, ...]:
    """Every loose file; those beside a table's CSV last."""
    everything = packages[0]
    contents: dict[str, bytes] = {
        **dcat.catalogue(
            packages,
            release,
            site_url + CONTACT,
            site_url,
            dcat.period_of(register.projects.values()),
        ),
        **dane_gov_pl.manifest(packages, release, site_url),
        csvw.GROUP_FILE: csvw.group(everything.tables, release, site_url),
        "croissant.json": croissant.metadata(everything, release, site_url),
        "grants-360giving.json": grants_360giving.grants(register, release, site_url),
        "CITATION.cff": citations.citation_file(release, site_url),
        "citation.bib": citations.bibtex(release, citations.whole("en", site_url)),
        "citation.csl.json": citations.csl(release, citations.whole("en", site_url)),
        "datacite.json": citations.datacite(release, site_url),
    }
    described = {
        csvw.file_of(it.dataset.name): csvw.metadata(it, release, site_url)
        for it in everything.tables
    }
    return (
        *_files(contents, lambda name: _USES[name.split(".")[0]]),
        *_files(described, lambda _: _USES["csvw"]),
    )


def _files(contents: Mapping[str, bytes], use_of: Callable[[str], Words]) -> Iterable[Download]:
    return (Download(name, content, use_of(name)) for name, content in contents.items())
