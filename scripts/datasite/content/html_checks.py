"""The checks of the HTML that a text becomes: each link has an address that a page may have, and
each id is the only one of its page.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from datasite.content.markdown_html import is_id_of_pages
from datasite.content.text_checks import is_link
from datasite.problems import N_, Message, Problem, shown


@dataclass
class Anchors(HTMLParser):
    """The links of the HTML of a text, None for one whose address was not allowed, and its ids."""

    links: list[str | None] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    @classmethod
    def parse(cls, html: str) -> "Anchors":
        """The links and ids of the HTML."""
        found = cls()
        found.feed(html)
        found.close()
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "a":
            self.links.append(attributes.get("href"))
        if name := attributes.get("id"):
            self.ids.append(name)


def html_problems(path: str, lines: list[str], html: str, example: str) -> Iterator[Problem]:
    """The problems of the HTML of the text in `lines`; `example` is a link that is right."""
    anchors = Anchors.parse(html)
    right = Message(
        N_("Write a full address, or a path within the site such as %(example)s."),
        {"example": example},
    )
    for link in anchors.links:
        if link is None:
            what = Message(N_("A link has no address that a page may have."))
            yield Problem(path, 0, 0, "link", what, right)
        elif not is_link(link):
            what = Message(N_("The link leads to %(target)s."), {"target": shown(link)})
            yield Problem(path, *place_of(link, lines), "link", what, right)
    for name, count in Counter(anchors.ids).items():
        if is_id_of_pages(name):
            what = Message(N_("Pages use the id %(id)s for something else."), {"id": shown(name)})
        elif count > 1:
            what = Message(N_("The id %(id)s is given more than once."), {"id": shown(name)})
        else:
            continue
        right_id = Message(N_("Give the place an id of its own."))
        yield Problem(path, *place_of(f"#{name}", lines), "text-id", what, right_id)


def place_of(words: str, lines: Iterable[str]) -> tuple[int, int]:
    """The line and column of the last place where words are written; (0, 0), which is the whole
    file, where they are nowhere as they are.
    """
    found = [
        (number, line.rfind(words) + 1) for number, line in enumerate(lines, 1) if words in line
    ]
    return found[-1] if found else (0, 0)
