"""Two languages: how each writes numbers, money, dates and periods, and that nothing stays
untranslated.
"""

import ast
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import messages
from datasite.language import languages
from datasite.language.languages import LANGUAGES
from datasite.language.localization import Language, message_file
from datasite.values import Date

Languages = Mapping[str, Language]
NBSP = "\u00a0"

NUMBERS = [
    ("0", "0", "0"),
    ("7", "7", "7"),
    ("1234", "1234", "1,234"),
    ("9999.5", "9999,5", "9,999.5"),
    ("12345", f"12{NBSP}345", "12,345"),
    ("1234567.89", f"1{NBSP}234{NBSP}567,89", "1,234,567.89"),
    ("76500.50", f"76{NBSP}500,50", "76,500.50"),
    ("75.5", "75,5", "75.5"),
]


@pytest.mark.parametrize(("value", "pl", "en"), NUMBERS)
def test_numbers(value: str, pl: str, en: str, languages: Languages) -> None:
    assert [languages[lang].number(Decimal(value)) for lang in ("pl", "en")] == [pl, en]


def test_money_is_never_broken_apart(languages: Languages) -> None:
    assert languages["pl"].money(Decimal("76500.50"), "EUR") == f"76{NBSP}500,50{NBSP}EUR"
    assert languages["en"].money(Decimal("76500.50"), "EUR") == f"EUR{NBSP}76,500.50"


def test_money_with_no_currency_is_a_figure(languages: Languages) -> None:
    assert languages["pl"].money(Decimal(99000), "") == f"99{NBSP}000"


@pytest.mark.parametrize(
    ("amount", "pl", "en"),
    [
        ("412600000", f"412,6{NBSP}mln{NBSP}PLN", f"PLN{NBSP}412.6{NBSP}million"),
        ("1615000000", f"1,6{NBSP}mld{NBSP}PLN", f"PLN{NBSP}1.6{NBSP}billion"),
        ("999999.99", f"1{NBSP}mln{NBSP}PLN", f"PLN{NBSP}1{NBSP}million"),
        ("999999.49", f"999{NBSP}999{NBSP}PLN", f"PLN{NBSP}999,999"),
        ("999949999", f"999,9{NBSP}mln{NBSP}PLN", f"PLN{NBSP}999.9{NBSP}million"),
        ("999960000", f"1{NBSP}mld{NBSP}PLN", f"PLN{NBSP}1{NBSP}billion"),
        ("5000.40", f"5000{NBSP}PLN", f"PLN{NBSP}5,000"),
    ],
)
def test_headline_money(amount: str, pl: str, en: str, languages: Languages) -> None:
    assert [languages[lang].short_money(Decimal(amount), "PLN") for lang in ("pl", "en")] == [
        pl,
        en,
    ]


def test_shares(languages: Languages) -> None:
    assert [languages[lang].percent(Decimal("75.5")) for lang in ("pl", "en")] == [
        "75,5%",
        "75.5%",
    ]


@pytest.mark.parametrize(
    ("date", "pl", "en"),
    [
        (Date(2026), "2026", "2026"),
        (Date(2026, 4), f"kwiecień{NBSP}2026", f"April{NBSP}2026"),
        (Date(2026, 4, 30), f"30{NBSP}kwietnia 2026", f"30{NBSP}April 2026"),
        (Date(800, 1, 1), f"1{NBSP}stycznia 800", f"1{NBSP}January 800"),
    ],
)
def test_dates_are_as_precise_as_they_are(
    date: Date, pl: str, en: str, languages: Languages
) -> None:
    assert [languages[lang].date(date) for lang in ("pl", "en")] == [pl, en]


@pytest.mark.parametrize(
    ("start", "end", "pl", "en"),
    [
        (None, None, "", ""),
        (Date(2021), Date(2027), "2021–2027", "2021–2027"),
        (Date(2021), Date(2021), "2021", "2021"),
        (Date(2021, 9), Date(2023), f"wrzesień{NBSP}2021 – 2023", f"September{NBSP}2021 – 2023"),
        (
            Date(2021, 9, 24),
            Date(2024, 8, 31),
            f"24{NBSP}września 2021 – 31{NBSP}sierpnia 2024",
            f"24{NBSP}September 2021 – 31{NBSP}August 2024",
        ),
        (
            Date(2019, 2, 26),
            Date(2019, 2, 27),
            f"26–27{NBSP}lutego 2019",
            f"26–27{NBSP}February 2019",
        ),
        (Date(2021, 9), None, f"od września{NBSP}2021", f"from September{NBSP}2021"),
        (Date(2021, 9, 24), None, f"od 24{NBSP}września 2021", f"from 24{NBSP}September 2021"),
        (Date(2021), None, "od 2021", "from 2021"),
        (None, Date(2023, 5), f"do maja{NBSP}2023", f"until May{NBSP}2023"),
        (None, Date(2023, 12), f"do grudnia{NBSP}2023", f"until December{NBSP}2023"),
        (None, Date(2023), "do 2023", "until 2023"),
    ],
)
def test_periods(
    start: Date | None, end: Date | None, pl: str, en: str, languages: Languages
) -> None:
    assert [languages[lang].period(start, end) for lang in ("pl", "en")] == [pl, en]


