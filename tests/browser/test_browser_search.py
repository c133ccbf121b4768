"""The search in a browser, under the site's own policy: the first results of words, the keyboard,
the address, and any path.
"""

import http.server
import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

import built_sites
import pytest
import site_plans
from browser_pages import HOST, PAGES, Open, Quiet
from built_sites import plain
from playwright.sync_api import Browser, Locator, Page, expect

from datasite.values import fold

SEARCH = PAGES["search"]
THE_PROJECT = "integracja-dla-bezpieczenstwa"


def ask(page: Page, lang: str, query: str, page_type: str = "") -> Locator:
    """The results of a query in the address."""
    page.goto(f"{SEARCH[lang]}?q={quote(query)}" + (f"&type={page_type}" if page_type else ""))
    expect(page.locator("#status")).not_to_be_empty()
    return page.locator("#results > li")


@pytest.fixture(scope="module")
def tab(visit: Open) -> Page:
    """A tab that is on the site."""
    return visit(SEARCH["pl"]).page


@pytest.fixture
def own(chromium: Browser, host: str) -> Iterator[Page]:
    """A tab with a storage of its own."""
    context = chromium.new_context(base_url=host)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("lang", "query", "first"),
    [
        ("pl", "lodz", "województwo łódzkie|Wojewoda Łódzki|Łódzki Urząd Wojewódzki"),
        ("pl", "Łódź", "województwo łódzkie|Wojewoda Łódzki|Łódzki Urząd Wojewódzki"),
        ("pl", "cudzoziemiec", "[Cc]udzoziemców"),
        ("pl", "obcokrajowcy", "[Cc]udzoziem(ców|ca)"),
        ("pl", "strażnica", "[Pp]laców.* Straży Granicznej"),
        ("pl", "straznica", "[Pp]laców.* Straży Granicznej"),
        ("pl", "straż graniczna", "^Straż Graniczna$"),
        ("pl", "SG", "^Straż Graniczna$"),
        ("pl", "udsc", "^Urząd do Spraw Cudzoziemców$"),
        ("pl", "NMF/PA18/0004", "^Integracja dla bezpieczeństwa"),
        ("pl", "791 000", "^Integracja dla bezpieczeństwa"),
        ("pl", "791000", "^Integracja dla bezpieczeństwa"),
        ("en", "lodz", "Łódź"),
        ("en", "foreigner", "[Ff]oreigners"),
        ("en", "border guard", "Border Guard"),
        ("en", "NMF/PA18/0004", "^Integration for safety"),
        ("en", "791,000", "^Integration for safety"),
        ("en", "791 000", "^Integration for safety"),
    ],
)
def test_right_record_is_first(tab: Page, lang: str, query: str, first: str) -> None:
    expect(ask(tab, lang, query).first.locator("a")).to_have_text(re.compile(first))


@pytest.mark.parametrize(
    ("lang", "query", "place"),
    [
        ("pl", "ukraiński", "Ukraina"),
        ("pl", "ukraińskich", "Ukraina"),
        ("pl", "norweską", "Norwegia"),
        ("pl", "niemieckiego", "Niemcy"),
        ("pl", "litewskim", "Litwa"),
        ("pl", "Norwegian", "Norwegia"),
        ("en", "Ukrainian", "Ukraine"),
        ("en", "Norwegian", "Norway"),
        ("en", "German", "Germany"),
        ("en", "Lithuanian", "Lithuania"),
    ],
)
def test_adjective_of_a_country_finds_it_among_the_first_three(
    tab: Page, lang: str, query: str, place: str
) -> None:
    first = ask(tab, lang, query).locator("a").all_text_contents()[:3]
    assert place in first, first


def test_same_is_found_with_and_without_polish_letters(tab: Page) -> None:
    with_letters = ask(tab, "pl", "strażnica").locator("a").all_inner_texts()
    assert with_letters
    assert ask(tab, "pl", "straznica").locator("a").all_inner_texts() == with_letters


def test_script_and_build_fold_letters_in_one_way(tab: Page) -> None:
    letters = [
        chr(code)
        for first, last in ((0x20, 0x24F), (0x370, 0x52F), (0x1E00, 0x1EFF))
        for code in range(first, last + 1)
        if unicodedata.category(chr(code)) != "Cn"
    ]
    texts = [*letters, "Politihøgskolen w Tromsø", "Große Straße", "ĐORĐE", "İstanbul", "Œuvre"]
    folded = tab.evaluate(
        "async (texts) => texts.map((await import('/theme/js/letters.js')).fold)", texts
    )
    assert folded == [fold(text) for text in texts]


