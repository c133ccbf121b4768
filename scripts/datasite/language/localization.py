"""One language in use: its messages by gettext, its numbers, dates, money and plurals by Babel.

The language is passed in, never read from the process. What differs between languages is declared
in languages.py.
"""

import datetime
import gettext
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_currency_name

from datasite.language.languages import (
    LANGUAGES,
    NBSP,
    RULES,
    SOURCE_LANGUAGE,
    LanguageRules,
    Words,
    sorting_alphabet,
)
from datasite.language.place_names import NO_PLACE_NAMES, PlaceNames, place_names
from datasite.language.search_words import NO_SYNONYMS, Synonyms, synonyms, word_list
from datasite.problems import N_
from datasite.values import Date, fold

LOCALE_FOLDER = Path("theme/locale")
_ALPHABET = sorting_alphabet()


@dataclass(frozen=True)
class Language:
    """One language of the site: its code, its messages, how it writes numbers, dates and money, and
    its synonyms for the search.

    `place_names` and `stop_words` are those of all languages, since readers mix them.
    """

    code: str
    translations: gettext.NullTranslations
    synonyms: Synonyms = NO_SYNONYMS
    place_names: PlaceNames = NO_PLACE_NAMES
    stop_words: tuple[str, ...] = ()

    @property
    def rules(self) -> LanguageRules:
        """The declaration of the language in languages.RULES."""
        return RULES[self.code]

    @property
    def locale(self) -> Locale:
        """The Babel locale, which formats numbers and dates."""
        return Locale.parse(self.rules.locale)

    @property
    def name(self) -> str:
        """The name of the language in itself, e.g. Polski."""
        return (Locale.parse(self.code).get_display_name() or self.code).capitalize()

    def number(self, value: Decimal | int) -> str:
        """1234.5 as 1234,5 in Polish (no gap in four digits) and 1,234.5 in English."""
        return _number_text(self.code, str(value))

    def money(self, amount: Decimal, currency: str) -> str:
        """The figure and the currency's code with a hard space between them; the figure alone
        where no currency is stated.
        """
        return f"{self.number(amount)}{NBSP}{currency}" if currency else self.number(amount)

    def currency_and_code(self, code: str) -> str:
        """As in a sentence, e.g. Polish zloty (PLN); the code alone where no name is known."""
        if code not in self.locale.currencies:
            return code
        return f"{get_currency_name(code, count=1, locale=self.locale)} ({code})"

    def short_money(self, amount: Decimal, currency: str) -> str:
        """A figure for a headline, e.g. 412,6 mln PLN.

        For our own sums and for approximate amounts; an exact amount is never shortened.
        """
        units = amount.quantize(Decimal(1))
        if units < 1_000_000:
            return self.money(units, currency)
        # The rounded figure chooses the unit: 999 960 000 is 1 billion, not 1000 million.
        rounded = (amount / 1_000_000).quantize(Decimal("0.1")) * 1_000_000
        scale, word = self._large_number(rounded)
        return (
            f"{self.number((amount / scale).quantize(Decimal('0.1')))}{NBSP}{word}{NBSP}{currency}"
        )

    def money_in_millions(self, amount: Decimal, currency: str) -> str:
        """A million or more with all its digits, e.g. 1,233 mld PLN.

        Whole hundreds of thousands in millions; whole millions in billions.
        """
        scale, word = self._large_number(amount)
        if amount % (scale / 1000):
            scale, word = self._large_number(Decimal(1_000_000))
        figure = f"{self.number(amount / scale)}{NBSP}{word}"
        return f"{figure}{NBSP}{currency}" if currency else figure

    def _large_number(self, amount: Decimal) -> tuple[Decimal, str]:
        """A billion or a million, by the amount, and its word."""
        if amount >= 1_000_000_000:
            return Decimal(1_000_000_000), self.translations.gettext(N_("billion"))
        return Decimal(1_000_000), self.translations.gettext(N_("million"))

    def percent(self, value: Decimal) -> str:
        """A number of per cent, with no space before the sign in any language, e.g. 85%."""
        return f"{self.number(value)}%"

    def date(self, value: Date, *, inflected: bool = False) -> str:
        """A date as precise as it is known: 30 kwietnia 2026 · kwiecień 2026 · 2026.

        `inflected` is for a month after a preposition: (od) kwietnia 2026.
        """
        if value.month is None:
            return str(value.year)
        day = datetime.date(value.year, value.month, value.day or 1)
        if value.day is None:
            return format_date(
                day, "MMMM y" if inflected else "LLLL y", locale=self.locale
            ).replace(" ", NBSP)
        return format_date(day, "d MMMM y", locale=self.locale).replace(" ", NBSP, 1)

    def period(self, start: Date | None, end: Date | None) -> str:
        """From the start to the end; where only one of them is known, "from" or "until" it.

        Days of one month share its name: 26–27 lutego 2019.
        """
        say = self.translations.gettext
        if start and end:
            if start == end:
                return self.date(start)
            if start.day and end.day and (start.year, start.month) == (end.year, end.month):
                return f"{start.day}–{self.date(end)}"
            dash = "–" if start.month is None and end.month is None else " – "
            return f"{self.date(start)}{dash}{self.date(end)}"
        if start:
            return say(N_("from %(date)s")) % {"date": self.date(start, inflected=True)}
        return say(N_("until %(date)s")) % {"date": self.date(end, inflected=True)} if end else ""

    def years(self, start: Date | None, end: Date | None) -> str:
        """The period by years, for tables."""
        return self.period(Date(start.year) if start else None, Date(end.year) if end else None)

    def sort_key(self, text: str) -> tuple[tuple[tuple[int, int], ...], str]:
        """A sort key for lists in alphabetical order, the same on pages in every language, since
        all pages list Polish names.

        Polish letters have their own places (ł after l), letters with other marks are beside their
        plain ones (é by e), numbers go by value (9 before 10), signs count for nothing.
        """
        return tuple(_order(text)), text


