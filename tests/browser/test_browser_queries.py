"""What the search answers to the words of readers: places in every case, whole questions, everyday
words and slips. Each test asks the script's index on one page, without the form.
"""

import re
from collections.abc import Sequence
from typing import Any

import pytest
import site_plans
from browser_pages import PAGES, Open
from playwright.sync_api import Page

from datasite.language.place_names import place_mark

SEARCH = PAGES["search"]
ASK = """async (queries) => {
    const { loadIndex } = await import("/theme/js/search/index.js");
    const [root, folder] = ["/", "."].map((path) => new URL(path, location));
    const find = await loadIndex(root, folder, document.documentElement.lang);
    const answers = [];
    for (const query of queries) {
        const { found, terms, meant } = await find(query);
        const first = await Promise.all(found.slice(0, 3).map((one) => one.data()));
        answers.push({
            first: first.map(({ url, meta }) => [url, meta.title]),
            count: found.length,
            has: found[0]?.has ?? 0,
            terms: terms.map(({ text, mark }) => mark ?? text),
            meant,
        });
    }
    return answers;
}"""
# Names of places in cases that are far from the nominative, by the code of the place.
VOIVODESHIPS = {
    "PL-02": ["dolnośląskie", "Dolnego Śląska", "na Dolnym Śląsku", "województwie dolnośląskim"],
    "PL-04": ["kujawsko-pomorskie", "kujawsko-pomorskim", "Kujawach"],
    "PL-06": ["lubelskie", "lubelskiego", "Lubelszczyźnie"],
    "PL-08": ["lubuskie", "Lubuskiem", "Ziemi Lubuskiej"],
    "PL-10": ["łódzkie", "łódzkiego", "lodzkim"],
    "PL-12": ["Małopolska", "Małopolsce", "Małopolskę", "malopolsce"],
    "PL-14": ["Mazowsze", "Mazowszu", "mazowieckiem"],
    "PL-16": ["Opolszczyzna", "Opolszczyźnie", "opolskiego"],
    "PL-18": ["Podkarpacie", "Podkarpaciu", "podkarpackim"],
    "PL-20": ["Podlasie", "Podlasiu", "podlaskiego"],
    "PL-22": ["Pomorze", "Pomorzu", "pomorskim"],
    "PL-24": ["Śląsk", "Śląsku", "Górnym Śląsku"],
    "PL-26": ["świętokrzyskie", "swietokrzyskim", "Kielecczyźnie"],
    "PL-28": ["Warmia i Mazury", "Warmii i Mazurach", "warmińsko-mazurskiego"],
    "PL-30": ["Wielkopolska", "Wielkopolsce", "wielkopolskim"],
    "PL-32": ["Pomorze Zachodnie", "Pomorzu Zachodnim", "zachodniopomorskiego"],
}
COUNTRIES = {
    "AM": ["Armenia", "Armenii"],
    "BG": ["Bułgaria", "Bułgarią"],
    "BY": ["Białoruś", "Białorusi", "Białorusią"],
    "CZ": ["Czechy", "Czech", "Czechach"],
    "DE": ["Niemcy", "Niemiec", "Niemczech"],
    "EE": ["Estonia", "Estonii"],
    "FI": ["Finlandia", "Finlandii"],
    "FR": ["Francja", "Francją"],
    "GE": ["Gruzja", "Gruzji"],
    "GR": ["Grecja", "Grecję"],
    "HU": ["Węgry", "Węgier", "Węgrzech"],
    "IT": ["Włochy", "Włoch", "Włoszech"],
    "KG": ["Kirgistan", "Kirgistanie", "Kirgizji"],
    "LT": ["Litwa", "Litwie", "Litwą"],
    "LV": ["Łotwa", "Łotwy"],
    "MD": ["Mołdawia", "Mołdawii"],
    "NL": ["Holandia", "Holandii", "Niderlandach"],
    "NO": ["Norwegia", "Norwegii", "Norwegią"],
    "PL": ["Polska", "Polsce", "Polskę"],
    "RU": ["Rosja", "Rosji"],
    "SE": ["Szwecja", "Szwecji"],
    "SK": ["Słowacja", "Słowacją"],
    "UA": ["Ukraina", "Ukrainie", "Ukrainą"],
    "UZ": ["Uzbekistan", "Uzbekistanie"],
    "VN": ["Wietnam", "Wietnamie"],
}
# A city has no page of its own: its voivodeship and the bodies that have its name come first.
CITIES = {
    "PL-02": (["Wrocław", "Wrocławia", "we Wrocławiu"], ["Legnica", "Legnicy"]),
    "PL-06": (["Lublin", "Lublinie"], ["Biała Podlaska", "Białej Podlaskiej"]),
    "PL-08": (
        ["Zielona Góra", "Zielonej Górze"],
        ["Gorzów Wielkopolski", "Gorzowie Wielkopolskim"],
    ),
    "PL-10": (["Łódź", "Łodzi", "lodzi"],),
    "PL-12": (["Kraków", "Krakowie"],),
    "PL-14": (["Warszawa", "Warszawie", "Warszawą"], ["Radom", "Radomiu"]),
    "PL-16": (["Opole", "Opolu"],),
    "PL-18": (["Rzeszów", "Rzeszowie"], ["Przemyśl", "Przemyślu"]),
    "PL-20": (["Białystok", "Białegostoku", "Białymstoku"], ["Kuźnica", "Kuźnicy"]),
    "PL-22": (["Gdańsk", "Gdańsku"], ["Starogard Gdański", "Starogardzie Gdańskim"]),
    "PL-24": (["Katowice", "Katowicach"],),
    "PL-26": (["Kielce", "Kielcach"],),
    "PL-28": (["Olsztyn", "Olsztynie"],),
    "PL-30": (["Poznań", "Poznaniu"],),
    "PL-32": (["Szczecin", "Szczecinie"], ["Koszalin", "Koszalinie"]),
}


