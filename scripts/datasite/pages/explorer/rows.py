"""The columns and rows of an explorer, the cells of a row and the keys that sort it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from datasite.language.localization import Language
from datasite.model.entities import Organisation
from datasite.pages.explorer.facets import Facet, Option
from datasite.pages.explorer.summary import Summary
from datasite.problems import N_

TOPIC = "topic"  # the style of a column of fields: its pieces name codes, not records
ROWS_FILE = "rows.json"  # beside the page: its texts are in the page's language
_PAGE_BUDGET = 180_000  # bytes for the rows of one page, which with the rest has less than 200 000
_ROW_MARKUP = 220  # bytes around the words of a row
_LINK_MARKUP = 34  # bytes of a link of a cell or of a field, around its words and the id


@dataclass(frozen=True)
class Piece:
    """Words of a cell; `to` is the id of the record to whose page they lead, blank for none, or the
    code of a field.
    """

    words: str
    to: str = ""


@dataclass(frozen=True)
class ExplorerCell:
    """The words of one cell, small print below them, and marks that warn of them.

    `pieces` are the words again, in pieces, where some of them lead to a page.
    """

    text: str
    note: str = ""
    marks: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()

    @property
    def parts(self) -> tuple[Piece, ...]:
        """The words in pieces."""
        return self.pieces or (Piece(self.text),)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that a reader sees in the cell."""
        return (self.text, self.note, *self.marks)


@dataclass(frozen=True)
class ExplorerMoney:
    """A row's amount for sums.

    `kind` is exact, approximate, unclear, `other` where only amounts are stated that no sum takes,
    or `-` where none is. `cents` are hundredths of `currency`, None where they cannot be read;
    `joint` is the id of a sum of several rows; `words` are those of an approximate amount.
    """

    kind: str
    currency: str = ""
    cents: int | None = None
    joint: str = ""
    words: str = ""


@dataclass(frozen=True)
class AmountRank:
    """Where the shown amount of a row sorts: by `place`, then within it by `cents`.

    `place` is 0, 1, … for the currencies, then comes what has none. `cents` are hundredths of the
    currency, None where there is no figure.
    """

    place: int
    cents: int | None = None


class Measure(NamedTuple):
    """What an amount is, in words: those that differ in any of it cannot be compared."""

    currency: str
    kind: str
    stage: str


@dataclass(frozen=True, kw_only=True)
class ExplorerRow:
    """A row with what is shown and, beside it, what sorts and filters it.

    `keys` has a number for each column that is sorted by one, None for the others; `facets` the
    row's values by facet; `money` is what sums take, `rank` sorts by the amount that is shown and
    `measure` says what it is, None where it is no figure of a whole project with its currency;
    `more` are the words by which the row is found beside those of its cells, `places` the keys of
    the places that all these words name.
    """

    id: str
    cells: tuple[ExplorerCell, ...]
    keys: tuple[int | None, ...]
    facets: Mapping[str, tuple[str, ...]]
    money: ExplorerMoney | None = None
    rank: AmountRank | None = None
    measure: Measure | None = None
    more: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """`kind` says how it sorts: text by its words, number by the row's key, money by the
    row's rank. `style` is the class of its cells; `links` the section of the records to which its
    words lead. A column `below` has no cells of its own: its words are in the small print of the
    first cell.
    """

    name: str
    label: str
    kind: str
    style: str = ""
    links: str = ""
    below: bool = False


class RowGroup(NamedTuple):
    """Rows under a heading that says how many rows it has in all; a blank label is no heading."""

    label: str
    number: int
    rows: tuple[ExplorerRow, ...]


@dataclass(frozen=True, kw_only=True)
class Explorer:
    """A list that a reader sorts, filters and takes away.

    `sort` is the column by which rows are sorted at first, with a minus for the highest first;
    `first` is how many rows are on the page itself. `placeholder` says what a reader may type.
    `table` is the published table from which rows are downloaded; its first column is the rows'
    id. `others` are listed below: parent organisations and publishers of sources. `groups` are the
    headings of rows sorted by their amounts, by the place of their rank. `quick` is the facet whose
    options are offered as links while nothing is chosen.
    """

    section: str
    columns: tuple[Column, ...]
    sort: str
    rows: tuple[ExplorerRow, ...]
    first: int
    facets: tuple[Facet, ...]
    placeholder: str
    summary: Summary
    table: str
    others: tuple[Organisation, ...] = field(default=())
    groups: tuple[str, ...] = ()
    quick: str = ""

    @property
    def on_page(self) -> tuple[RowGroup, ...]:
        """The rows that the page itself has, by their headings; the script loads the rest."""
        shown = self.rows[: self.first]
        if not self.groups:
            return (RowGroup("", len(self.rows), shown),)
        counts = Counter(row.rank.place for row in self.rows if row.rank)
        return tuple(
            RowGroup(self.groups[place], counts[place], tuple(rows))
            for place, rows in groupby(shown, key=lambda row: row.rank.place if row.rank else 0)
        )

    def below(self, row: ExplorerRow) -> tuple[tuple[ExplorerCell, Column], ...]:
        """The cells of a row that are in the small print of its first, with their columns."""
        pairs = zip(row.cells, self.columns, strict=True)
        return tuple((cell, column) for cell, column in pairs if column.below and cell.text)

    @property
    def in_front(self) -> tuple[Facet, ...]:
        """The facets that are offered at once."""
        return tuple(facet for facet in self.facets if facet.in_front)

    @property
    def further(self) -> tuple[Facet, ...]:
        """The facets that are offered when a reader asks for more."""
        return tuple(facet for facet in self.facets if not facet.in_front)

    @property
    def quick_options(self) -> tuple[Option, ...]:
        """The options that are offered as links."""
        return tuple(o for facet in self.facets if facet.name == self.quick for o in facet.options)

    @property
    def file(self) -> str:
        """The name of the JSON file with all rows, beside the page."""
        return ROWS_FILE

    @property
    def cut(self) -> str:
        """The message of a list of which not every row is shown."""
        return N_("These are the first %(shown)s of %(all)s rows; the CSV files hold all.")

    @property
    def with_money(self) -> bool:
        """Whether a column shows amounts, so that the list has sums."""
        return any(column.kind == "money" for column in self.columns)


def words_not_shown(cells: Iterable[ExplorerCell], words: Iterable[str]) -> str:
    """The words that no cell shows, each once."""
    shown = {part for cell in cells for part in (cell.text, cell.note)}
    return " ".join(word for word in dict.fromkeys(words) if word not in shown)


def places_named(cells: Iterable[ExplorerCell], more: str, language: Language) -> tuple[str, ...]:
    """The keys of the places that a row names, in its cells or in its other words."""
    shown = (part for cell in cells for part in (cell.text, cell.note))
    return language.place_names.found_in((*shown, more))


def rows_that_fit(rows: Iterable[ExplorerRow]) -> int:
    """How many rows fit the page."""
    size = count = 0
    for row in rows:
        words = (text for cell in row.cells for text in cell.texts)
        links = [piece.to for cell in row.cells for piece in cell.pieces if piece.to]
        size += _ROW_MARKUP + _LINK_MARKUP * len(links)
        size += sum(len(text.encode()) for text in (row.id, *words, *links))
        if size > _PAGE_BUDGET:
            return count
        count += 1
    return count
