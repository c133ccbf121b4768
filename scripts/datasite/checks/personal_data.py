"""Personal data in a text or in the name of a column, and the exceptions of datasets/privacy.yaml,
each with its reason.

The check is careful: a first name before a surname may be the patron of a university, for which an
exception is then written.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stdnum.pl import pesel

from datasite.problems import N_, Message, Problem, ProblemsError, shown
from datasite.tables import yaml_files
from datasite.tables.descriptor import Dataset
from datasite.tables.text_faults import TextFault

FILE = "datasets/privacy.yaml"
_COLUMN = re.compile(
    r"(?:^|_)(?:imi[eę]|nazwisko|first_?name|last_?name|given_?name|family_?name|surname|person|osoba"
    r"|author|autor|contact|kontakt|pesel|birth\w*|urodz\w*|e_?mail|phone|telefon|fax|faks"
    r"|address|adres|signatory|podpis\w*)(?:_|$)"
)
# Names in the nominative; „im. Jana Pawła II” is a patron and another form.
_FIRST_NAMES = (
    "Adam|Agata|Agnieszka|Aleksander|Aleksandra|Alicja|Andrzej|Anna|Antoni|Arkadiusz|Artur|"
    "Barbara|Bartłomiej|Bartosz|Beata|Bogdan|Bożena|Cezary|Damian|Daniel|Danuta|Dariusz|"
    "Dawid|Dominik|Dorota|Edward|Elżbieta|Emilia|Ewa|Ewelina|Filip|Grażyna|Grzegorz|Halina|"
    "Hanna|Helena|Henryk|Igor|Irena|Iwona|Izabela|Jacek|Jadwiga|Jakub|Jan|Janina|Janusz|"
    "Jarosław|Jerzy|Joanna|Jolanta|Józef|Julia|Justyna|Kamil|Kamila|Karol|Karolina|Katarzyna|"
    "Kazimierz|Kinga|Konrad|Krystyna|Krzysztof|Lech|Leszek|Łukasz|Maciej|Magdalena|"
    "Małgorzata|Marcin|Marek|Maria|Mariusz|Marta|Mateusz|Michał|Mirosław|Monika|Natalia|"
    "Oksana|Olga|Patrycja|Patryk|Paulina|Paweł|Piotr|Przemysław|Radosław|Rafał|Renata|Robert|"
    "Roman|Ryszard|Sebastian|Sławomir|Stanisław|Stefan|Sylwia|Szymon|Tadeusz|Teresa|Tomasz|"
    "Urszula|Waldemar|Wanda|Wiesław|Wiktor|Witold|Władysław|Włodzimierz|Wojciech|Zbigniew|"
    "Zdzisław|Zofia"
)
_IS_FIRST_NAME = frozenset(_FIRST_NAMES.split("|")).__contains__
_SURNAME = r"[A-ZĆŁŃÓŚŹŻ][a-ząćęłńóśźż]{2,}(?:-[A-ZĆŁŃÓŚŹŻ][a-ząćęłńóśźż]+)?"
_CAPITAL, _SMALL = "[A-ZĆŁŃÓŚŹŻ]", "[a-ząćęłńóśźż]"
# An address without its first part, of which only the last character is looked at: to try each
# beginning of it would take long.
_ADDRESS = re.compile(r"(?<=[\w.+-]) ?(?:@|\(at\)|\[at\]|\(małpa\)) ?[\w-]{1,63}\.[\w.]{2,63}")
_BEFORE_AT = re.compile(r"[\w.+-]{1,64}\Z")
# A number that begins with a year is no telephone: KOM(2011) 743, telefon 2014-2020.
_TELEPHONE = re.compile(
    r"(?:\b(?:tel|telefon|phone|fax|faks|kom)\b\.?|\+48|\b0048)[:.\s]*"
    r"(?!\(?(?:19|20)\d\d\b)\(?\d[\d\s()-]{6,}"
    r"|\(\d\d\) ?\d{3}[ -]\d{2}[ -]\d{2}|\b\d{2} \d{3} \d{2} \d{2}\b|\b\d{3}-\d{3}-\d{3}\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"\b(?:(?:insp|podinsp|nadkom|podkom|kom|asp|st\. asp|sierż|gen\. dyw|gen\."
    r" bryg|gen|płk|ppłk|mjr|kpt|por|ppor|mgr|inż|dr|prof|ks)\.?|Pani?|Pana|Panią)"
    rf"(?: (?:SG|hab\.|inż\.))? {_CAPITAL}{_SMALL}+ {_SURNAME}"
)
_NAME = re.compile(rf"\b({_CAPITAL}{_SMALL}+)(?= ({_SURNAME}))")
Found = Iterator[tuple[int, str]]  # offsets in a text, with what is found there


def _addresses(text: str) -> Found:
    for match in _ADDRESS.finditer(text):
        before = _BEFORE_AT.search(text, max(0, match.start() - 64), match.start())
        start = before.start() if before else match.start()
        yield start, text[start : match.end()]


def _names(text: str) -> Found:
    for match in _NAME.finditer(text):
        if _IS_FIRST_NAME(match[1]):
            yield match.start(), f"{match[1]} {match[2]}"


def _matches(pattern: re.Pattern[str]) -> Callable[[str], Found]:
    return lambda text: ((match.start(), match.group()) for match in pattern.finditer(text))


_KINDS: Mapping[str, Callable[[str], Found]] = {
    N_("an e-mail address"): _addresses,
    N_("a telephone number"): _matches(_TELEPHONE),
    N_("a person's rank and name"): _matches(_RANK),
    N_("a person's first name and surname"): _names,
}
_SUSPECT = re.compile(
    r"@|\(at\)|\[at\]|\(małpa\)|\d[\d ()-]{5}|[A-ZĆŁŃÓŚŹŻ][a-ząćęłńóśźż]+ [A-ZĆŁŃÓŚŹŻ]"
)  # what each pattern needs at least
_ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{11}(?!\d)")


@dataclass(frozen=True)
class Exceptions:
    """Texts that look like personal data but are not, by the file in which each is allowed."""

    texts: Mapping[str, frozenset[str]]

    def allows(self, path: str, text: str) -> bool:
        """Whether the file may hold the text."""
        return text in self.texts.get(path, frozenset())

    def unneeded(self, path: str, content: str) -> Iterator[Problem]:
        """A problem for each exception whose text the file no longer holds."""
        for text in sorted(self.texts.get(path, frozenset())):
            if text not in content:
                what = Message(
                    N_("The exception %(text)s for %(path)s is not needed."),
                    {"text": shown(text), "path": path},
                )
                yield Problem.of_file(FILE, "privacy-exception", what, Message(N_("Delete it.")))


NO_EXCEPTIONS = Exceptions({})


def build_exceptions(raw: Any) -> tuple[Exceptions, list[Problem]]:
    """The exceptions that privacy.yaml lists as {text, file, reason}, each of them filled."""
    what = Message(N_("An exception is not a text, a file and a reason."))
    right = Message(
        N_("Write `- {text: …, file: datasets/…, reason: …}` with a sentence for a reason.")
    )
    wrong = Problem.of_file(FILE, "privacy-exception", what, right)
    allowed: dict[str, set[str]] = {}
    entries = (
        raw.get("exceptions") if isinstance(raw, dict) and set(raw) == {"exceptions"} else None
    )
    if not isinstance(entries, list):
        return NO_EXCEPTIONS, [wrong]
    for entry in entries:
        if (
            not isinstance(entry, dict)
            or set(entry) != {"text", "file", "reason"}
            or not all(isinstance(v, str) and v.strip() for v in entry.values())
            or len(entry["reason"]) < 20
        ):
            return NO_EXCEPTIONS, [wrong]
        allowed.setdefault(entry["file"], set()).add(entry["text"])
    return Exceptions({path: frozenset(texts) for path, texts in allowed.items()}), []


def read_exceptions(root: Path) -> tuple[Exceptions, list[Problem]]:
    """The exceptions of `root`/datasets/privacy.yaml and its problems; none where it is missing."""
    if not (root / FILE).exists():
        return NO_EXCEPTIONS, []
    try:
        return build_exceptions(yaml_files.read_yaml(root, FILE))
    except ProblemsError as error:
        return NO_EXCEPTIONS, error.problems


def problems_of_columns(
    dataset: Dataset, path: str, place_of: Callable[[str], tuple[int, int]] = lambda name: (1, 1)
) -> Iterator[Problem]:
    """A problem for each column whose name says that it holds personal data; `place_of` gives the
    line and column of a field in the file `path`.
    """
    for field in dataset.fields:
        if _COLUMN.search(field.name):
            what = Message(N_("The column %(field)s is for personal data."), {"field": field.name})
            yield Problem(
                path,
                *place_of(field.name),
                "personal-data",
                what,
                Message(N_("Keep offices and bodies; leave persons out.")),
            )


def find_personal_data(
    path: str, text: str, excused: Exceptions = NO_EXCEPTIONS
) -> Iterator[TextFault]:
    """Personal data in one line of text, except what `excused` allows in the file `path`."""
    if not _SUSPECT.search(text):
        return
    right = Message(N_("Keep offices and bodies; leave persons out."))
    for kind, find in _KINDS.items():
        for offset, found in find(text):
            if not excused.allows(path, found.strip()):
                what = Message(
                    N_("The text holds %(kind)s: %(value)s."),
                    {"kind": Message(kind), "value": shown(found)},
                )
                yield TextFault(offset, "personal-data", what, right)
                break
    for match in _ELEVEN_DIGITS.finditer(text):
        if pesel.is_valid(match.group()):
            yield TextFault(
                match.start(),
                "personal-data",
                Message(N_("The text holds a PESEL number.")),
                right,
            )
            break