def ask(visit: Open, lang: str, queries: Sequence[str]) -> list[dict[str, Any]]:
    page: Page = visit(SEARCH[lang]).page
    answers: list[dict[str, Any]] = page.evaluate(ASK, list(queries))
    return answers


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_every_case_of_a_name_finds_the_page_of_the_place_among_the_first_three(
    lang: str, visit: Open
) -> None:
    groups = [
        *((code, names) for code, names in (VOIVODESHIPS | COUNTRIES).items()),
        *((code, names) for code, cities in CITIES.items() for names in cities),
    ]
    assert len(groups) > 60
    asked = [(code, group[0], name) for code, group in groups for name in group]
    answers = ask(visit, lang, [name for _, _, name in asked])
    counts: dict[str, int] = {}
    for (code, nominative, name), answer in zip(asked, answers, strict=True):
        address = f"/{lang}/{'miejsca' if lang == 'pl' else 'places'}/{code.lower()}/"
        assert address in [url for url, _ in answer["first"]], (name, answer)
        assert answer["count"] == counts.setdefault(nominative, answer["count"]), (name, answer)


def test_place_is_found_by_its_names_in_both_languages(visit: Open) -> None:
    places = site_plans.register().places_in_use()
    names = [name for place in places for name in place.name.values()]
    answers = ask(visit, "en", names)
    for place, answer in zip((p for p in places for _ in p.name), answers, strict=True):
        assert f"/en/places/{place.code.lower()}/" in [url for url, _ in answer["first"]], answer


def test_script_and_build_see_the_same_places(visit: Open) -> None:
    texts = [
        "Komenda Miejska w Białej Podlaskiej",
        "na Pomorzu Zachodnim i na Pomorzu",
        "Urząd w województwie kujawsko-pomorskim",
        "Warmia i Mazury – Litwa",
        "z Bielska-Białej do Krosna Odrzańskiego, potem do Krosna",
    ]
    names = site_plans.languages()["pl"].place_names
    for text, answer in zip(texts, ask(visit, "pl", texts), strict=True):
        marks = [term for term in answer["terms"] if term.startswith("qq")]
        assert list(dict.fromkeys(marks)) == [place_mark(key) for key in names.found_in([text])]


