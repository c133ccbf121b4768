"""The citation of the whole register as files for reference managers and repositories of data."""

from datasite.language.languages import SOURCE_LANGUAGE
from datasite.metadata.standard import Publication, Standard
from datasite.problems import N_
from datasite.publication import citations


def _citation_file(publication: Publication) -> dict[str, bytes]:
    content = citations.citation_file(publication.release, publication.site_url)
    return {"CITATION.cff": content}


def _reference_manager_files(publication: Publication) -> dict[str, bytes]:
    work = citations.whole_register(SOURCE_LANGUAGE, publication.site_url)
    return {
        "citation.bib": citations.bibtex(publication.release, work),
        "citation.csl.json": citations.csl(publication.release, work),
    }


def _datacite_file(publication: Publication) -> dict[str, bytes]:
    return {"datacite.json": citations.datacite(publication.release, publication.site_url)}


STANDARDS = (
    Standard(use=N_("Citation: Citation File Format."), build_files=_citation_file),
    Standard(use=N_("Citation: BibTeX and CSL-JSON."), build_files=_reference_manager_files),
    Standard(use=N_("Citation: DataCite metadata."), build_files=_datacite_file),
)
