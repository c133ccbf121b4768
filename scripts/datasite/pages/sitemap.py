"""Pages in, sitemap.xml out, with each page's twins as alternates. No dates: a clock is no source."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from datasite.language.languages import LANGUAGES
from datasite.pages.all_pages import Page

_SITEMAP, _XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"


def build(everything: Iterable[Page], site_url: str) -> bytes:
    """Every page but those for what is missing and those that other sites show."""
    root = ET.Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for page in everything:
        if page.type == "missing" or page.whole:
            continue
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = site_url + page.url
        for lang in LANGUAGES:
            if lang in page.urls and len(page.urls) > 1:
                ET.SubElement(
                    entry,
                    "xhtml:link",
                    {"rel": "alternate", "hreflang": lang, "href": site_url + page.urls[lang]},
                )
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written + b"\n"