# The order of what is in a name: a blank comes before figures, those before letters.
_BLANK, _FIGURE, _LETTER, _OTHER_LETTER = range(4)


def _order(text: str) -> Iterator[tuple[int, int]]:
    for part in re.findall(r"[0-9]+|\s+|[^\W_]", unicodedata.normalize("NFC", text).lower()):
        if part.isspace():
            yield _BLANK, 0
        elif part.isdecimal():
            yield _FIGURE, int(part)
        else:
            for letter in part if part in _ALPHABET else fold(part):
                known = letter in _ALPHABET
                yield (_LETTER, _ALPHABET.index(letter)) if known else (_OTHER_LETTER, ord(letter))


def without_messages(code: str) -> Language:
    """The language for what needs no messages: numbers, shares and exact amounts."""
    return Language(code, gettext.NullTranslations())


def load_languages(root: Path) -> Mapping[str, Language]:
    """Every language, its messages compiled in memory."""
    places = place_names(_texts(root, "place_names.txt"))
    small = word_list(_texts(root, "stop_words.txt"))
    return {
        code: Language(code, _translations(root, code), _synonyms(root, code), places, small)
        for code in LANGUAGES
    }


def _texts(root: Path, name: str) -> tuple[str, ...]:
    """The files of a name of all languages that have one."""
    paths = (root / LOCALE_FOLDER / code / name for code in LANGUAGES)
    return tuple(path.read_text(encoding="utf-8") for path in paths if path.exists())


def message_file(root: Path, code: str) -> Path:
    """The path of the messages of a language; the file need not exist."""
    return root / LOCALE_FOLDER / code / "LC_MESSAGES" / "messages.po"


def _synonyms(root: Path, code: str) -> Synonyms:
    """The language's synonyms; a language may have no file of them."""
    path = root / LOCALE_FOLDER / code / "synonyms.txt"
    return synonyms(path.read_text(encoding="utf-8")) if path.exists() else NO_SYNONYMS


def _translations(root: Path, code: str) -> gettext.NullTranslations:
    if code == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    with message_file(root, code).open("rb") as file:
        catalog = read_po(file, locale=code)
    # A message without all its plural forms is shown in English, as one without its only form is.
    for message in list(catalog):
        if isinstance(message.string, tuple) and not all(message.string):
            catalog.delete(message.id)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def words_of(message: str, languages: Mapping[str, Language]) -> Words:
    """A message in each language: {"pl": "Projekty", "en": "Projects"} for N_("Projects")."""
    return {code: language.translations.gettext(message) for code, language in languages.items()}


@lru_cache(maxsize=20_000)  # pages say the same numbers again and again
def _number_text(code: str, digits: str) -> str:
    """A number as a language writes it. `digits` tell 1.50 from 1.5, which are one Decimal."""
    value, rules = Decimal(digits), RULES[code]
    plain = -rules.group_digits_from < value < rules.group_digits_from
    is_in_hundredths = value != value.to_integral_value() and value.as_tuple().exponent == -2
    decimals = "0.00" if is_in_hundredths else "0.###"
    return format_decimal(
        value,
        format=decimals if plain else f"#,##{decimals}",
        locale=Locale.parse(rules.locale),
    ).replace("\u202f", NBSP)
