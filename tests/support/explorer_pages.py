"""What browser tests do with the explorers: choose, type, sort, download, and read the rows."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

PROJECTS, ORGANISATIONS = "/pl/projekty/", "/pl/organizacje/"
ENGLISH = "/en/projects/"


def settle(page: Page) -> None:
    """Wait until the last change has been shown."""
    page.wait_for_function("() => performance.getEntriesByName('explorer:filter').length > 0")


def measured(page: Page) -> int:
    return int(page.evaluate("performance.getEntriesByName('explorer:filter').length"))


def change(page: Page, do: Callable[[], Any]) -> None:
    """Do something that makes the explorer draw its rows, and wait until it has."""
    before = measured(page)
    do()
    page.wait_for_function(
        "n => performance.getEntriesByName('explorer:filter').length > n", arg=before
    )


def field(page: Page, name: str) -> Locator:
    """A field of the form, with what folds it away opened."""
    found = page.locator(f".filters [name={name}]")
    found.evaluate(
        "e => { for (let fold = e.closest('details'); fold; fold = fold.parentElement"
        ".closest('details')) fold.open = true }"
    )
    return found


def choose(page: Page, name: str, value: str) -> None:
    found = field(page, name)
    found.locator(f"option[value='{value}']").wait_for(state="attached")
    change(page, lambda: found.select_option(value))


def type_in(page: Page, words: str, name: str = "q") -> None:
    change(page, lambda: field(page, name).fill(words))


ROWS = ".explorer table.fold tbody tr:not(.group)"
HEADINGS = ".explorer table.fold tr.group"


def ids(page: Page) -> list[str]:
    return page.locator(f"{ROWS} th > a").evaluate_all(
        "els => els.map(e => e.getAttribute('href').replace(/\\/$/, ''))"
    )


def count(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("[data-part=count]").inner_text()))


def column(page: Page, number: int) -> list[str]:
    """The words of a column, without the small text below them."""
    own = (
        "els => els.map(e => [...e.childNodes].filter(n => n.nodeName === '#text' || n.nodeName ==="
        " 'A').map(n => n.textContent).join('').replace(/\\u00a0/g, ' '))"
    )
    cells: list[str] = page.locator(f"{ROWS} > :nth-child({number})").evaluate_all(own)
    return cells


def sort_by(page: Page, name: str) -> None:
    change(page, lambda: page.locator(f"th[data-column={name}] button").click())


def downloaded(page: Page, kind: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.locator(f"a[data-take='{kind}']").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def in_collation(page: Page, words: list[str]) -> bool:
    """Whether words are in the order of Polish dictionaries, without regard to signs."""
    bare = [re.sub(r"[^\w ]", "", " ".join(word.split())) for word in words]
    return bool(
        page.evaluate(
            "words => words.every((w, i) => i === 0 || new Intl.Collator('pl', {numeric:"
            " true}).compare(words[i - 1], w) <= 0)",
            bare,
        )
    )
