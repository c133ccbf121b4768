"""The real data: every dataset without a problem, and nobody's personal data anywhere."""

import re
from collections import defaultdict

import pytest
from paths import ROOT
from remembered import check_catalog, load_catalog
from stdnum.pl import pesel

from datasite.content import prose
from datasite.language.localization import load_languages
from datasite.model.builder import build_register

pytestmark = pytest.mark.xdist_group("real-data")  # read once, by one process

DATASETS = sorted(path.parent.name for path in (ROOT / "datasets").glob("*/dataset.yaml"))
DOCUMENTS = ROOT.parent / "shared" / "facts" / "documents"

ADDRESS = re.compile(r"https?://\S+")
E_MAIL = re.compile(r"[\w.+-]+ ?(?:@|\(at\)|\[at\]) ?[\w-]+\.\w+")
TELEPHONE = re.compile(
    r"\+48[ \d-]{9,}|\b(?:tel|telefon|phone|fax|faks|kom)\b[.:]? ?\+?\d|\(\d\d\) \d{3}[ -]\d{2}["
    r" -]\d{2}|\b\d{2} \d{3} \d{2} \d{2}\b"
)
ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{11}(?!\d)")
PERSONAL_COLUMN = re.compile(
    r"(^|_)(first|last|given|family|sur|person|contact|author|imie|nazwisko|osoba)(_?name)?(_|$)|mail|phone|telefon|pesel|birth|urodz"
)
# First names that are common in Poland and near its borders, to find persons in the source
# documents.
FIRST_NAME = (
    "Adam|Agnieszka|Aleksander|Aleksandra|Alicja|Andrzej|Anna|Antoni|Barbara|Bartosz|Beata|Bogdan|Bożena|Cezary|Damian|Daniel|Danuta|"
    "Dariusz|Dawid|Dominik|Dorota|Edward|Elżbieta|Emilia|Ewa|Ewelina|Filip|Grażyna|Grzegorz|Halina|Hanna|Helena|Henryk|Igor|Irena|Iwona|"
    "Izabela|Jacek|Jadwiga|Jakub|Jan|Janina|Janusz|Jarosław|Jerzy|Joanna|Jolanta|Józef|Julia|Justyna|Kamil|Karol|Karolina|Katarzyna|"
    "Kazimierz|Kinga|Konrad|Krystyna|Krzysztof|Leszek|Łukasz|Maciej|Magdalena|Małgorzata|Marcin|Marek|Maria|Mariusz|Marta|Mateusz|Michał|"
    "Mirosław|Monika|Natalia|Olga|Oksana|Patryk|Paulina|Paweł|Piotr|Rafał|Renata|Robert|Roman|Ryszard|Sebastian|Sławomir|Stanisław|Stefan|"
    "Sylwia|Szymon|Tadeusz|Teresa|Tomasz|Urszula|Waldemar|Wanda|Wiaczesław|Wiesław|Wiktor|Witold|Władysław|Włodzimierz|Wojciech|Zbigniew|"
    "Zofia"
)
PERSON = re.compile(
    rf"\b(?:{FIRST_NAME}) ([A-ZĆŁŃÓŚŹŻ][a-ząćęłńóśźż]{{2,}}(?:-[A-ZĆŁŃÓŚŹŻ][a-ząćęłńóśźż]+)?)"
)


@pytest.fixture(scope="session")
def problems() -> dict[str, list[str]]:
    """The problems that the check reports, by dataset."""
    english = load_languages(ROOT)["en"].translations
    by_dataset = defaultdict(list)
    for problem in check_catalog(ROOT):
        by_dataset[problem.path.split("/")[1]].append(problem.text(english))
    return by_dataset


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """Every file of data and prose, by path."""
    files = [
        path
        for folder in ("datasets", "content")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file()
    ]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in files}


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_dataset_has_no_problems(dataset: str, problems: dict[str, list[str]]) -> None:
    assert problems.get(dataset, []) == []


def test_no_other_file_has_problems(problems: dict[str, list[str]]) -> None:
    assert set(problems) <= set(DATASETS)


def test_the_prose_has_no_problems() -> None:
    assert prose.check_texts(ROOT, build_register(load_catalog(ROOT))) == []


def test_there_are_no_e_mail_addresses(texts: dict[str, str]) -> None:
    assert _matches(E_MAIL, texts) == []


def test_there_are_no_telephone_numbers(texts: dict[str, str]) -> None:
    assert _matches(TELEPHONE, texts) == []


def test_there_are_no_pesel_numbers(texts: dict[str, str]) -> None:
    assert [
        number
        for text in texts.values()
        for number in ELEVEN_DIGITS.findall(ADDRESS.sub("", text))
        if pesel.is_valid(number)
    ] == []


def test_no_column_is_made_for_persons() -> None:
    assert [
        (d.name, column)
        for d in load_catalog(ROOT).datasets.values()
        for column in d.header
        if PERSONAL_COLUMN.search(column)
    ] == []


def test_no_person_of_the_source_documents_is_named(texts: dict[str, str]) -> None:
    if not DOCUMENTS.is_dir():
        pytest.skip(
            f"the source documents are not on this machine ({DOCUMENTS}), so their persons are not"
            " known"
        )
    surnames = {
        match[1]
        for path in DOCUMENTS.glob("*.txt")
        for match in PERSON.finditer(path.read_text(encoding="utf-8"))
    }
    assert len(surnames) >= 10, "the documents name more persons than were found"
    assert [
        (path, name)
        for path, text in texts.items()
        for name in surnames
        if re.search(rf"\b{name}", text)
    ] == []


def _matches(pattern: re.Pattern[str], texts: dict[str, str]) -> list[tuple[str, str]]:
    """Each match of a pattern outside web addresses, with its file."""
    return [
        (path, match[0])
        for path, text in texts.items()
        for match in pattern.finditer(ADDRESS.sub("", text))
    ]
