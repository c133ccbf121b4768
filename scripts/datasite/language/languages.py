"""The languages of the site, one declaration for each, and words in each of them.

To add a language, add its entry to `_DECLARED`, its theme/locale/CODE/LC_MESSAGES/messages.po and
its words of addresses (publication/addresses.yaml). It may have texts of its own (columns ending in
_CODE, content/…/NAME.CODE.md) or name another language whose texts it shows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Words = Mapping[str, str]  # the same words by language, e.g. {"pl": "Projekty", "en": "Projects"}

NBSP = "\u00a0"
SOURCE_LANGUAGE = "en"  # message ids are written in it


@dataclass(frozen=True, kw_only=True)
class LanguageRules:
    """How one language is written, and where its texts come from.

    `code` (ISO 639-1) is in addresses, in names of columns and files, and in HTML's `lang`.
    """

    code: str
    iso_639_3: str  # the code of three letters that catalogues of data use
    locale: str  # Babel's name of the locale, which has dates, plurals and decimal signs
    group_digits_from: int = 1_000  # below it, figures have no gap: 1234
    currency_first: bool = False  # PLN 1,000 rather than 1,000 PLN
    short_words: str = ""  # one-letter words that may not end a line, in lower case
    alphabet: str = ""  # letters in their order, for lists that are sorted by name
    text_fallback: str = ""  # the language whose columns and texts it shows; blank: its own


_DECLARED = (
    LanguageRules(
        code="pl",
        iso_639_3="pol",
        locale="pl_PL",
        group_digits_from=10_000,
        short_words="wzioua",
        alphabet="aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    ),
    LanguageRules(
        code="en",
        iso_639_3="eng",
        locale="en_GB",
        currency_first=True,
        alphabet="abcdefghijklmnopqrstuvwxyz",
    ),
)

RULES: Mapping[str, LanguageRules] = {rules.code: rules for rules in _DECLARED}
LANGUAGES = tuple(RULES)  # of the interface; the first is the default
# Those with columns and texts of their own. Published tables have a column for each of them.
TEXT_LANGUAGES = tuple(code for code, rules in RULES.items() if not rules.text_fallback)
LOCALES: Mapping[str, str] = {code: rules.locale for code, rules in RULES.items()}


def text_language(code: str, rules: Mapping[str, LanguageRules] = RULES) -> str:
    """The language in which pages of the language `code` show data and texts: its own, or the one
    that it falls back to.
    """
    return rules[code].text_fallback or code


def words_from(text: Callable[[str], str], rules: Mapping[str, LanguageRules] = RULES) -> Words:
    """Words in every language of the interface.

    `text` gives them in a language that has texts of its own:
    `words_from(lambda lang: row[f"title_{lang}"])`.
    """
    return {code: text(text_language(code, rules)) for code in rules}


def with_fallbacks(words: Words, rules: Mapping[str, LanguageRules] = RULES) -> Words:
    """Words in every language of the interface, completed from those that are written.

    They are written in each language with texts of its own. Another language has the words of its
    fallback, unless they are written in it too, as those of addresses may be.
    """
    return {code: words[code if code in words else text_language(code, rules)] for code in rules}


def other_text_languages(code: str, rules: Mapping[str, LanguageRules] = RULES) -> tuple[str, ...]:
    """The languages with texts of their own, but the one whose texts pages in `code` show."""
    shown = text_language(code, rules)
    return tuple(
        other
        for other, its_rules in rules.items()
        if not its_rules.text_fallback and other != shown
    )


def column_words(
    cells: Mapping[str, str], stem: str, rules: Mapping[str, LanguageRules] = RULES
) -> Words:
    """The words of a row's columns STEM_pl, STEM_en …, in every language of the interface."""
    return words_from(lambda lang: cells[f"{stem}_{lang}"], rules)


def sorting_alphabet(rules: Mapping[str, LanguageRules] = RULES) -> str:
    """The letters of all languages in one order; a letter has its place in the first language
    that has it.
    """
    return "".join(
        dict.fromkeys("".join(rules_of_language.alphabet for rules_of_language in rules.values()))
    )
