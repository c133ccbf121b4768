"""The files under /data/ that describe the data for portals and tools: one list of standards.

To add a standard, write a module with its Standard and add it to STANDARDS; a new type of file
needs a row in publication/file_types too.
"""

from collections.abc import Iterator

from datasite.downloads.formats import Download
from datasite.language.localization import words_of
from datasite.metadata import (
    citation_files,
    croissant,
    csvw,
    dane_gov_pl,
    dcat,
    grants_360giving,
)
from datasite.metadata.api import openapi, schema_files
from datasite.metadata.standard import Publication, Standard

# In the order in which the page of the data lists them.
STANDARDS: tuple[Standard, ...] = (
    dcat.STANDARD,
    dane_gov_pl.STANDARD,
    csvw.STANDARD_OF_ALL_TABLES,
    croissant.STANDARD,
    grants_360giving.STANDARD,
    *citation_files.STANDARDS,
    openapi.STANDARD,
    csvw.STANDARD_OF_EACH_TABLE,
    schema_files.STANDARD,
)


def build_metadata_files(publication: Publication) -> Iterator[Download]:
    """Every file of every standard. Raises UnknownFileTypeError."""
    for standard in STANDARDS:
        use = words_of(standard.use, publication.languages)
        for name, content in standard.build_files(publication).items():
            yield Download(name, content, use)
