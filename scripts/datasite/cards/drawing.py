"""Draws a share card as SVG, in the colours and typefaces of the cover of the first page.

Sizes and places are in pixels of the card.
"""

import re
from collections.abc import Iterator
from functools import partial
from html import escape

from datasite.cards.card import HEIGHT, WIDTH, Card, CardWords
from datasite.cards.setting import FOOT, Block, Measure, broken, cut, fitted
from datasite.cards.typefaces import SANS, SERIF, Typefaces
from datasite.language.languages import TEXT_LANGUAGES
from datasite.language.typography import typeset
from datasite.publication.identity import SITE_NAME

# --cover, --cover-ink, --cover-quiet and --cover-mark of theme/styles/tokens.css, in light.
COVER, INK, QUIET, MARK = "#0b3f37", "#fbf8ec", "#c0d6cd", "#f2c46d"
_LEFT, _RIGHT = 72, WIDTH - 72
_ACROSS = _RIGHT - _LEFT
_BETWEEN = " · "  # between words of two languages on one line
# The mark of theme/static/img/icon.svg without its ground.
_ICON = (
    '<g transform="translate(64 36) scale(1.75)">'
    f'<path d="M12 13.6l7-3.5" stroke="{INK}" stroke-width="2.6"/>'
    f'<circle cx="9.6" cy="14.4" r="3.4" fill="none" stroke="{INK}" stroke-width="2.6"/>'
    f'<circle cx="21.6" cy="9.2" r="5.2" fill="{INK}"/>'
    f'<path d="M5 21.4h22v3H5zM5 26.4h22V28H5z" fill="{MARK}"/></g>'
)
# The title of a project: its place, and the sizes of both languages, the largest first.
_TITLE_TOP, _TITLE_ROOM = 114, 222
_TITLE_SIZES = ((54, 30), (48, 28), (44, 27), (41, 26), (38, 25), (35, 24), (32, 23))
_AMOUNT_SIZES = tuple(range(104, 30, -4))
_BESIDE_FIGURE = 0.52  # the size of words and currencies beside the figure of an amount
_CAPTION_SIZES = (27, 25, 23, 21)
_FIGURE = re.compile(r"(\D*)(\d[\d.,\s]*\d|\d)?(.*)", re.DOTALL)


def draw_card(card: Card, faces: Typefaces) -> str:
    """The card as an SVG document, with the words of the first two languages that have texts."""
    first, *others = TEXT_LANGUAGES[:2]
    second = others[0] if others else first
    words, other = _set(card.words[first], first), _set(card.words[second], second)
    pen = _Pen(faces)
    drawn = _section if words.about else _project
    names = () if card.words[first].title == SITE_NAME[first] else _names(pen, first, second)
    parts = [_ICON, *names, *drawn(pen, card, words, other)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{COVER}"/>{"".join(parts)}</svg>'
    )


def _set(words: CardWords, lang: str) -> CardWords:
    """The words with hard spaces where no line may break."""
    return CardWords(**{name: typeset(text, lang) for name, text in vars(words).items()})


class _Pen:
    """Measures and writes text in the two typefaces."""

    def __init__(self, faces: Typefaces) -> None:
        self._faces = faces

    def measure(self, family: str) -> Measure:
        """The widths of texts in a typeface."""
        return lambda text, size: self._faces.width(text, family, size)

    def write(
        self, text: str, x: float, y: float, size: float, family: str, colour: str
    ) -> Iterator[str]:
        """A line of text that begins at (x, y). Where the sans lends letters, no pair is kerned, so
        that each part begins where the one before it ends.
        """
        runs = tuple(self._faces.runs(text, family))
        kerning = "none" if len(runs) > 1 else "auto"
        for face, part in runs:
            yield (
                f'<text xml:space="preserve" x="{x:.1f}" y="{y:.1f}" fill="{colour}"'
                f' font-family="&apos;{face}&apos;" font-size="{size}" font-kerning="{kerning}">'
                f"{escape(part)}</text>"
            )
            x += self._faces.width(part, face, size)

    def block(self, block: Block, top: float, family: str, colour: str) -> Iterator[str]:
        """Lines of text below `top`."""
        for y, line in block.baselines(top):
            yield from self.write(line, _LEFT, y, block.size, family, colour)


def _both(first: str, second: str) -> str:
    """The words of two languages on one line, once where they are the same."""
    return _BETWEEN.join(dict.fromkeys(filter(None, (first, second))))


def _names(pen: _Pen, first: str, second: str) -> Iterator[str]:
    """The name of the site beside the mark."""
    yield from pen.write(SITE_NAME[first], 132, 84, 34, SERIF, INK)
    if SITE_NAME[second] != SITE_NAME[first]:
        x = _RIGHT - pen.measure(SANS)(SITE_NAME[second], 24)
        yield from pen.write(SITE_NAME[second], x, 84, 24, SANS, QUIET)


def _section(pen: _Pen, card: Card, words: CardWords, other: CardWords) -> Iterator[str]:
    serif, sans = pen.measure(SERIF), pen.measure(SANS)
    title = fitted(words.title, range(112, 50, -6), 1, _ACROSS, serif)
    yield from pen.block(title, 134, SERIF, INK)
    if other.title != words.title:
        second = fitted(other.title, range(56, 30, -4), 1, _ACROSS, serif)
        yield from pen.block(second, 144 + title.height, SERIF, QUIET)
    about = fitted(words.about, (34, 32, 30, 28), 3, _ACROSS, sans)
    also = fitted(other.about, (28, 26, 24), 3, _ACROSS, sans)
    top = HEIGHT - 54 - about.height - also.height - 14
    yield from pen.block(about, top, SANS, INK)
    yield from pen.block(also, top + about.height + 14, SANS, QUIET)


