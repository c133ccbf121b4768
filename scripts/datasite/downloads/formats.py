"""The formats of downloads, and a file to download.

To add a format, add an entry to FORMATS here and its type to publication/file_types.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from datasite.downloads.published_tables import PublishedTable
from datasite.downloads.writers.parquet import write_parquet
from datasite.downloads.writers.text import (
    write_csv,
    write_excel_csv,
    write_json,
    write_json_lines,
)
from datasite.downloads.writers.workbook import write_xlsx
from datasite.language.languages import Words
from datasite.language.localization import Language, words_of
from datasite.memory import NO_MEMORY, Memory
from datasite.permanence.data_files import NOT_IN_EXCEL
from datasite.problems import N_
from datasite.publication.file_types import file_type


@dataclass(frozen=True)
class Download:
    """A file under /data/.

    `name` is its path there, e.g. "projects/malopolska-otwarta.csv"; `use` says in each language
    what it is for; `rows` is None if it has no rows. What pages say of a file (size, hash) is
    computed from the very bytes that are written.
    """

    name: str
    content: bytes
    use: Words = field(default_factory=dict)
    rows: int | None = None

    @property
    def media_type(self) -> str:
        """E.g. "text/csv"."""
        return file_type(self.name).media_type

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)

    @cached_property
    def sha256(self) -> str:
        """In 64 hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format in which every published table can be downloaded.

    `extension` is the end of the file's name without its first dot; `use` is a message. A table
    that is `not_for` it is not written in it.
    """

    extension: str
    use: str
    write: Callable[[PublishedTable], bytes]
    not_for: tuple[str, ...] = ()


FORMATS: tuple[Format, ...] = (
    Format(
        extension="xlsx",
        use=N_("Opens in Excel and LibreOffice; the second sheet explains the fields."),
        write=write_xlsx,
        not_for=NOT_IN_EXCEL,
    ),
    Format(
        extension="csv",
        use=N_("A comma-separated table, for programs."),
        write=write_csv,
    ),
    Format(
        extension="excel.csv",
        use=N_(
            "A table for Polish Excel: semicolons and decimal commas. Excel takes some texts in it"
            " for dates or numbers, such as 2021-09 or 06; XLSX keeps every cell as it is."
        ),
        write=write_excel_csv,
    ),
    Format(
        extension="json",
        use=N_("A list of objects, for programs."),
        write=write_json,
    ),
    Format(
        extension="jsonl",
        use=N_("One object a line, for streaming."),
        write=write_json_lines,
    ),
    Format(
        extension="parquet",
        use=N_("A typed table, for analysis (pandas, R, DuckDB)."),
        write=write_parquet,
    ),
)


def files_of_table(
    table: PublishedTable, languages: Mapping[str, Language], memory: Memory = NO_MEMORY
) -> tuple[Download, ...]:
    """The table in every format in which it is written: projects.xlsx, projects.csv …"""
    made_from = (table.dataset.digest, write_csv(table))

    def file(entry: Format) -> Download:
        return Download(
            f"{table.dataset.name}.{entry.extension}",
            memory.recall(f"table.{entry.extension}", made_from, lambda: entry.write(table)),
            words_of(entry.use, languages),
            len(table.frame),
        )

    return tuple(file(entry) for entry in FORMATS if table.dataset.name not in entry.not_for)
