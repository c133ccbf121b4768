"""The links that one page writes, and the ids that links lead to."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from datasite.pages.page import Page
from datasite.publication import addresses
from datasite.values import is_address, quotations

# Files that a browser shows in a program of its own or saves: nothing in them can be opened.
_NO_PAGES = re.compile(r"\.(?:pdf|docx?|odt|rtf|xlsx?|ods|csv|pptx?|zip)\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Linker:
    """Addresses as one page must write them: relative, so that the site works under any path.

    Only the page for a missing address links from the root, since it is shown at any address.
    `texts` are the addresses of the pages of text by name.
    """

    page: Page
    site_url: str
    texts: Mapping[str, str]

    def to(self, url: str) -> str:
        """A link to an address from the root of the site: "/pl/dane/" on /pl/ is "dane/"."""
        if self.page.type == "missing":
            return urlsplit(self.site_url).path + url
        here = posixpath.dirname(self.page.url)
        relative = posixpath.relpath(url, here)
        return relative + "/" if url.endswith("/") and not relative.endswith("/") else relative

    def section(self, section: str) -> str:
        """The address of the list of a section, e.g. "projects"."""
        return self.to(addresses.page(section, "", self.page.lang))

    def record(self, section: str, slug: str) -> str:
        """The address of the page of a record, by its section and slug."""
        return self.to(addresses.page(section, slug, self.page.lang))

    def chart(self, name: str) -> str:
        """The page of the chart with the id `name`."""
        return self.record("charts", addresses.CHARTS[name][self.page.lang])

    def text(self, name: str) -> str:
        """The address of a text of content/pages, by its name."""
        return self.to(self.texts[name])

    def file(self, name: str) -> str:
        """The address of a file under /data/."""
        return self.to(f"/data/{name}")

    def static(self, name: str) -> str:
        """The address of a file of the theme."""
        return self.to(f"/theme/{name}")

    def outside(self, url: str) -> str:
        """An address of another site, unchanged.

        Raises ValueError where it is not a web address; the checks have refused it before.
        """
        if not is_address(url):
            raise ValueError(f"{url!r} is not a web address")
        return url

    def at_words(self, url: str, as_printed: str) -> str:
        """The address of another site, opened at the words that it prints where that can be done.

        Raises ValueError where it is not a web address.
        """
        return self.outside(url) + text_fragment(url, as_printed)


def text_fragment(url: str, as_printed: str) -> str:
    """The fragment with which a browser opens a page at printed words and marks them, such as
    #:~:text=791%20000%20EUR (WICG, URL Fragment Text Directives); blank for an address that has a
    fragment of its own, and for a file that is no page.

    A plain blank matches every kind of blank and of break on the line. Each quotation is a
    directive of its own, the longest first: the browser opens the page at the first that it finds,
    and the longest is the least likely to occur twice.
    """
    parts = urlsplit(url)
    words = sorted(quotations(as_printed), key=len, reverse=True)
    if "#" in url or _NO_PAGES.search(parts.path) or not words:
        return ""
    return "#:~:" + "&".join(f"text={_escaped(part)}" for part in words)


def _escaped(words: str) -> str:
    """The words without any mark that a directive gives a meaning to: a hyphen, a comma, an &."""
    return quote(" ".join(words.split()), safe="").replace("-", "%2D")


def anchor(text: str) -> str:
    """An id for a value: each run of blanks becomes an underscore and the rest stays, so that
    LT-PL/3R and LT-PL-3R have different ids.
    """
    return re.sub(r"\s+", "_", text)
