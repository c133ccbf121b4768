"""Small edits of the texts in content/, for small_edits.py: a slug, a title, a heading, a link, an
id, a word, a day or a reference becomes another, and a text comes or goes in one language or in
all.
"""

import random
import re
from collections.abc import Callable, Sequence

Texts = dict[str, str]  # what is written, by path
Edit = Callable[[Texts, random.Random], None]  # of some texts in place

WORDS = (
    *("undefined", "None", "NaN", "null", "%(x)s", "{\\{ x }}", "100 % (s)", "`{x}`", "&amp;"),
    *("1 < 2 & 3", "a*b_c", "**a", "[x]", "[TOC]", "\\_x\\_", "|a|b|\n|-|-|\n|1|2|", "x" * 300),
    *(
        "> a\n> > b",
        "- a\n    - b\n        - c",
        "***",
        "Uwaga: x",
        "*1 maja*{: datetime=2020-05-01 }",
    ),
    *("```\nkod\n```", "    kod", "x\n===", "[^1]: x", "*[X]: y", "<b>x</b>", "x  \ny", "{: #x }"),
)
HEADINGS = (
    *("Content", "Search", "Treść", "S1", "M1", "Cite", "None", "2020", "A", "A", "Ω", "(!)"),
    *("Embed", "When", "cite bibtex", "x {#content}", "x {#s1}", "x {#dash}", "x {#x}", "*a* `b`"),
)
SLUGS = (
    *("projekty", "projects", "data", "dane", "404", "theme", "pagefind", "en", "pl", "rss", "a"),
    *("embed", "osadz", "index", "about", "o-serwisie", "metoda", "sitemap", "news", "con", "0"),
)
TITLES = (
    *("Projekty", "Projects", "News", "Aktualności", "Kto z kim za ile", "Przykładowy projekt"),
    *(
        "O przykładzie",
        "None",
        "%(x)s",
        "a < b > c & d",
        "„x” 'y' \"z\"",
        "x" * 300,
        "Dane",
        "Data",
    ),
    *("Strony nie znaleziono", "Page not found", "Projekty – Projekty", "{x}", "Szukaj", "Search"),
)
LINKS = (
    *("../projekty/", "../../projekty/", "../../projects/", "../", "../../", "../../../", "#x"),
    *("../../../../", "../../../../../", "#dash", "../#dash", "../../o-serwisie/#dash", "#content"),
    *("../../about/#dash", "../projekty/przykladowy-projekt/", "../data/budgets/", "../../data/"),
    *("https://a.example/x?y=1&z=2#q", "//a.example/", "/pl/", "x/", "https://xn--a.example/", ""),
    *("../wykresy/os-czasu/", "../../404/", "../nie-ma/", "../../../en/about/", "../../../data/"),
)
DAYS = (
    "2020-02-29",
    "2062-11-23",
    "1900-01-01",
    "2020-02-30",
    "2026-11-22",
    "2020-02-28",
    "2020-02",
)
_ENTRY = "^{}:.*$"


def _of_any(texts: Texts, chance: random.Random) -> str:
    return chance.choice(sorted(texts))


def _versions(texts: Texts, chance: random.Random) -> list[str]:
    """The paths of one text, in one language or in all."""
    stem = _of_any(texts, chance)[: -len(".pl.md")]
    paths = [path for path in sorted(texts) if path[: -len(".pl.md")] == stem]
    return chance.choice((paths, paths[:1], paths[1:])) or paths


def _with_entry(text: str, name: str, value: str) -> str:
    return re.sub(_ENTRY.format(name), lambda _: f"{name}: {value}", text, flags=re.MULTILINE)


def _with_paragraph(text: str, words: str, chance: random.Random) -> str:
    """The text with one paragraph more, at any place after the front matter."""
    front, *parts = text.split("\n\n")
    parts.insert(chance.randrange(len(parts) + 1), words)
    return "\n\n".join((front, *parts)).rstrip("\n") + "\n"


