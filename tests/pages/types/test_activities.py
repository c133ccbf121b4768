"""What pages show of events, results, payers, themes and cooperation, in both languages."""

from collections.abc import Mapping
from pathlib import Path

import built_sites
import pytest
from lxml import html

PROJECT = {"pl": "pl/projekty/przykladowy-projekt", "en": "en/projects/przykladowy-projekt"}
NETWORK = {"pl": "pl/wspolpraca/siec-przykladowa", "en": "en/cooperation/siec-przykladowa"}
AT_EVENT = {"pl": "pl/organizacje/gazeta-przykladowa", "en": "en/organisations/gazeta-przykladowa"}


@pytest.fixture(scope="module")
def pages(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, html.HtmlElement]:
    return built_sites.pages(built_sites.mini(mini, tmp_path_factory.getbasetemp()))


def text(page: html.HtmlElement, path: str) -> str:
    """The text of the first element, with single blanks."""
    (element, *_) = page.xpath(path)
    return " ".join(element.text_content().split())


def of(pages: Mapping[str, html.HtmlElement], folder: str) -> html.HtmlElement:
    return pages[f"{folder}/index.html"]


@pytest.mark.parametrize(
    ("lang", "first", "second", "present"),
    [
        (
            "pl",
            "1 września 2021: Podpisanie umowy o dofinansowanie",
            "30–31 sierpnia 2024: Konferencja na zakończenie",
            "Uczestnicy: Gazeta Przykładowa, Urząd Przykładowy.",
        ),
        (
            "en",
            "1 September 2021: Signing of the grant agreement",
            "30–31 August 2024: Closing conference",
            "Took part: Gazeta Przykładowa, Sample Office.",
        ),
    ],
)
def test_events_of_a_project_are_listed_in_time(
    lang: str, first: str, second: str, present: str, pages: Mapping[str, html.HtmlElement]
) -> None:
    """A single day is that day, not "from" it."""
    page = of(pages, PROJECT[lang])
    agreement = text(page, "//li[@id='event-przykladowy-projekt-umowa']")
    conference = text(page, "//li[@id='event-przykladowy-projekt-konferencja']")
    assert agreement.startswith(first)
    assert conference.startswith(second)
    assert present in conference
    ids = page.xpath("//li[starts-with(@id, 'event-')]/@id")
    assert ids == ["event-przykladowy-projekt-umowa", "event-przykladowy-projekt-konferencja"]


@pytest.mark.parametrize(
    ("lang", "whole", "part", "about"),
    [
        ("pl", "cały projekt", "Fundacja Przykładowa", "około 3"),
        ("en", "the whole project", "Sample Foundation", "about 3"),
    ],
)
def test_results_say_what_was_planned_and_what_was_achieved(
    lang: str, whole: str, part: str, about: str, pages: Mapping[str, html.HtmlElement]
) -> None:
    page = of(pages, PROJECT[lang])
    cells = [
        [" ".join(cell.text_content().split()) for cell in page.xpath(f"//tr[@id='{row}']/td")]
        for row in ("result-przykladowy-projekt-osoby", "result-przykladowy-projekt-wyjazdy")
    ]
    number = {"pl": "1668", "en": "1,668"}[lang]
    assert cells == [[whole, "545", number], [part, "–", about]]


@pytest.mark.parametrize(
    ("lang", "union", "state"),
    [
        ("pl", "Unia Europejska, 75,5%", "budżet państwa"),
        ("en", "European Union, 75.5%", "state budget"),
    ],
)
def test_every_payer_has_a_footnote(
    lang: str, union: str, state: str, pages: Mapping[str, html.HtmlElement]
) -> None:
    page = of(pages, PROJECT[lang])
    assert text(page, "//li[@id='payer-eu']/span").startswith(union)
    assert text(page, "//li[@id='payer-state-budget' or @id='payer-state_budget']").startswith(
        state
    )
    payers = page.xpath("//li[starts-with(@id, 'payer-')]")
    assert [len(payer.xpath(".//sup/a[@class='ref']")) for payer in payers] == [1, 1]


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_a_project_and_a_network_lead_to_each_other(
    lang: str, pages: Mapping[str, html.HtmlElement]
) -> None:
    to_network = of(pages, PROJECT[lang]).xpath("//main//a[contains(@href, 'siec-przykladowa')]")
    to_project = of(pages, NETWORK[lang]).xpath("//main//a[contains(@href, 'przykladowy-projekt')]")
    assert len(to_network) == len(to_project) == 1


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_an_organisation_lists_the_events_that_it_was_at(
    lang: str, pages: Mapping[str, html.HtmlElement]
) -> None:
    links = of(pages, AT_EVENT[lang]).xpath("//main//a/@href")
    assert any(link.endswith("#event-przykladowy-projekt-konferencja") for link in links)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("pl", "Dziedzina: granice · Tematy: współpraca z państwami trzecimi, szkolenia"),
        ("en", "Field: borders · Themes: cooperation with third states, training"),
    ],
)
def test_a_project_says_its_field_and_themes(
    lang: str, words: str, pages: Mapping[str, html.HtmlElement]
) -> None:
    page = of(pages, PROJECT[lang])
    assert words in " ".join(page.text_content().split())
    filters = [a.get("href") for a in page.xpath("//main//a[contains(@href, '?')]")]
    assert any(link.endswith("?field=border") for link in filters)
    assert any(link.endswith("?theme=training") for link in filters)
