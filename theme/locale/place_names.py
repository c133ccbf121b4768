# /// script
# requires-python = ">=3.11"
# dependencies = ["morfeusz2>=1.99.15", "typer>=0.15"]
# ///
# ruff: noqa: E501 - names in lists
"""Write pl/place_names.txt and en/place_names.txt beside this file: the names of voivodeships,
countries and cities, and the adjectives of countries, the Polish ones in every case, so that the
search and the filters of lists find a place by each.

Run by hand when a place or city is added; its output is committed and read before that. uv installs
what the first lines of this file name, with the dictionary of Polish (SGJP):

    uv run theme/locale/place_names.py

Without uv, make a virtual environment, `pip install morfeusz2 typer` in it and run the file with
its Python. The same version of morfeusz2 gives the same bytes.
"""

import csv
import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import typer
from morfeusz2 import Morfeusz

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
HERE = Path(__file__).resolve().parent
TERRITORIES = HERE.parents[1] / "datasets" / "territories" / "territories.csv"
CASES = ("nom", "gen", "dat", "acc", "inst", "loc")
INTRODUCTIONS = {
    "pl": """\
# Nazwy miejsc we wszystkich przypadkach, żeby wyszukiwarka znalazła miejsce w każdym z nich.
# W wierszu: klucz, w nawiasie województwo miasta, po dwukropku formy. Plik tworzy theme/locale/place_names.py; poprawki wpisuj tam.
""",
    "en": """\
# Names of places by which the search finds them; a line has the key of the place in pl/place_names.txt.
# theme/locale/place_names.py writes this file; corrections go there.
""",
}