def test_every_case_of_a_word_finds_the_same_records(tab: Page) -> None:
    def found(word: str) -> str:
        ask(tab, "pl", word)
        return tab.locator("#status").inner_text()

    assert found("uchodźca") == found("uchodźców") == found("uchodzcami")


def test_word_that_nothing_holds_finds_nothing_and_the_reader_is_helped(tab: Page) -> None:
    assert ask(tab, "pl", "zzzqqq").count() == 0
    expect(tab.locator("#status")).to_contain_text("Nic nie znaleziono dla „zzzqqq”")
    assert tab.locator("#lists a").count() > 5
    assert tab.locator("#types").is_hidden()
    assert ask(tab, "pl", "straż zzzqqq").count() == 0, (
        "no result may lack a word that was asked for"
    )


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_answer_in_figures_is_announced(tab: Page, lang: str) -> None:
    ask(tab, lang, "NMF/PA18/0004")
    status = tab.locator("#status")
    expect(status).to_have_attribute("role", "status")
    expect(status).to_have_text({"pl": "1 wynik", "en": "1 result"}[lang])


def test_results_are_chosen_by_type(tab: Page) -> None:
    ask(tab, "pl", "lodz")
    everything = int(
        tab.locator("#types label", has_text="Wszystko").locator(".count").inner_text()
    )
    counts = {
        name: int(tab.locator(f"#types label:has([value={name}]) .count").inner_text())
        for name in ("project", "organisation", "place")
    }
    assert sum(counts.values()) == everything == tab.locator("#results > li").count()
    tab.get_by_label("Organizacje").check()
    expect(tab.locator("#results > li")).to_have_count(counts["organisation"])
    assert all(
        text.startswith("Organizacje") for text in tab.locator("#results .quiet").all_inner_texts()
    )
    expect(tab).to_have_url(re.compile(r"\?q=lodz&type=organisation$"))


def test_address_holds_the_question_and_the_back_key_goes_back(tab: Page) -> None:
    expect(ask(tab, "pl", "lodz", "place")).to_have_count(1)
    expect(tab.locator("#q")).to_have_value("lodz")
    expect(tab.get_by_label("Miejsca")).to_be_checked()
    tab.get_by_label("Wszystko").check()
    expect(tab).to_have_url(re.compile(r"\?q=lodz$"))
    tab.go_back()
    expect(tab.locator("#results > li")).to_have_count(1)
    expect(tab.get_by_label("Miejsca")).to_be_checked()


def test_typing_searches_by_itself(tab: Page) -> None:
    tab.goto(SEARCH["en"])
    tab.locator("#q").press_sequentially("NMF/PA18/0004")
    expect(tab.locator("#results > li").first).to_contain_text("Integration for safety")
    expect(tab).to_have_url(re.compile(r"\?q=NMF"))


def test_more_results_come_by_a_button_and_the_first_of_them_has_the_focus(tab: Page) -> None:
    results = ask(tab, "pl", "cudzoziemiec")
    expect(results).to_have_count(20)
    tab.get_by_role("button", name="Pokaż więcej wyników").click()
    expect(results).to_have_count(40)
    expect(results.nth(20).locator("a")).to_be_focused()


def test_quoted_text_is_marked_and_never_obeyed(tab: Page) -> None:
    results = ask(tab, "pl", "cudzoziemcom")
    assert results.locator("mark").count() > 0
    tab.locator("#q").fill("<img src=x onerror=alert(1)>")
    tab.keyboard.press("Enter")
    expect(tab.locator("#status")).to_contain_text("<img src=x onerror=alert(1)>")
    assert tab.locator("#status img").count() == 0


def test_result_quotes_the_summary_of_its_record(tab: Page) -> None:
    results = ask(tab, "pl", "NMF/PA18/0004")
    summary = site_plans.register().projects[THE_PROJECT].summary["pl"]
    quoted = plain(results.first.locator("p").last.inner_text())
    assert quoted.endswith("…") or quoted == plain(summary)
    assert plain(summary).startswith(quoted.removesuffix("…"))


def test_page_says_that_no_result_has_all_the_words(tab: Page) -> None:
    assert ask(tab, "pl", "straż graniczna zzzqqq").count() > 0
    expect(tab.locator("#status")).to_have_text(
        re.compile(r"^\d+ wynik[^.]*\. Żadna strona nie ma wszystkich tych słów")
    )
    ask(tab, "pl", "straż graniczna")
    expect(tab.locator("#status")).not_to_contain_text("Żadna strona")


def test_slip_is_corrected_by_a_link(tab: Page) -> None:
    ask(tab, "pl", "Białsytok")
    tab.locator("#meant a", has_text="Białystok").click()
    expect(tab.locator("#results > li").first).to_contain_text("podlaskie")
    expect(tab).to_have_url(re.compile(r"\?q=Bia%C5%82ystok$"))
    expect(tab.locator("#meant")).to_be_hidden()