def test_periods_by_years(languages: Languages) -> None:
    assert languages["pl"].years(Date(2021, 9, 24), Date(2024, 8)) == "2021–2024"
    assert languages["pl"].years(None, Date(2024, 8)) == "do 2024"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_letters_with_other_marks_are_beside_their_plain_ones_and_numbers_go_by_value(
    lang: str, languages: Languages
) -> None:
    names = [
        "2 Brygada",
        "10 Brygada",
        "Åland",
        "Alsina",
        "Česká",
        "Česko 9",
        "Česko 10",
        "Ćma",
        "Đorđe",
        "École",
        "Eins",
        "Ödland",
        "Øst",
        "Ósemka",
        "Żuk",
        "Ёлка",
    ]
    shuffled = names[1::2] + names[::2]
    assert sorted(shuffled, key=languages[lang].sort_key) == names


@pytest.mark.parametrize("lang", LANGUAGES)
def test_polish_letters_stand_in_their_places(lang: str, languages: Languages) -> None:
    words = [
        "żuk",
        "zebra",
        "ćma",
        "cukier",
        "Łódź",
        "lato",
        "lód",
        "Ącki",
        "Adam",
        "źrebię",
        "Ż",
        "ż a",
    ]
    assert sorted(words, key=languages[lang].sort_key) == [
        "Adam",
        "Ącki",
        "cukier",
        "ćma",
        "lato",
        "lód",
        "Łódź",
        "zebra",
        "źrebię",
        "Ż",
        "ż a",
        "żuk",
    ]


def test_languages_are_called_in_their_own_words(languages: Languages) -> None:
    assert [languages[lang].name for lang in ("pl", "en")] == ["Polski", "English"]


# The messages themselves.

TRANSLATED = [code for code in LANGUAGES if code != languages.SOURCE_LANGUAGE]
PLACE = re.compile(r"%(?:\((\w+)\))?([sdrf%])")


@pytest.fixture(scope="session")
def wanted(project_root: Path) -> Catalog:
    return messages.extract_messages(project_root)


@pytest.fixture(scope="session", params=TRANSLATED)
def present(request: pytest.FixtureRequest, project_root: Path) -> Catalog:
    with message_file(project_root, request.param).open("rb") as file:
        return read_po(file, locale=request.param)


def _forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _named(text: str | tuple[str, ...]) -> list[str]:
    return sorted({m[0] for m in PLACE.finditer(text if isinstance(text, str) else text[-1])})


def test_every_message_is_translated(wanted: Catalog, present: Catalog) -> None:
    assert {m.id for m in wanted if m.id} - {
        m.id for m in present if m.id and all(_forms(m))
    } == set()


def test_no_message_is_left_over(wanted: Catalog, present: Catalog) -> None:
    assert {m.id for m in present if m.id} - {m.id for m in wanted if m.id} == set()


def test_no_translation_is_a_guess(present: Catalog) -> None:
    assert [m.id for m in present if m.id and m.fuzzy] == []


def test_translations_name_the_same_places(present: Catalog) -> None:
    assert [
        (m.id, form) for m in present if m.id for form in _forms(m) if _named(form) != _named(m.id)
    ] == []


def test_counts_have_every_plural_form(present: Catalog) -> None:
    assert [
        m.id
        for m in present
        if m.id and isinstance(m.id, tuple) and len(_forms(m)) != present.num_plurals
    ] == []


def test_a_message_about_data_ends_as_the_original_does(present: Catalog) -> None:
    ends = (".", "?", ":", "…")
    assert [
        m.id
        for m in present
        if isinstance(m.id, str)
        and m.id
        and m.id.endswith(ends)
        and not _forms(m)[0].endswith(m.id[-1])
    ] == []


def test_a_message_file_is_as_the_command_writes_it(project_root: Path) -> None:
    for code in TRANSLATED:
        assert (
            messages.update_messages(project_root, code)
            == message_file(project_root, code).read_bytes()
        )


def test_a_text_is_translated_where_it_is_shown(languages: Languages) -> None:
    assert languages["pl"].translations.gettext("The file is empty.") == "Plik jest pusty."
    assert languages["en"].translations.gettext("The file is empty.") == "The file is empty."


def test_every_marked_message_is_found() -> None:
    """Also one within an f-string, where the tool that gathers them sees none."""
    extracted = {
        forms[0] if isinstance(forms := message.id, tuple) else forms
        for message in messages.extract_messages(messages.ROOT)
    }
    calls = [
        (path, node)
        for path in sorted((messages.ROOT / "scripts").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    marked = [
        (path.name, node.args[0].value)
        for path, node in calls
        if getattr(node.func, "id", "") in ("N_", "N_n")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    assert len(marked) > 300
    assert [place for place in marked if place[1] not in extracted] == []