# The names of the region beside the adjective of the voivodeship.
REGIONS = {
    "PL-02": ("Dolny Śląsk",),
    "PL-04": ("Kujawy", "Kujawy i Pomorze"),
    "PL-06": ("Lubelszczyzna",),
    "PL-08": ("Ziemia Lubuska",),
    "PL-10": (),
    "PL-12": ("Małopolska",),
    "PL-14": ("Mazowsze",),
    "PL-16": ("Opolszczyzna",),
    "PL-18": ("Podkarpacie",),
    "PL-20": ("Podlasie",),
    "PL-22": ("Pomorze",),
    "PL-24": ("Śląsk", "Górny Śląsk"),
    "PL-26": ("Kielecczyzna",),
    "PL-28": ("Warmia", "Mazury", "Warmia i Mazury"),
    "PL-30": ("Wielkopolska",),
    "PL-32": ("Pomorze Zachodnie",),
}
# Names of countries that are not the official ones.
ALSO = {
    "CZ": ("Republika Czeska",),
    "CI": ("Wybrzeże Kości Słoniowej",),
    "EU": ("UE",),
    "GB": ("Zjednoczone Królestwo", "Anglia"),
    "KG": ("Kirgizja",),
    "NL": ("Niderlandy",),
    "US": ("USA",),
}
# Adjectives of the countries of the register, by which readers look for them too. None for Poland and
# the European Union, since almost every record is Polish or European.
ADJECTIVES = {
    "AF": "afgański",
    "AM": "armeński, ormiański",
    "AT": "austriacki",
    "AZ": "azerbejdżański, azerski",
    "BD": "bangladeski",
    "BE": "belgijski",
    "BG": "bułgarski",
    "BY": "białoruski",
    "CH": "szwajcarski",
    "CY": "cypryjski",
    "CZ": "czeski",
    "DE": "niemiecki",
    "DK": "duński",
    "EE": "estoński",
    "ES": "hiszpański",
    "FI": "fiński",
    "FR": "francuski",
    "GB": "brytyjski",
    "GE": "gruziński",
    "GR": "grecki",
    "HR": "chorwacki",
    "HU": "węgierski",
    "IE": "irlandzki",
    "IR": "irański",
    "IS": "islandzki",
    "IT": "włoski",
    "KG": "kirgiski",
    "KZ": "kazachski, kazachstański",
    "LT": "litewski",
    "LV": "łotewski",
    "MD": "mołdawski",
    "NL": "holenderski, niderlandzki",
    "NO": "norweski",
    "PT": "portugalski",
    "RO": "rumuński",
    "RU": "rosyjski",
    "SE": "szwedzki",
    "SI": "słoweński",
    "SK": "słowacki",
    "SY": "syryjski",
    "TJ": "tadżycki",
    "TM": "turkmeński",
    "TR": "turecki",
    "UA": "ukraiński",
    "US": "amerykański",
    "UZ": "uzbecki",
    "VN": "wietnamski",
}
# Cities by voivodeship or, blank, abroad: those that texts of the register name, and the largest.
CITIES = {
    "PL-02": "Wrocław, Legnica, Wałbrzych, Jelenia Góra, Kłodzko, Zgorzelec",
    "PL-04": "Bydgoszcz, Toruń, Włocławek, Grudziądz, Inowrocław",
    "PL-06": "Lublin, Biała Podlaska, Chełm, Zamość, Hrubieszów, Tomaszów Lubelski, Terespol, Dorohusk, Zosin, Hrebenne, Włodawa, Dołhobyczów, Sobibór",
    "PL-08": "Zielona Góra, Gorzów Wielkopolski, Słubice, Krosno Odrzańskie, Świecko",
    "PL-10": "Łódź, Piotrków Trybunalski, Kutno, Skierniewice",
    "PL-12": "Kraków, Tarnów, Nowy Sącz, Nowy Targ, Oświęcim, Zakopane, Chyżne",
    "PL-14": "Warszawa, Radom, Płock, Siedlce, Ostrołęka, Ciechanów, Linin, Góra Kalwaria, Otwock, Grójec, Legionowo",
    "PL-16": "Opole, Kędzierzyn-Koźle, Nysa, Prudnik",
    "PL-18": "Rzeszów, Przemyśl, Krosno, Sanok, Mielec, Stalowa Wola, Medyka, Korczowa, Budomierz, Ustrzyki Dolne",
    "PL-20": "Białystok, Suwałki, Łomża, Augustów, Sejny, Kuźnica, Bobrowniki, Siemianówka, Połowce, Czeremcha, Budzisko, Sokółka, Nowy Dwór, Bartniki, Białowieża, Czerwony Bór",
    "PL-22": "Gdańsk, Gdynia, Sopot, Słupsk, Starogard Gdański, Tczew",
    "PL-24": "Katowice, Racibórz, Częstochowa, Gliwice, Bielsko-Biała, Cieszyn, Rajcza, Bytom, Zabrze, Żory, Rybnik",
    "PL-26": "Kielce, Sandomierz, Starachowice",
    "PL-28": "Olsztyn, Elbląg, Kętrzyn, Gołdap, Ełk, Bezledy, Grzechotki, Braniewo",
    "PL-30": "Poznań, Kalisz, Konin, Leszno, Piła",
    "PL-32": "Szczecin, Koszalin, Świnoujście, Stargard, Kołobrzeg",
    "": "Kijów, Lwów, Łuck, Mościska, Użhorod, Żytomierz, Odessa, Charków, Mińsk, Brześć, Grodno, Moskwa, Kaliningrad, Wilno, Kowno, Mariampol, Alytus, Ryga, Tallin, Helsinki, Sztokholm, Oslo, Kopenhaga, Berlin, Poczdam, Drezno, Frankfurt, Praga, Liberec, Ostrawa, Brno, Bratysława, Żylina, Preszów, Koszyce, Budapeszt, Wiedeń, Genewa, Berno, Haga, Bruksela, Strasburg, Paryż, Londyn, Rzym, Madryt, Lizbona, Warna, Bukareszt, Sofia, Kiszyniów, Tbilisi, Erywań, Baku, Taszkent, Biszkek, Duszanbe, Aszchabad, Hanoi, Görlitz",
}
# Names that the dictionary lacks.
GIVEN = {
    "Alytus": "Alytus, Alytusu, Alytusowi, Alytusem, Alytusie, Alitus, Alitusu, Alitusie",
    "Benin": "Benin, Beninu, Beninowi, Beninem, Beninie",
    "Kędzierzyn-Koźle": "Kędzierzyn-Koźle, Kędzierzyna-Koźla, Kędzierzynowi-Koźlu, Kędzierzynem-Koźlem, Kędzierzynie-Koźlu",
    "Liberec": "Liberec, Liberca, Libercowi, Libercem, Libercu",
    "Stalowa Wola": "Stalowa Wola, Stalowej Woli, Stalową Wolę, Stalową Wolą",
    "Wyspy Alandzkie": "Wyspy Alandzkie, Wysp Alandzkich, Wyspom Alandzkim, Wyspami Alandzkimi, Wyspach Alandzkich",
    "Zjednoczone Królestwo": "Zjednoczone Królestwo, Zjednoczonego Królestwa, Zjednoczonemu Królestwu, Zjednoczonym Królestwem, Zjednoczonym Królestwie",
    "Żylina": "Żylina, Żyliny, Żylinie, Żylinę, Żyliną",
}
# English names beside those of the register, by the code of the place or the key of the city.
ENGLISH = {
    "PL-02": "Lower Silesia, Lower Silesian",
    "PL-04": "Kuyavia-Pomerania, Kuyavian-Pomeranian, Kuyavia",
    "PL-06": "Lublin region, Lublin province",
    "PL-08": "Lubusz",
    "PL-10": "Łódź region, Łódź province",
    "PL-12": "Lesser Poland",
    "PL-14": "Mazovia, Masovia, Mazovian, Masovian",
    "PL-16": "Opole region, Opole province",
    "PL-18": "Podkarpacie, Subcarpathia, Subcarpathian",
    "PL-20": "Podlasie, Podlachia",
    "PL-22": "Pomerania, Pomeranian",
    "PL-24": "Silesia, Silesian, Upper Silesia",
    "PL-26": "Holy Cross",
    "PL-28": "Warmia-Masuria, Warmian-Masurian, Warmia, Masuria",
    "PL-30": "Greater Poland",
    "PL-32": "West Pomerania, Western Pomerania, West Pomeranian",
    "AF": "Afghan",
    "AM": "Armenian",
    "AT": "Austrian",
    "AZ": "Azerbaijani, Azeri",
    "BD": "Bangladeshi",
    "BE": "Belgian",
    "BG": "Bulgarian",
    "BY": "Belarusian, Belarussian, Byelorussian",
    "CH": "Swiss",
    "CY": "Cypriot",
    "CZ": "Czech Republic, Czech",
    "DE": "German",
    "DK": "Danish",
    "EE": "Estonian",
    "ES": "Spanish",
    "FI": "Finnish",
    "FR": "French",
    "GB": "United Kingdom, Britain, UK, British",
    "GE": "Georgian",
    "GR": "Greek",
    "HR": "Croatian",
    "HU": "Hungarian",
    "IE": "Irish",
    "IR": "Iranian",
    "IS": "Icelandic",
    "IT": "Italian",
    "KG": "Kyrgyz",
    "KZ": "Kazakh, Kazakhstani",
    "LT": "Lithuanian",
    "LV": "Latvian",
    "MD": "Moldovan",
    "NL": "Holland, Dutch",
    "NO": "Norwegian",
    "PT": "Portuguese",
    "RO": "Romanian",
    "RU": "Russian",
    "SE": "Swedish",
    "SI": "Slovenian, Slovene",
    "SK": "Slovak, Slovakian",
    "SY": "Syrian",
    "TJ": "Tajik, Tajikistani",
    "TM": "Turkmen",
    "TR": "Turkish",
    "UA": "the Ukraine, Ukrainian",
    "US": "USA, United States, American",
    "UZ": "Uzbek",
    "VN": "Viet Nam, Vietnamese",
    "warszawa": "Warsaw",
    "kraków": "Cracow",
    "kijów": "Kyiv, Kiev",
    "lwów": "Lviv",
    "łuck": "Lutsk",
    "grodno": "Hrodna",
    "brześć": "Brest",
    "mińsk": "Minsk",
    "wilno": "Vilnius",
    "kowno": "Kaunas",
    "ryga": "Riga",
    "tallin": "Tallinn",
    "praga": "Prague",
    "wiedeń": "Vienna",
    "bruksela": "Brussels",
    "kopenhaga": "Copenhagen",
    "sztokholm": "Stockholm",
    "genewa": "Geneva",
    "haga": "The Hague",
    "rzym": "Rome",
    "paryż": "Paris",
    "londyn": "London",
    "budapeszt": "Budapest",
    "bukareszt": "Bucharest",
    "kiszyniów": "Chișinău, Chisinau",
    "erywań": "Yerevan",
    "biszkek": "Bishkek",
    "taszkent": "Tashkent",
    "duszanbe": "Dushanbe",
    "aszchabad": "Ashgabat",
}

