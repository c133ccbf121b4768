"""The list of all feeds in OPML 2.0, which programs that read feeds import."""

import datetime
from collections.abc import Iterable
from email.utils import format_datetime
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from datasite.language.localization import Language
from datasite.pages.feeds import subjects
from datasite.pages.feeds.subjects import Subject, Topic
from datasite.pages.page import Site
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.file_types import ATOM
from datasite.publication.identity import SITE_NAME

FILE = "feeds.opml"
# The folders of the list, which a reader may leave out when importing.
_FOLDERS = {
    Topic.PROGRAMME: N_("Funds and programmes"),
    Topic.ORGANISATION: N_("Organisations"),
    Topic.PLACE: N_("Places"),
    Topic.THEME: N_("Themes"),
    Topic.DATASET: N_("Tables"),
}
_WHOLE_SITE = N_("The whole register")


def path(lang: str) -> str:
    """The file of the list in one language, from the root of the site."""
    return f"{addresses.page('follow', '', lang)}{FILE}".lstrip("/")


def build_list(site: Site, language: Language) -> bytes:
    """Every feed of one language once, in the form of Atom, in folders by what it tells of."""
    lang, say = language.code, language.translations.gettext
    date = format_datetime(site.release.date.noon.astimezone(datetime.UTC), usegmt=True)
    folders = [
        _folder(say(_FOLDERS[topic] if topic else _WHOLE_SITE), of_topic, site, lang)
        for topic, of_topic in groupby(subjects.all_subjects(site), key=_topic)
    ]
    return "\n".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>',
            '<opml version="2.0">',
            "<head>",
            f"<title>{escape(SITE_NAME[lang])}</title>",
            f"<dateModified>{date}</dateModified>",
            f"<ownerName>{escape(SITE_NAME[lang])}</ownerName>",
            "<docs>http://opml.org/spec2.opml</docs>",
            "</head>",
            "<body>",
            *folders,
            "</body>",
            "</opml>",
            "",
        )
    ).encode()


def _topic(subject: Subject) -> Topic | None:
    return subject.topic if subject.key else None


def _folder(words: str, of_topic: Iterable[Subject], site: Site, lang: str) -> str:
    return "\n".join(
        (
            f"<outline text={quoteattr(words)}>",
            *(_outline(subject, site, lang) for subject in of_topic),
            "</outline>",
        )
    )


def _outline(subject: Subject, site: Site, lang: str) -> str:
    values = {
        "type": "rss",  # as OPML says of a feed in any format
        "text": subject.name[lang],
        "title": subjects.title(subject, lang),
        "xmlUrl": f"{site.site_url}/{subject.path(lang, ATOM)}",
        "htmlUrl": f"{site.site_url}{subject.page[lang]}",
        "description": subject.description[lang],
    }
    return f"<outline {' '.join(f'{n}={quoteattr(v)}' for n, v in values.items())}/>"