def text_with_a_word(texts: Texts, chance: random.Random) -> None:
    words = chance.choice(WORDS)
    for path in _versions(texts, chance):
        texts[path] = _with_paragraph(texts[path], words, chance)


def text_with_a_heading(texts: Texts, chance: random.Random) -> None:
    heading = f"{chance.choice(('#', '##', '##', '###', '####'))} {chance.choice(HEADINGS)}"
    for path in _versions(texts, chance):
        texts[path] = _with_paragraph(texts[path], heading, chance)


def text_with_a_link(texts: Texts, chance: random.Random) -> None:
    link = chance.choice(LINKS)
    forms = (
        f"[x]({link})",
        f"[x]\n\n[x]: {link}",
        f"[x](../){{: href={link} }}",
        f"1. [x]({link})",
    )
    words = chance.choice(forms)
    for path in _versions(texts, chance):
        texts[path] = _with_paragraph(texts[path], words, chance)


def text_with_a_slug(texts: Texts, chance: random.Random) -> None:
    slug = chance.choice(SLUGS)
    for path in _versions(texts, chance):
        if path.startswith("content/news/"):
            folder, _, name = path.rpartition("/")
            texts[f"{folder}/{name[:10]}-{slug}{name[-len('.pl.md') :]}"] = texts.pop(path)
        else:
            texts[path] = _with_entry(texts[path], "Slug", slug)


def text_with_a_title(texts: Texts, chance: random.Random) -> None:
    name, title = chance.choice(("Title", "Title", "Summary")), chance.choice(TITLES)
    for path in _versions(texts, chance):
        texts[path] = _with_entry(texts[path], name, title)


def text_with_the_title_of_another(texts: Texts, chance: random.Random) -> None:
    one, other = _of_any(texts, chance), _of_any(texts, chance)
    titles = re.search(_ENTRY.format("Title"), texts[other], flags=re.MULTILINE)
    if titles:
        texts[one] = _with_entry(texts[one], "Title", titles[0].removeprefix("Title: "))


def text_with_a_day(texts: Texts, chance: random.Random) -> None:
    day = chance.choice(DAYS)
    for path in _versions(texts, chance):
        if path.startswith("content/news/"):
            name = path.removeprefix("content/news/")
            texts[f"content/news/{day}{name[10:]}"] = texts.pop(path)


def text_with_a_reference(texts: Texts, chance: random.Random) -> None:
    name = chance.choice(("Projects", "Organisations", "Cooperation", "Sources"))
    value = chance.choice(
        ("przykladowy-projekt", "urzad-przykladowy", "nie-ma", "", ",", "siec-przykladowa")
    )
    for path in _versions(texts, chance):
        texts[path] = _with_entry(texts[path], name, value)


def text_without_a_line(texts: Texts, chance: random.Random) -> None:
    path = _of_any(texts, chance)
    lines = texts[path].split("\n")
    del lines[chance.randrange(len(lines))]
    texts[path] = "\n".join(lines)


def text_removed(texts: Texts, chance: random.Random) -> None:
    for path in _versions(texts, chance):
        del texts[path]


def text_copied(texts: Texts, chance: random.Random) -> None:
    """A text once more under another name; a page also with another slug, mostly."""
    slug = chance.choice(SLUGS)
    for path in _versions(texts, chance):
        end = path[-len(".pl.md") :]
        if path.startswith("content/news/"):
            texts[f"content/news/{chance.choice(DAYS[:2])}-{slug}{end}"] = texts[path]
        else:
            texts[f"content/pages/{slug}{end}"] = _with_entry(texts[path], "Slug", slug)


EDITS: Sequence[Edit] = (
    text_with_a_word,
    text_with_a_heading,
    text_with_a_link,
    text_with_a_slug,
    text_with_a_title,
    text_with_the_title_of_another,
    text_with_a_day,
    text_with_a_reference,
    text_without_a_line,
    text_removed,
    text_copied,
)
