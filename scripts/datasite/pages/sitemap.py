"""The sitemap: every page with its versions in other languages. It has no dates, since no source
gives them.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from datasite.language.languages import LANGUAGES
from datasite.pages.page import Page

_SITEMAP, _XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"


def build_sitemap(pages: Iterable[Page], site_url: str) -> bytes:
    """sitemap.xml, which lists every page but those for an address at which there is no record and
    those that other sites show in frames.
    """
    root = ET.Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for page in pages:
        if not page.listed or page.part_of:
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
