"""Self-sufficient packages of tables: of everything, of each table, of each programme.

A package is a zip of its CSV files with datapackage.json, a README in every language, a data
dictionary, licence, citation and checksums. They are at the top of the zip, since programs look
for datapackage.json there. Rows to which the foreign keys of a programme's rows
point are included; foreign keys that leave a package are left out of its description.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from datasite.downloads.formats import Download, files_of_table
from datasite.downloads.package_descriptor import DESCRIPTOR_FILE, build_descriptor
from datasite.downloads.package_readme import build_data_dictionary, build_readme
from datasite.downloads.published_tables import PublishedTable
from datasite.downloads.rows_of_projects import rows_of_projects
from datasite.downloads.sqlite import build_database
from datasite.downloads.writers.text import write_csv
from datasite.downloads.zip_archive import checksum_list, zip_archive
from datasite.language.languages import Words
from datasite.language.localization import Language, words_of
from datasite.memory import NO_MEMORY, Memory
from datasite.model.entities import Programme
from datasite.model.families import of_family
from datasite.model.register import Register
from datasite.problems import N_
from datasite.publication import citations
from datasite.publication.identity import DESCRIPTION, LICENCE, PACKAGE_NAME, TITLE
from datasite.publication.release import Release
from datasite.workers import ALONE, Workers

CHECKSUMS_FILE = "SHA256SUMS"
_USE_OF_ZIP = N_(
    "The CSV tables with description, licence and checksums in one file. Unpack it into a new"
    " folder."
)
_USE_OF_DATABASE = N_(
    "The whole database for SQL, with a search that ignores diacritics and views of the sums that"
    " pages show."
)
_USE_OF_DESCRIPTOR = N_("A description of every table and field for programs (Data Package).")
_USE_OF_CHECKSUMS = N_("Checksums of every file.")
_DESCRIPTION_OF_PROGRAMME = N_(
    "Projects of the programme “%(programme)s” with partners, amounts, numbers, places and sources."
)
_LICENCE_TEXT = f"{LICENCE['title']} (CC BY 4.0)\n{LICENCE['path']}legalcode\n"


@dataclass(frozen=True, kw_only=True)
class Package:
    """A set of files that are one thing to a catalogue.

    `section` and `slug` name its page, e.g. "data" and "budgets"; `tables` are what its zip holds.
    """

    id: str
    title: Words
    description: Words
    section: str
    slug: str
    tables: tuple[PublishedTable, ...]
    files: tuple[Download, ...] = ()


def build_packages(
    tables: Mapping[str, PublishedTable],
    register: Register,
    release: Release,
    languages: Mapping[str, Language],
    site_url: str,
    memory: Memory = NO_MEMORY,
    workers: Workers = ALONE,
) -> tuple[Package, ...]:
    """Everything first, then each table, then each programme that has projects.

    `tables` are all published tables by name; `site_url` has no slash at its end. `workers` make
    the files.
    """
    for table in tables.values():
        table.cells  # noqa: B018  # once here, not in each process
    # What all files of all packages depend on, beside the tables.
    common = (repr(release), site_url, *languages)

    def zip_of(package: Package) -> Download:
        csv_files = _csv_files(package)
        content = memory.recall(
            "package.zip",
            (*common, *_identity(package), *csv_files.values()),
            lambda: zip_archive(_files_in_zip(package, csv_files, release, languages, site_url)),
        )
        return Download(f"{package.id}.zip", content, words_of(_USE_OF_ZIP, languages))

    def database_of(package: Package) -> Download:
        content = memory.recall(
            "database",
            (*common, *_identity(package), *_csv_files(package).values()),
            lambda: build_database(tables),
        )
        return Download(f"{PACKAGE_NAME}.sqlite", content, words_of(_USE_OF_DATABASE, languages))

    def descriptor_of(package: Package) -> Download:
        content = _descriptor_of(package, _csv_files(package), release, site_url)
        return Download(DESCRIPTOR_FILE, content, words_of(_USE_OF_DESCRIPTOR, languages))

    def files_of(package: Package) -> tuple[Download, ...]:
        if package.id == PACKAGE_NAME:
            return zip_of(package), database_of(package), descriptor_of(package)
        if package.id in tables:
            return *files_of_table(tables[package.id], languages, memory), zip_of(package)
        return (zip_of(package),)

    of_programmes = (
        _package_of_programme(programme, register, tables, languages)
        for programme in register.programmes.values()
    )
    packages = [
        _package_of_everything(tables),
        *(_package_of_table(table, tables) for table in tables.values()),
        *(package for package in of_programmes if package.tables),
    ]
    made = workers.map(files_of, packages)
    return tuple(
        replace(package, files=files) for package, files in zip(packages, made, strict=True)
    )


def files_of_everything(
    tables: Mapping[str, PublishedTable],
    release: Release,
    languages: Mapping[str, Language],
    site_url: str,
) -> Mapping[str, bytes]:
    """What the zip of everything holds, by name."""
    everything = _package_of_everything(tables)
    return _files_in_zip(everything, _csv_files(everything), release, languages, site_url)


def build_whole_package(
    tables: Mapping[str, PublishedTable],
    release: Release,
    languages: Mapping[str, Language],
    site_url: str,
) -> Mapping[str, bytes]:
    """The package of everything alone, for a release: what its zip holds, the zip, and the
    database, by name.
    """
    files = files_of_everything(tables, release, languages, site_url)
    return {
        **files,
        f"{PACKAGE_NAME}.zip": zip_archive(files),
        f"{PACKAGE_NAME}.sqlite": build_database(tables),
    }


def checksums_file(files: Iterable[Download], languages: Mapping[str, Language]) -> Download:
    """SHA256SUMS of every file under /data/."""
    content = checksum_list({file.name: file.content for file in files})
    return Download(CHECKSUMS_FILE, content, words_of(_USE_OF_CHECKSUMS, languages))


# What each package holds. Its files are added when they are made.


def _package_of_everything(tables: Mapping[str, PublishedTable]) -> Package:
    return Package(
        id=PACKAGE_NAME,
        title=TITLE,
        description=DESCRIPTION,
        section="data",
        slug="",
        tables=tuple(tables.values()),
    )


def _package_of_table(table: PublishedTable, tables: Mapping[str, PublishedTable]) -> Package:
    """The table and the codelists that it uses."""
    dataset = table.dataset
    names = dict.fromkeys(key.dataset for key in dataset.foreign_keys)
    codelists = [
        tables[name]
        for name in names
        if tables[name].dataset.group == "codelist" and name != dataset.name
    ]
    return Package(
        id=dataset.name,
        title=dataset.title,
        description=dataset.description,
        section="data",
        slug=dataset.name,
        tables=(table, *codelists),
    )


def _package_of_programme(
    programme: Programme,
    register: Register,
    tables: Mapping[str, PublishedTable],
    languages: Mapping[str, Language],
) -> Package:
    """The rows that concern the projects of a programme and of its parts, if it has any."""
    template = words_of(_DESCRIPTION_OF_PROGRAMME, languages)
    projects = {p.id for p in of_family(register, programme)}
    return Package(
        id=f"programmes/{programme.id}",
        title=programme.name,
        description={
            lang: text % {"programme": programme.name[lang]} for lang, text in template.items()
        },
        section="programmes",
        slug=programme.id,
        tables=rows_of_projects(
            projects, tables, register.family_of(programme) if projects else ()
        ),
    )


# What a zip holds.


def _identity(package: Package) -> tuple[str, ...]:
    """What a package says of itself and of its tables, for the memory."""
    titles = (repr(package.title), repr(package.description))
    return (package.id, *titles, *(table.dataset.digest for table in package.tables))


def _files_in_zip(
    package: Package,
    tables: Mapping[str, bytes],
    release: Release,
    languages: Mapping[str, Language],
    site_url: str,
) -> Mapping[str, bytes]:
    """The files of a zip by name; `tables` are its CSV files."""
    files = {
        **tables,
        DESCRIPTOR_FILE: _descriptor_of(package, tables, release, site_url),
        **{
            f"README.{code}.md": build_readme(
                package.title, package.description, package.tables, release, language, site_url
            )
            for code, language in languages.items()
        },
        "fields.csv": build_data_dictionary(package.tables),
        "LICENSE.txt": _LICENCE_TEXT.encode(),
        "CITATION.cff": citations.citation_file(release, site_url),
    }
    return {**files, CHECKSUMS_FILE: checksum_list(files)}


def _csv_files(package: Package) -> Mapping[str, bytes]:
    return {f"{table.dataset.name}.csv": write_csv(table) for table in package.tables}


def _descriptor_of(
    package: Package, csv_files: Mapping[str, bytes], release: Release, site_url: str
) -> bytes:
    return build_descriptor(
        package.id.replace("/", "-"),
        package.title,
        package.description,
        (table.dataset for table in package.tables),
        csv_files,
        release,
        site_url,
    )
