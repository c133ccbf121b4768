"""The data files at old addresses: the file that took the place of another, whole, so that programs
go on; else a table of one row that says what became of it, in the form of the old file.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from datasite.downloads.formats import FORMATS, Download
from datasite.downloads.published_tables import (
    PublishedTable,
    published_table,
    read_description,
    text_frame,
)
from datasite.downloads.writers.text import write_csv, write_json
from datasite.downloads.zip_archive import zip_archive
from datasite.language.languages import TEXT_LANGUAGES
from datasite.permanence.data_files import DATA
from datasite.permanence.old_addresses import OldAddress, Permanence
from datasite.permanence.safe_addresses import ending

DESCRIPTION = read_description(Path(__file__).with_suffix(".yaml"))


def build_old_files(
    permanence: Permanence, files: Mapping[str, Download], site_url: str
) -> Iterator[tuple[str, bytes]]:
    """Every file at an old address, as (address, content). `files` are the present ones by name."""
    for old in permanence.old_files:
        present = files.get(old.moved_to.removeprefix(DATA))
        if present and not old.withdrawn and ending(old.moved_to) == ending(old.address):
            yield old.address, present.content
        else:
            yield old.address, _notice(old, site_url)


def _notice(old: OldAddress, site_url: str) -> bytes:
    """The table of one row in the form of the old file."""
    row = {
        "address": site_url + old.address,
        "status": "withdrawn" if old.withdrawn else "moved" if old.date else "empty",
        "see": site_url + old.moved_to,
        "date": old.date,
        **{f"reason_{lang}": old.reason[lang] if old.reason else "" for lang in TEXT_LANGUAGES},
    }
    table = published_table(DESCRIPTION, text_frame(DESCRIPTION.header, [row]))
    return _written(table, ending(old.address))


def _written(table: PublishedTable, form: str) -> bytes:
    if form == "zip":
        return zip_archive({f"{DESCRIPTION.name}.csv": write_csv(table)})
    write = {entry.extension: entry.write for entry in FORMATS}
    return write.get(form, write_json)(table)