def test_back_shows_as_many_results_as_before(tab: Page) -> None:
    results = ask(tab, "pl", "cudzoziemiec")
    tab.get_by_role("button", name="Pokaż więcej wyników").click()
    expect(results).to_have_count(40)
    title = results.nth(35).locator("a").inner_text()
    results.nth(35).locator("a").click()
    expect(tab.locator("h1")).to_be_visible()
    tab.go_back()
    expect(results).to_have_count(40)
    expect(results.nth(35).locator("a")).to_have_text(title)


def test_switch_of_the_language_keeps_the_query(tab: Page) -> None:
    ask(tab, "pl", "Kirgistanie", "project")
    tab.locator("nav a[hreflang=en]").first.click()
    expect(tab).to_have_url(re.compile(r"/en/search/\?q=Kirgistanie&type=project$"))
    expect(tab.locator("#results > li").first).to_contain_text("Central Asia")


def test_first_page_sends_its_words_to_the_search(tab: Page) -> None:
    tab.goto("/pl/")
    tab.get_by_label("Szukaj projektu").fill("NMF/PA18/0004")
    tab.get_by_role("button", name="Znajdź").click()
    expect(tab.locator("#results > li").first).to_contain_text("Integracja dla bezpieczeństwa")


def test_nothing_but_the_site_is_asked_and_nothing_is_complained_of(visit: Open) -> None:
    opened = visit(f"{SEARCH['pl']}?q=lodz")
    expect(opened.page.locator("#results > li").first).to_be_visible()
    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith(f"http://{HOST}:")] == []
    assert any(url.endswith(".pf_index") for url in opened.requests)


def test_without_scripts_the_page_says_so_and_leads_to_the_lists(visit: Open) -> None:
    page = visit(SEARCH["pl"], java_script_enabled=False).page
    assert "JavaScript" in page.locator("#unscripted").inner_text()
    assert page.locator("#search").is_hidden()
    assert page.locator("#keys").is_hidden()
    assert page.locator("#lists a").count() > 5


# The key


@pytest.mark.parametrize("start", [f"/pl/projekty/{THE_PROJECT}/", f"/en/projects/{THE_PROJECT}/"])
def test_key_leads_from_any_page_to_the_field(own: Page, start: str) -> None:
    own.goto(start)
    expect(own.locator("a.find")).to_have_attribute("aria-keyshortcuts", "/")
    own.keyboard.press("/")
    expect(own.locator("#q")).to_be_focused()
    assert SEARCH[start[1:3]] in own.url
    own.keyboard.press("/")
    expect(own.locator("#q")).to_have_value("/")  # in a field the key is a letter


def test_key_with_another_key_is_not_ours(own: Page) -> None:
    own.goto("/pl/")
    for keys in ("Control+/", "Alt+/", "Meta+/"):
        own.keyboard.press(keys)
    assert not own.locator("#q").evaluate("field => field === document.activeElement")


def test_key_can_be_switched_off_and_that_is_kept(own: Page) -> None:
    own.goto(SEARCH["pl"])
    setting = own.get_by_label("Klawisz / prowadzi do wyszukiwarki")
    expect(setting).to_be_checked()
    setting.uncheck()
    own.goto(f"/pl/projekty/{THE_PROJECT}/")
    expect(own.locator("a.find")).not_to_have_attribute("aria-keyshortcuts", "/")
    own.keyboard.press("/")
    own.wait_for_timeout(300)
    assert own.url.endswith(f"/{THE_PROJECT}/")
    own.goto(SEARCH["pl"])
    expect(own.get_by_label("Klawisz /")).not_to_be_checked()
    own.get_by_label("Klawisz /").check()
    own.locator("h1").click()
    own.keyboard.press("/")
    expect(own.locator("#q")).to_be_focused()


# Any path


@pytest.fixture(scope="module")
def under_a_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site served under a path."""
    above = tmp_path_factory.mktemp("host")
    (above / "some").mkdir()
    (above / "some" / "path").symlink_to(built_sites.real(Path(tmp_path_factory.getbasetemp())))
    with http.server.ThreadingHTTPServer((HOST, 0), partial(Quiet, directory=str(above))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://{HOST}:{server.server_port}/some/path"
        server.shutdown()
        thread.join()


def test_search_works_under_any_path(tab: Page, under_a_path: str) -> None:
    tab.goto(f"{under_a_path}{SEARCH['pl']}?q=NMF/PA18/0004")
    tab.locator("#results a").first.click()
    expect(tab).to_have_url(f"{under_a_path}/pl/projekty/{THE_PROJECT}/")
    expect(tab.locator("h1")).to_contain_text("Integracja dla bezpieczeństwa")