def _project(pen: _Pen, card: Card, words: CardWords, other: CardWords) -> Iterator[str]:
    yield from _titles(pen, words.title, "" if other.title == words.title else other.title)
    if card.exact is None:
        yield from _no_amount(pen, words, other)
    else:
        yield from _amount(pen, words, other, exact=card.exact)
    yield from _foot(pen, words, other)


def _titles(pen: _Pen, title: str, second: str) -> Iterator[str]:
    """Both titles at the largest sizes that leave room for the amount, the second one cut where
    nothing else helps, and the first one after it.
    """
    serif, sans, between = pen.measure(SERIF), pen.measure(SANS), 12
    for size, small in _TITLE_SIZES:
        first = Block(broken(title, size, _ACROSS, serif), size)
        also = Block(broken(second, small, _ACROSS, sans) if second else (), small)
        if first.height + also.height + between <= _TITLE_ROOM:
            break
    else:
        first = fitted(title, (size,), 4, _ACROSS, serif)
        most = int((_TITLE_ROOM - first.height - between) / Block(("",), small).height)
        also = fitted(second, (small,), max(1, most), _ACROSS, sans)
    yield from pen.block(first, _TITLE_TOP, SERIF, INK)
    yield from pen.block(also, _TITLE_TOP + first.height + between, SANS, QUIET)


def _no_amount(pen: _Pen, words: CardWords, other: CardWords) -> Iterator[str]:
    """That none is stated, without any sign."""
    first = fitted(words.amount, (46, 42, 38, 34), 1, _ACROSS, pen.measure(SERIF))
    yield from pen.block(first, 468 - first.size * FOOT, SERIF, QUIET)
    second = fitted(other.amount, _CAPTION_SIZES, 1, _ACROSS, pen.measure(SANS))
    yield from pen.block(second, 512 - second.size * FOOT, SANS, QUIET)


def _amount(pen: _Pen, words: CardWords, other: CardWords, *, exact: bool) -> Iterator[str]:
    """The amount on its sign, with what it is below."""
    serif, sans = pen.measure(SERIF), pen.measure(SANS)
    wide = partial(_amount_width, words.amount, serif)
    size = next((size for size in _AMOUNT_SIZES if wide(size) <= _ACROSS), _AMOUNT_SIZES[-1])
    x: float = _LEFT
    for text, part_size, colour in _amount_parts(words.amount, size):
        yield from pen.write(text, x, 434, part_size, SERIF, colour)
        x += serif(text, part_size)
    yield _sign(exact=exact, width=min(wide(size), _ACROSS))
    # Figures are the same in both languages; words beside an approximate one are not.
    said = ("" if exact else other.amount, other.amount_is)
    captions = (words.amount_is, INK), (", ".join(filter(None, said)), QUIET)
    for foot, (caption, colour) in zip((510, 544), captions, strict=True):
        line = fitted(caption, _CAPTION_SIZES, 1, _ACROSS, sans)
        yield from pen.block(line, foot - line.size * FOOT, SANS, colour)


def _amount_parts(amount: str, size: float) -> Iterator[tuple[str, float, str]]:
    """The words before the figure, the figure, and the currency, each with its size and colour;
    without a figure, the words alone.
    """
    match = _FIGURE.match(amount)
    assert match  # every part may be blank
    before, figure, after = (part or "" for part in match.groups())
    small = round(size * _BESIDE_FIGURE)
    colours = (MARK if figure else INK, INK, INK)
    for text, part_size, colour in zip(
        (before, figure, after), (small, size, small), colours, strict=True
    ):
        if text:
            yield text, part_size, colour


def _amount_width(amount: str, measure: Measure, size: float) -> float:
    return sum(measure(text, part_size) for text, part_size, _ in _amount_parts(amount, size))


def _sign(*, exact: bool, width: float) -> str:
    """The double rule of an exact amount, the hatch of an approximate one."""
    end = _LEFT + width
    if exact:
        rules = "".join(f"M{_LEFT} {y}H{end:.0f}v{h}H{_LEFT}z" for y, h in ((458, 5), (468, 3)))
        return f'<path d="{rules}" fill="{INK}"/>'
    lines = "".join(f"M{x} 473l8-16" for x in range(_LEFT, round(end) - 7, 14))
    return f'<path d="{lines}" stroke="{MARK}" stroke-width="4"/>'


def _foot(pen: _Pen, words: CardWords, other: CardWords) -> Iterator[str]:
    """Who leads, and the years."""
    sans, size, y = pen.measure(SANS), 28, 594
    years = _both(words.years, other.years)
    start = _RIGHT - sans(years, size)
    yield from pen.write(years, start, y, size, SANS, QUIET)
    room = start - _LEFT - (40 if years else 0)
    who = _both(words.who, other.who)
    if sans(who, size) > room:
        who = cut(words.who, size, room, sans)
    yield from pen.write(who, _LEFT, y, size, SANS, INK)