@pytest.mark.parametrize(
    ("lang", "query", "title", "whole"),
    [
        ("pl", "pomoc dla cudzoziemców dolnośląskie", "Dolnym Śląsku", True),
        ("pl", "wroclaw cudzoziemcy", "Dolnym Śląsku", True),
        ("pl", "Kto pomaga cudzoziemcom na Dolnym Śląsku?", "Dolnym Śląsku", True),
        ("pl", "ile kosztował mur na granicy z Białorusią", "^Zapora na granicy", False),
        ("en", "who helps foreigners in Dolnośląskie", "Lower Silesia", True),
        ("en", "how much did the wall on the border with Belarus cost", "[Bb]arrier on the", True),
    ],
)
def test_whole_question_finds_what_has_most_of_its_words(
    lang: str, query: str, title: str, whole: bool, visit: Open
) -> None:
    (answer,) = ask(visit, lang, [query])
    assert answer["first"], answer
    assert any(re.search(title, found) for _, found in answer["first"]), answer
    assert (answer["has"] == len(answer["terms"])) == whole, answer
    assert 2 * answer["has"] > len(answer["terms"])


def test_of_two_known_words_one_is_enough_but_not_beside_an_unknown_one(visit: Open) -> None:
    both_known, one_unknown = ask(visit, "pl", ["deportacje Gdynia", "deportacje zzzqqq"])
    assert both_known["has"] == 1
    assert both_known["count"] > 0
    assert one_unknown["count"] == 0


def test_small_words_are_asked_for_where_there_are_no_others(visit: Open) -> None:
    (answer,) = ask(visit, "pl", ["kto z kim"])
    assert answer["terms"] == ["kto", "z", "kim"]


@pytest.mark.parametrize(
    ("lang", "query", "title"),
    [
        ("pl", "mur", "^(Zapora|Modernizacja bariery elektronicznej) na granicy z Białorusią"),
        ("pl", "płot", "^(Zapora|Bariera elektroniczna) na granicy"),
        ("pl", "uchodźca", "[Uu]chodź"),
        ("pl", "uchodźcy", "[Uu]chodź"),
        ("pl", "deportacja", "powrotów przymusowych"),
        ("pl", "deportacji", "powrotów przymusowych"),
        ("pl", "SG", "^Straż Graniczna$"),
        ("pl", "UdSC", "^Urząd do Spraw Cudzoziemców$"),
        ("pl", "COPE", "^Centrum Obsługi Projektów Europejskich"),
        ("en", "wall", "^Barrier on the border with Belarus"),
        ("en", "fence", "^Barrier on the border with Belarus"),
        ("en", "refugee", "[Rr]efugee"),
        ("en", "deportation", "(forced|voluntary) returns"),
        ("en", "SG", "^Polish Border Guard$"),
        ("en", "UdSC", "^Office for Foreigners$"),
        ("en", "COPE", "^European Project Implementation Centre"),
    ],
)
def test_everyday_word_finds_the_page_that_a_citizen_wants(
    lang: str, query: str, title: str, visit: Open
) -> None:
    (answer,) = ask(visit, lang, [query])
    assert re.search(title, answer["first"][0][1]), answer


@pytest.mark.parametrize(
    ("lang", "query", "meant"),
    [
        ("pl", "Białsytok", "Białystok"),
        ("pl", "Wrcoław cudzoziemcy", "Wrocław cudzoziemcy"),
        ("pl", "Cenrtum", "Centrum"),
        ("pl", "Wrocław", ""),
        ("pl", "zzzqqq", ""),
        ("en", "Belrus", "Belarus"),
        ("en", "Foudnation", "Foundation"),
    ],
)
def test_word_that_nothing_has_is_corrected(lang: str, query: str, meant: str, visit: Open) -> None:
    (answer,) = ask(visit, lang, [query])
    assert answer["meant"].casefold() == meant.casefold()
