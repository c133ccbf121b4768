"""A chart: its words, its figure, the rows behind it and how the rows name records."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from datasite.charts.thumbnail import Thumbnail, no_thumbnail
from datasite.language.languages import TEXT_LANGUAGES
from datasite.language.localization import Language
from datasite.model.entities import Organisation, Programme
from datasite.model.register import Register

ChartRow = Mapping[str, object]
FigureT = TypeVar("FigureT")


def no_claim(figure: object, language: Language) -> str:
    """Of a chart that makes no claim: no words."""
    return ""


@dataclass(frozen=True, kw_only=True)
class Chart(Generic[FigureT]):
    """A chart with a page, a table and files of its own, all of which hold the same rows.

    `id` also names its template, theme/templates/charts/ID.html, whose macros `figure` and `table`
    draw the figure and its rows, and its address in publication/addresses.yaml. `title`,
    `description` and `reading` are messages. `claim` says in a sentence what the figure shows, and
    nothing where the figure does not show it. `rows` gives the rows of the figure, with the fields
    `columns`.
    """

    id: str
    title: str
    description: str
    reading: str
    figure: Callable[[Register], FigureT]
    claim: Callable[[FigureT, Language], str] = no_claim
    thumbnail: Callable[[FigureT], Thumbnail] = no_thumbnail
    columns: tuple[str, ...]
    rows: Callable[[FigureT], Iterable[ChartRow]]

    def heading(self, figure: FigureT, language: Language) -> str:
        """The claim, and the title where there is none."""
        return self.claim(figure, language) or language.translations.gettext(self.title)


def name_columns(stem: str) -> tuple[str, ...]:
    """The columns that name a record: ("lead_id", "lead_pl", "lead_en") for "lead"."""
    return (f"{stem}_id", *(f"{stem}_{lang}" for lang in TEXT_LANGUAGES))


def name_cells(stem: str, record: Programme | Organisation | None) -> ChartRow:
    """The cells of `name_columns(stem)`, blank where there is no record."""
    return {
        f"{stem}_id": record.id if record else "",
        **{f"{stem}_{lang}": record.name[lang] if record else "" for lang in TEXT_LANGUAGES},
    }
