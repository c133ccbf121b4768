"""The picture of each chart, by its id: what its page draws, in a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from datasite.charts.chart_pages import ChartView
from datasite.charts.money_bars import Bar, LeftOut, MoneyBars
from datasite.charts.money_bars import Line as MoneyLine
from datasite.charts.money_by_stage import MoneyByStage
from datasite.charts.money_by_year import MoneyByYear, YearAxis
from datasite.charts.who_with_whom import Neighbourhood, PartnerPairs
from datasite.language.localization import Language
from datasite.model.entities import Programme
from datasite.model.sums import Sums
from datasite.pages.amount_words import amount_text, sum_text
from datasite.pages.pictures.picture import (
    MARGIN,
    UNIT_LETTERS,
    WIDTH,
    Label,
    Line,
    Mark,
    Picture,
    Rectangle,
    beside,
    gap,
    moved,
    stack,
    words,
    write_svg,
)
from datasite.problems import N_

_FROM, _TO = 320, 740  # pixels between which bars are drawn
_LETTERS = 34  # of a line of words before a bar
_HIGH = 240  # of columns
_CURVES, _NAMES = 110, 150  # where curves end and names begin


def picture_files(view: ChartView, language: Language) -> Mapping[str, bytes]:
    """The picture of a chart beside its page, by name; none of an empty chart or one without."""
    draw = _PICTURES.get(view.chart.id)
    if not draw or not view.rows:
        return {}
    unit = language.translations.gettext(view.chart.description)
    picture = draw(view.figure, language)
    return {
        f"{view.chart.id}.svg": write_svg(
            picture, view.heading(language), unit, f"{view.source} CC BY 4.0."
        )
    }


def _bar(text: str, value: str, width: Decimal, look: str, *, is_cut: bool = False) -> Picture:
    """Words, a bar of so many per cent and its value, in a row."""
    label = words(text, _LETTERS, "text")
    middle = label.height / 2
    whole = Decimal(_TO - _FROM)
    start, top, thick = Decimal(_FROM), middle - 7, Decimal(14)
    marks: list[Mark] = [
        *label.marks,
        Rectangle(start, top, whole, thick, "track"),
        Rectangle(start, top, whole * width / 100, thick, look),
        Label(Decimal(WIDTH - MARGIN), middle + 5, value, "value"),
    ]
    if is_cut:
        marks.append(Rectangle(start + whole * Decimal("0.9"), top, Decimal(5), thick, "gap"))
    return Picture(tuple(marks), label.height + 8)


def _head(text: str) -> Picture:
    return stack((gap(14), words(text, _LETTERS, "head", leading=24), gap(6)))


def _key(language: Language) -> Picture:
    say = language.translations.gettext
    top, size = Decimal(3), (Decimal(28), Decimal(12))
    return Picture(
        (
            Rectangle(Decimal(MARGIN), top, *size, "bar"),
            Label(
                Decimal(62), Decimal(14), say(N_("sum of exact amounts, and of how many projects"))
            ),
            Rectangle(Decimal(410), top, *size, "about"),
            Label(
                Decimal(448), Decimal(14), say(N_("approximate amount of one project, in no sum"))
            ),
        ),
        Decimal(24),
    )


def _amount(bar: Bar, language: Language) -> str:
    if bar.approximate:
        return amount_text(bar.approximate, language)
    return f"{sum_text(bar, len(bar.projects), language)} · {len(bar.projects)}"


def _subject(line: MoneyLine, unknown: str, language: Language) -> str:
    say = language.translations.gettext
    if not isinstance(line.subject, Programme):
        return str(line.subject or say(unknown))
    name = line.subject.short_name[language.code]
    return f"{name}, {say(N_('period not named'))}" if line.periods_apart else name


def _rows(lines: Iterable[MoneyLine], unknown: str, language: Language) -> Iterator[Picture]:
    """A row for each bar; an approximate amount has the title of its project."""
    for line in lines:
        subject = _subject(line, unknown, language)
        if line.exact:
            yield _money_row(subject, line.exact, language)
        for bar in line.approximate:
            yield _money_row(f"{bar.projects[0].title[language.code]} ({subject})", bar, language)


def _beside(line: MoneyLine, language: Language) -> Iterator[Picture]:
    """The exact sum without a year and the largest approximate amount, as on the page."""
    subject = _subject(line, N_("start not stated"), language)
    if line.exact:
        yield _money_row(subject, line.exact, language)
    for bar in line.approximate:
        title = bar.projects[0].title[language.code]
        of_many = language.translations.ngettext(
            "the largest of %(num)d approximate amount",
            "the largest of %(num)d approximate amounts",
            len(line.approximate),
        ) % {"num": len(line.approximate)}
        note = f"{subject}, {of_many}" if len(line.approximate) > 1 else subject
        yield _money_row(f"{title} ({note})", bar, language)
        return


def _money_row(text: str, bar: Bar, language: Language) -> Picture:
    return _bar(text, _amount(bar, language), bar.width, bar.look, is_cut=bar.is_cut)


def _omitted(sums: Sums, left_out: Iterable[LeftOut], language: Language) -> Iterator[Picture]:
    """The largest amounts that are in no sum and that the chart leaves out, by name."""
    say = language.translations.gettext
    outside = [
        (of_one.outside.amount, of_one.outside.project)
        for of_one in sums.currencies
        if of_one.outside
    ]
    for intro, largest in (
        (say(N_("Beside the sums:")), outside),
        (
            say(N_("Left out, since only another amount is stated:")),
            [(left.amount, left.project) for left in left_out],
        ),
    ):
        if largest:
            named = (
                f"{amount_text(amount, language)} ({project.title[language.code]})"
                for amount, project in largest
            )
            yield gap(8)
            yield words(f"{intro} {'; '.join(named)}.", UNIT_LETTERS, "quiet")


def _by_programme(figure: MoneyBars, language: Language) -> Picture:
    parts = [_key(language)]
    for panel in figure.panels:
        rows = _rows(panel.lines, N_("programme not named"), language)
        parts.extend((_head(panel.currency), *rows))
    return stack((*parts, *_omitted(figure.sums, figure.left_out, language)))


def _by_stage(figure: MoneyByStage, language: Language) -> Picture:
    parts = []
    for panel in figure.panels:
        parts.append(_head(panel.currency))
        for bar in panel.bars:
            amount = sum_text(bar.part, bar.part.exact, language)
            value = f"{amount} · {language.percent(bar.share)}"
            parts.append(_bar(bar.part.stage.label[language.code], value, bar.width, "bar"))
    return stack((*parts, *_omitted(figure.sums, figure.left_out, language)))


def _by_year(figure: MoneyByYear, language: Language) -> Picture:
    parts = [_key(language)]
    for axis in figure.axes:
        parts.append(_head(axis.currency))
        if axis.columns:
            parts.extend((_columns(axis, language), *_cut_columns(axis, language)))
        parts.extend(row for line in axis.beside for row in _beside(line, language))
    return stack((*parts, *_omitted(figure.money.sums, figure.money.left_out, language)))


def _columns(axis: YearAxis, language: Language) -> Picture:
    """Columns on an axis of years, with lines at round amounts."""
    left, wide, high = Decimal(MARGIN), Decimal(WIDTH - 2 * MARGIN) / 100, Decimal(_HIGH) / 100
    top, bottom, right = Decimal(24), Decimal(24 + _HIGH), Decimal(WIDTH - MARGIN)
    marks: list[Mark] = []
    for level in axis.levels:
        y = top + level.at * high
        marks.append(Line(left, y, right, y))
        marks.append(Label(left, y - 5, sum_text(level, 2, language), "year"))
    for column in axis.columns:
        x, width = left + column.left * wide, column.width * wide
        height = column.bar.width * high
        marks.append(Rectangle(x, bottom - height, width, height, column.bar.look))
        if column.bar.is_cut:
            marks.append(Rectangle(x, top + 20, width, Decimal(6), "gap"))
    marks.append(Line(left, bottom, right, bottom))
    marks.extend(
        Label(left + tick.at * wide, bottom + 18, str(tick.year), "year") for tick in axis.ticks
    )
    return Picture(tuple(marks), bottom + 34)


def _cut_columns(axis: YearAxis, language: Language) -> Iterator[Picture]:
    say = language.translations.gettext
    for column in axis.cut:
        title = column.bar.projects[0].title[language.code]
        off = say(N_("The bar is cut: the amount is off the scale."))
        yield words(
            f"{column.year}: {title}, {_amount(column.bar, language)}. {off}", UNIT_LETTERS, "quiet"
        )
        yield gap(12)


def _neighbourhoods(figure: PartnerPairs, language: Language) -> Picture:
    """Two columns of neighbourhoods."""
    drawn = [_neighbourhood(it, language) for it in figure.neighbourhoods]
    return stack(
        beside(left, right)
        for left, right in zip_longest(drawn[::2], drawn[1::2], fillvalue=gap(0))
    )


def _neighbourhood(it: Neighbourhood, language: Language) -> Picture:
    head = words(it.organisation.name[language.code], 34, "head", leading=24)
    names: Sequence[Picture] = [
        words(neighbour.organisation.name[language.code], 36, "text", x=_NAMES, leading=16)
        for neighbour in it.neighbours
    ]
    row = max((name.height for name in names), default=Decimal(0)) + 8
    start = row * len(names) / 2
    marks: list[Mark] = []
    for number, (neighbour, name) in enumerate(zip(it.neighbours, names, strict=True)):
        y = row * number + row / 2
        marks.append(
            Line(
                *(Decimal(MARGIN), start, Decimal(_CURVES), y),
                width=neighbour.curve.width,
                is_curve=True,
            )
        )
        marks.append(Label(Decimal(_NAMES - 10), y + 5, str(neighbour.projects), "value"))
        marks.extend(moved(label, Decimal(0), y - name.height / 2) for label in name.marks)
    return stack((head, gap(8), Picture(tuple(marks), row * len(names)), gap(28)))


# The timeline is a list of projects rather than a picture: it is too long for one.
_PICTURES: Mapping[str, Callable[[Any, Language], Picture]] = {
    "money-by-programme": _by_programme,
    "money-by-year": _by_year,
    "money-by-stage": _by_stage,
    "who-with-whom": _neighbourhoods,
}