morfeusz = Morfeusz()


Reading = tuple[str, str, str, frozenset[str]]  # lemma, part of speech, number, genders
QUALIFIERS = ("adj", "ppas")  # parts of speech that agree with a noun


@cache
def readings(word: str) -> tuple[Reading, ...]:
    """The readings of a word as a nominative; of a noun, its own entry before those of others."""
    found = []
    for _, _, (_, lemma, tag, *_) in morfeusz.analyse(word):
        part, *rest = tag.split(":")
        if part in ("subst", *QUALIFIERS) and "nom" in rest[1].split("."):
            for number in rest[0].split("."):
                found.append((lemma.split(":")[0], part, number, frozenset(rest[2].split("."))))
    own = [reading for reading in found if reading[1] != "subst" or reading[0] == word]
    named = any(part == "subst" for _, part, _, _ in own)
    return tuple(dict.fromkeys(own if named else found))


def generated(reading: Reading, genders: frozenset[str]) -> dict[str, list[str]]:
    """The forms of a reading by case, in its number and one of the genders."""
    lemma, part, number, _ = reading
    forms: dict[str, list[str]] = {case: [] for case in CASES}
    entry: Any
    for entry in morfeusz.generate(lemma):
        form, _, tag, *_ = entry
        its_part, *rest = tag.split(":")
        if (
            its_part == part
            and number in rest[0].split(".")
            and genders & set(rest[2].split("."))
            and (part != "adj" or rest[3:4] == ["pos"])
            and (part != "ppas" or rest[-1] == "aff")
        ):
            for case in set(rest[1].split(".")) & set(CASES):
                forms[case].append(form)
    return forms


