"""The links from pages to feeds and calendars."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from datasite.pages.feeds import subjects
from datasite.pages.feeds.calendars import Calendar
from datasite.pages.feeds.subjects import Subject
from datasite.pages.page import Site
from datasite.problems import N_
from datasite.publication.file_types import ATOM, file_type

# What people call the forms, and the calendar.
FORMS: Mapping[str, str] = {"rss.xml": "RSS", "atom.xml": "Atom", "feed.json": "JSON Feed"}
CALENDAR = N_("Calendar of events")


class FeedLink(NamedTuple):
    """A feed or a calendar: its title, what its form is called, its media type, and its file from
    the root of the site.
    """

    title: str
    form: str
    media_type: str
    path: str


def links_of(subject: Subject, lang: str) -> tuple[FeedLink, ...]:
    """The links to the feed on a subject in all of its forms."""
    title = subjects.title(subject, lang)
    return tuple(
        FeedLink(f"{title} ({FORMS[form]})", FORMS[form], file_type(form).media_type, path)
        for form in subject.forms
        for path in [subject.path(lang, form)]
    )


def site_links(site: Site, lang: str) -> tuple[FeedLink, ...]:
    """What every page links to: the feeds of the whole site in one form."""
    return tuple(
        link
        for subject in subjects.of_the_site(site)
        for link in links_of(subject, lang)
        if link.path.endswith(ATOM)
    )


def links_by_page(
    site: Site, calendars: tuple[Calendar, ...]
) -> Mapping[str, tuple[FeedLink, ...]]:
    """The feeds and the calendar on what a page shows, by its address."""
    found: defaultdict[str, list[FeedLink]] = defaultdict(list)
    told = subjects.all_subjects(site)
    for lang, language in site.languages.items():
        for subject in told:
            found[subject.page[lang].partition("?")[0]] += links_of(subject, lang)
        for calendar in calendars:
            path, words = calendar.path(lang), language.translations.gettext(CALENDAR)
            title = f"{calendar.programme.name[lang]} – {words}"
            link = FeedLink(title, words, file_type(path).media_type, path)
            found[calendar.page[lang]].append(link)
    return {page: tuple(links) for page, links in found.items()}
