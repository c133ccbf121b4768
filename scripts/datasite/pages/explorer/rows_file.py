"""The JSON beside a page from which the script of an explorer takes its rows and words."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from datasite.language.languages import NBSP
from datasite.language.localization import Language
from datasite.language.place_names import place_mark
from datasite.language.typography import typeset
from datasite.pages.explorer.rows import (
    ROWS_FILE,
    Explorer,
    ExplorerCell,
    ExplorerRow,
    Measure,
)
from datasite.pages.explorer.summary import (
    EXACT,
    LEFT_OUT,
    OUTSIDE,
    TICKED,
    amount_value,
    plural_phrase,
)

# Unicode's plural categories of Polish and English, each with a number that is of it in Polish.
_CATEGORIES = {"one": 1, "few": 2, "many": 5, "other": 5}
_MOST_TRIED = 200  # every category of whole numbers below a million has a number up to this one


def data_files(explorer: Explorer, language: Language) -> Mapping[str, bytes]:
    """The file of the rows by its name."""
    return {ROWS_FILE: rows_json(explorer, language)}


def rows_json(explorer: Explorer, language: Language) -> bytes:
    """Every row as JSON, compact.

    A row is [id, cells, keys, values of each facet by their number in `facets`, money, rank, the
    number of its measure in `measures`, more]; a cell is its text or [text, note, mark, …], and a
    text of which a part leads to a page is [part or [part, id], …]; money is [kind, currency,
    cents, joint, words] and rank [place, cents], or both null; `more` ends with the marks of the
    places that the row names, whose forms are in `places`. A key of a text is its place in
    alphabetical order, so that the script sorts as the page does. `labels` are those of the options
    that the page does not have.
    """
    facets = {facet.name: [option.value for option in facet.options] for facet in explorer.facets}
    numbers = {
        name: {value: number for number, value in enumerate(values)}
        for name, values in facets.items()
    }
    measures = list(dict.fromkeys(row.measure for row in explorer.rows if row.measure))
    head = _compact(
        {
            "sort": explorer.sort,
            "columns": [
                [column.name, column.kind, column.style, column.label, int(column.below)]
                for column in explorer.columns
            ],
            "facets": facets,
            "labels": {
                facet.name: [typeset(option.label, language.code) for option in facet.options]
                for facet in explorer.facets
                if facet.late
            },
            "groups": [typeset(label, language.code) for label in explorer.groups],
            "measures": measures,
            "words": _words(explorer, language),
            "places": language.place_names.entries(
                {key for row in explorer.rows for key in row.places}
            ),
        }
    )
    places = _alphabetical_places(explorer, language)
    rows = ",\n".join(
        _compact(_row(row, numbers, measures, places, language)) for row in explorer.rows
    )
    return f'{head[:-1]},"rows":[\n{rows}\n]}}\n'.encode()


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _number_of_each_category(language: Language) -> dict[str, int]:
    """The least number of each plural category of the language, and one for each category that it
    does not have, so that the script always finds a phrase.
    """
    plural_form = language.locale.plural_form
    own = {plural_form(number): number for number in range(_MOST_TRIED, 0, -1)}
    return {**_CATEGORIES, **own}


def _words(explorer: Explorer, language: Language) -> dict[str, object]:
    """The words of the script: counted phrases in every plural form, words of large numbers."""
    examples = _number_of_each_category(language)
    left_out = LEFT_OUT if explorer.with_money else ()
    of_sums = (EXACT, OUTSIDE, TICKED) if explorer.with_money else ()
    millions = [language.short_money(Decimal(10) ** power, "").split(NBSP)[1] for power in (6, 9)]
    return {
        "counted": {
            name: {
                category: typeset(plural_phrase(name, number, language), language.code)
                for category, number in examples.items()
            }
            for name in (explorer.section, *left_out, *of_sums)
        },
        "left_out": {reason: amount_value(reason) for reason in left_out},
        "of": explorer.section,
        "millions": millions,
        "currency_first": language.rules.currency_first,
        "cut": typeset(language.translations.gettext(explorer.cut), language.code),
        "locale": str(language.locale).replace("_", "-"),
    }


def _alphabetical_places(explorer: Explorer, language: Language) -> list[dict[str, int] | None]:
    """The places of the texts of each column in alphabetical order, {"Adam": 0, "Zofia": 1}; None
    for a column of figures.
    """

    def places(number: int) -> dict[str, int]:
        texts = {row.cells[number].text for row in explorer.rows} - {""}
        return {text: place for place, text in enumerate(sorted(texts, key=language.sort_key))}

    return [
        places(number) if column.kind == "text" else None
        for number, column in enumerate(explorer.columns)
    ]


def _row(
    row: ExplorerRow,
    numbers: Mapping[str, Mapping[str, int]],
    measures: Sequence[Measure],
    places: Sequence[Mapping[str, int] | None],
    language: Language,
) -> list[object]:
    money, rank = row.money, row.rank
    keys = [
        key if of_column is None else of_column.get(cell.text)
        for key, cell, of_column in zip(row.keys, row.cells, places, strict=True)
    ]
    return [
        row.id,
        [_cell(cell, language) for cell in row.cells],
        keys,
        [[numbers[name][value] for value in row.facets[name]] for name in numbers],
        [money.kind, money.currency, money.cents, money.joint, money.words] if money else None,
        [rank.place, rank.cents] if rank else None,
        measures.index(row.measure) if row.measure else None,
        " ".join((row.more, *map(place_mark, row.places))),
    ]


def _cell(cell: ExplorerCell, language: Language) -> object:
    text, *others = [typeset(text, language.code) for text in cell.texts]
    if not cell.pieces:
        return [text, *others] if cell.note or cell.marks else text
    pieces = [(typeset(piece.words, language.code), piece.to) for piece in cell.pieces]
    return [[[words, to] if to else words for words, to in pieces], *others]