def by_case(name: str) -> dict[str, list[str]]:
    """The forms of a name by case: its noun and what agrees with that, other words as they are."""
    words = re.split(r"([ -])", name)
    is_one = len(words) == 1
    qualifiers = {word for word in words if any(r[1] in QUALIFIERS for r in readings(word))}
    nouns = [r for word in words for r in readings(word) if r[1] == "subst"]
    heads = [
        r for word in words if word not in qualifiers for r in readings(word) if r[1] == "subst"
    ] or nouns
    number = heads[0][2] if heads else "sg"
    genders = frozenset().union(*(r[3] for r in heads if r[2] == number))
    of_words = []
    for word in words:
        mine = [r for r in readings(word) if r[2] == number]
        agreeing = [r for r in mine if r[1] in QUALIFIERS and r[3] & genders and not is_one]
        forms: dict[str, list[str]] = {case: [] for case in CASES}
        for reading in agreeing or [r for r in mine if r[1] == "subst"]:
            of_reading = generated(reading, reading[3] & genders if agreeing else reading[3])
            for case in CASES:
                forms[case] += of_reading[case]
        of_words.append(
            {case: [like(word, form) for form in forms[case]] or [word] for case in CASES}
        )
    return {
        case: ["".join(parts) for parts in itertools.product(*(forms[case] for forms in of_words))]
        for case in CASES
    }


def like(word: str, form: str) -> str:
    """The form with a capital where the word has one."""
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def inflected(name: str) -> Iterator[str]:
    """A name in each case; names that "i" joins are inflected each."""
    if name in GIVEN:
        yield from GIVEN[name].split(", ")
        return
    parts = [by_case(part) for part in name.split(" i ")]
    for case in CASES:
        yield from (" i ".join(forms) for forms in itertools.product(*(p[case] for p in parts)))


def adjective(lemma: str) -> Iterator[str]:
    """Every form of an adjective, e.g. ukraińskiego for ukraiński. It must be in the dictionary."""
    forms = [
        form
        for form, _, tag, *_ in morfeusz.generate(lemma)
        if tag.startswith("adj:") and tag.endswith(":pos")
    ]
    if not forms:
        raise SystemExit(
            f"The dictionary has no adjective {lemma}. Spell it as the dictionary does or take it out of ADJECTIVES."
        )
    yield from forms


def of_voivodeship(name: str) -> Iterator[str]:
    """Every form of the adjective of a voivodeship, e.g. dolnośląskiego for dolnośląskie."""
    first, _, last = name.rpartition("-")
    for form in adjective(re.sub(r"ie\Z", "i", last)):
        yield f"{first}-{form}" if first else form
    yield f"{name}m"  # as a noun: w Podlaskiem


def line(key: str, forms: Iterable[str], within: str = "") -> str:
    """One line of the file."""
    head = f"{key} ({within})" if within else key
    return f"{head}: {', '.join(dict.fromkeys(forms))}\n"


def key_of(city: str) -> str:
    """The key of a city: its name in small letters."""
    return city.lower().replace(" ", "-")


def territories() -> list[dict[str, str]]:
    """The rows of the table of voivodeships and countries."""
    with TERRITORIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def polish_lines() -> Iterator[str]:
    """Voivodeships, countries, cities."""
    for row in territories():
        code, name = row["code"], row["label_pl"]
        if row["kind"] == "voivodeship":
            regions = (form for region in REGIONS[code] for form in inflected(region))
            yield line(code, [*of_voivodeship(name.split()[-1]), *regions])
        else:
            names = (name, *ALSO.get(code, ()))
            forms = [form for one in names for form in inflected(one)]
            lemmas = ADJECTIVES[code].split(", ") if code in ADJECTIVES else []
            yield line(code, [*forms, *(form for lemma in lemmas for form in adjective(lemma))])
    for code, cities in CITIES.items():
        for city in cities.split(", "):
            yield line(key_of(city), inflected(city), code)


def english_lines() -> Iterator[str]:
    """Voivodeships, countries, cities with another name in English."""
    cities = {key: [] for key in ENGLISH if key == key.lower()}
    names = {row["code"]: [row["label_en"]] for row in territories()}
    for key, own in (names | cities).items():
        known = ENGLISH[key].split(", ") if key in ENGLISH else []
        yield line(key, [*own, *known])


@app.command()
def write() -> None:
    """Write both files."""
    for code, lines in (("pl", polish_lines()), ("en", english_lines())):
        text = INTRODUCTIONS[code] + "".join(lines)
        (HERE / code / "place_names.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    app()
