"""Languages: messages by gettext, numbers, dates, money and plurals by Babel.

The language is passed in, never read from the process.
"""

import datetime
import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from datasite.language.languages import LANGUAGES, LOCALES, NBSP, SOURCE_LANGUAGE, Words
from datasite.language.search_words import NO_SYNONYMS, Synonyms, synonyms
from datasite.problems import N_
from datasite.values import Date

LOCALE_FOLDER = Path("theme/locale")


@dataclass(frozen=True)
class Language:
    """One language of the site: its code, its messages, how it writes numbers, dates and money, and
    its synonyms for the search.
    """

    code: str
    translations: gettext.NullTranslations
    synonyms: Synonyms = NO_SYNONYMS

    @property
    def locale(self) -> Locale:
        return Locale.parse(LOCALES[self.code])

    @property
    def name(self) -> str:
        return (Locale.parse(self.code).get_display_name() or self.code).capitalize()

    def number(self, value: Decimal | int) -> str:
        """1234.5 as 1234,5 in Polish (no gap in four digits) and 1,234.5 in English."""
        plain = self.code == "pl" and -10_000 < value < 10_000
        decimals = (
            "0.00"
            if isinstance(value, Decimal)
            and value != value.to_integral_value()
            and value.as_tuple().exponent == -2
            else "0.###"
        )
        return format_decimal(
            value, format=decimals if plain else f"#,##{decimals}", locale=self.locale
        ).replace("\u202f", NBSP)

    def money(self, amount: Decimal, currency: str) -> str:
        """The figure and the currency's code, never to be broken apart; the figure alone where no
        currency is stated.
        """
        return f"{self.number(amount)}{NBSP}{currency}" if currency else self.number(amount)

    def short_money(self, amount: Decimal, currency: str) -> str:
        """A figure for a headline:

        412,6 mln PLN. Only for our own sums; what a source prints is never shortened.
        """
        if amount < 1_000_000:
            return self.money(amount.quantize(Decimal(1)), currency)
        scale, word = (
            (Decimal(1_000_000_000), self.translations.gettext(N_("billion")))
            if amount >= 1_000_000_000
            else (Decimal(1_000_000), self.translations.gettext(N_("million")))
        )
        return (
            f"{self.number((amount / scale).quantize(Decimal('0.1')))}{NBSP}{word}{NBSP}{currency}"
        )

    def percent(self, value: Decimal) -> str:
        return f"{self.number(value)}{NBSP}%" if self.code == "pl" else f"{self.number(value)}%"

    def date(self, value: Date, *, inflected: bool = False) -> str:
        """30 kwietnia 2026 · kwiecień 2026 · 2026, as precise as the date;

        `inflected` after a preposition: (od) kwietnia 2026.
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
        """Both ends, or the one that is known, said as such."""
        say = self.translations.gettext
        if start and end:
            if start == end:
                return self.date(start)
            dash = "–" if start.month is None and end.month is None else " – "
            return f"{self.date(start)}{dash}{self.date(end)}"
        if start:
            return say(N_("from %(date)s")) % {"date": self.date(start, inflected=True)}
        return say(N_("until %(date)s")) % {"date": self.date(end, inflected=True)} if end else ""

    def years(self, start: Date | None, end: Date | None) -> str:
        """The period by years, for tables."""
        return self.period(Date(start.year) if start else None, Date(end.year) if end else None)

    def sort_key(self, text: str) -> tuple[tuple[int, ...], str]:
        """Polish letters in their places (ą after a, ł after l), also in English, where they are
        names.
        """
        order = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
        return (
            tuple(
                order.index(c) if c in order else -1 if not c.isalpha() else len(order)
                for c in text.lower()
                if c.isalnum() or c == " "
            ),
            text,
        )


def load_languages(root: Path) -> Mapping[str, Language]:
    """Every language, its messages compiled in memory."""
    return {
        code: Language(code, _translations(root, code), _synonyms(root, code)) for code in LANGUAGES
    }


def message_file(root: Path, code: str) -> Path:
    return root / LOCALE_FOLDER / code / "LC_MESSAGES" / "messages.po"


def _synonyms(root: Path, code: str) -> Synonyms:
    return synonyms((root / LOCALE_FOLDER / code / "synonyms.txt").read_text(encoding="utf-8"))


def _translations(root: Path, code: str) -> gettext.NullTranslations:
    if code == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with message_file(root, code).open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def words_of(message: str, languages: Mapping[str, Language]) -> Words:
    """A message in each language: {"pl": "Projekty", "en": "Projects"} for N_("Projects")."""
    return {code: it.translations.gettext(message) for code, it in languages.items()}
