"""What answers at an address that the site no longer has: the page of the withdrawn record that was
there, or the way to what took its place.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from datasite.content.text import Text
from datasite.history.changes import History
from datasite.language.languages import LANGUAGES, Words, column_words
from datasite.model.register import Register
from datasite.permanence import published, redirects
from datasite.permanence.data_files import DATA
from datasite.permanence.redirects import Redirect
from datasite.permanence.safe_addresses import ending, is_data, page_language
from datasite.permanence.site_addresses import site_addresses, withdrawn_pages
from datasite.problems import Problem
from datasite.publication import addresses
from datasite.tables.catalog import Catalog
from datasite.tables.scan import Row


@dataclass(frozen=True, kw_only=True)
class OldAddress:
    """An address that the site no longer has, and the page or file that took its place.

    Where it was that of a withdrawn record, `withdrawn` is (dataset, key), `reason` says why, and
    `moved_to` is the page that says so, or for a data file that of the successor if it has one.
    `date` is blank where it may come back: a file of a record that has no projects now.
    """

    address: str
    moved_to: str
    date: str = ""
    withdrawn: tuple[str, str] | None = None
    reason: Words | None = None


@dataclass(frozen=True, kw_only=True)
class Permanence:
    """The addresses that the site has, those that it published, and the old ones that answer."""

    present: Set[str] = frozenset()
    published: Mapping[str, int]
    old: tuple[OldAddress, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def all(self) -> Set[str]:
        """Every address that the next release publishes: at each of them something answers."""
        return frozenset({*self.present, *(old.address for old in self.old), *self.published})

    @property
    def moved_pages(self) -> tuple[OldAddress, ...]:
        """The old addresses of pages."""
        return tuple(old for old in self.old if page_language(old.address))

    @property
    def old_files(self) -> tuple[OldAddress, ...]:
        """The old addresses of data files."""
        return tuple(old for old in self.old if is_data(old.address))

    @property
    def redirects(self) -> Mapping[str, str]:
        """The new address of each that changed for good, for hosts. Those of a withdrawn record are
        not among them, since its page says why it went; nor is a file that has become a page, since
        a program would read the page as the file.
        """
        return {
            old.address: old.moved_to
            for old in self.old
            if old.date
            and not old.withdrawn
            and (is_data(old.moved_to) or not is_data(old.address))
        }


NOTHING_OLD = Permanence(published={})


def read_permanence(
    root: Path, catalog: Catalog, register: Register, texts: Iterable[Text], history: History
) -> Permanence:
    """The addresses of the site at `root`, with the problems of those that it lost.

    Raises ProblemsError where a file of history/ cannot be read.
    """
    of_records = withdrawn_pages(catalog)
    present = site_addresses(catalog, register, texts, history.months) | of_records.keys()
    before, moved = published.read_addresses(root), redirects.read_redirects(root)
    old = tuple(_old_addresses(before.keys() - present, moved, catalog, present))
    answered = present | {one.address for one in old}
    return Permanence(
        present=present,
        published=before,
        old=old,
        problems=(
            *redirects.redirect_problems(moved, present),
            *published.lost_problems(before, answered),
        ),
    )


def _old_addresses(
    gone: Set[str], moved: tuple[Redirect, ...], catalog: Catalog, present: Set[str]
) -> Iterator[OldAddress]:
    """Those that redirects name, and of what was published the parts of withdrawn records, the
    files of records that have no projects now, and the pages of places that no record names now.
    """
    yield from (
        OldAddress(address=one.address, moved_to=one.moved_to, date=one.date) for one in moved
    )
    withdrawn = {
        (row["dataset"], row["record"].lower()): row
        for row in catalog.rows("withdrawn")
        if addresses.has_pages(row["dataset"])
    }
    pages = {
        addresses.page(*key, lang): row for key, row in withdrawn.items() for lang in LANGUAGES
    }
    places = {code.lower() for code in catalog.by_key["territories"]}
    for address in sorted(gone - {one.address for one in moved}):
        whole = "/".join(address.split("/")[:-2]) + "/"  # the page, of its part for frames
        section, _, name = address.removeprefix(DATA).partition("/")
        key = name.partition(".")[0]
        if is_data(address) and (row := withdrawn.get((section, key))):
            yield _of_record(address, _file_of_successor(row, address, present), row)
        elif row := pages.get(whole):
            yield _of_record(address, whole, row)
        elif is_data(address) and section in addresses.SECTIONS:
            page = addresses.page(section, key, LANGUAGES[0])
            if page in present:  # the record has no projects any more, and so no rows
                yield OldAddress(address=address, moved_to=page)
            elif section == "places" and key in places:
                index = addresses.page(section, "", LANGUAGES[0])
                yield OldAddress(address=address, moved_to=index)
        elif lang := page_language(address):
            index = addresses.page("places", "", lang)
            if whole == index and address.removeprefix(index).strip("/") in places:
                yield OldAddress(address=address, moved_to=index)


def _of_record(address: str, moved_to: str, row: Row) -> OldAddress:
    return OldAddress(
        address=address,
        moved_to=moved_to,
        date=row["date"],
        withdrawn=(row["dataset"], row["record"]),
        reason=column_words(row.cells, "reason"),
    )


def _file_of_successor(row: Row, address: str, present: Set[str]) -> str:
    """The same file of the record that took the place of another, or the page that says why it
    went.
    """
    file = f"{DATA}{row['dataset']}/{row['successor_id'].lower()}.{ending(address)}"
    return (
        file
        if row["successor_id"] and file in present
        else addresses.of_withdrawn(row["dataset"], row["record"], LANGUAGES[0])
    )
