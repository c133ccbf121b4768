"""Every feed of the site, by its file."""

from collections.abc import Iterator, Mapping

from datasite.language.languages import text_language
from datasite.language.localization import Language
from datasite.pages.corrections import correction_log
from datasite.pages.feeds import entries, subjects
from datasite.pages.feeds.channels import FEEDS, Channel, Item, lasting_id
from datasite.pages.feeds.concerned import concerned_feeds
from datasite.pages.feeds.entries import Day, Entry
from datasite.pages.feeds.items import ChangeItems, correction_item
from datasite.pages.feeds.subjects import Subject, Topic
from datasite.pages.page import Site
from datasite.publication import addresses
from datasite.publication.identity import SITE_NAME


def build_channels(site: Site, titles: Mapping[str, str]) -> Iterator[tuple[str, Channel]]:
    """Every feed of the site as (path, channel), e.g. ("pl/rss.xml", …).

    `titles` are those of the pages by address, which tell namesakes apart.
    """
    shown = _entries(site)
    told = subjects.all_subjects(site)
    for lang, language in site.languages.items():
        items = ChangeItems(language, site.register.projects)
        for subject in told:
            of_subject = _items(site, subject, shown, items, language)
            for form in subject.forms:
                path = subject.path(lang, form)
                yield path, _channel(subject, form, lang, of_subject, titles)


def _entries(site: Site) -> Mapping[tuple[Topic, str], tuple[Entry | Day, ...]]:
    """What each feed of changes and new projects shows."""
    changes = site.changes.changes
    whole = entries.entries_of(changes)
    found = {
        (Topic.CHANGES, ""): whole,
        (Topic.NEW_PROJECTS, ""): entries.new_projects(whole, site.register.projects),
        **entries.by_feed(whole, concerned_feeds(site.register)),
        **{
            (Topic.DATASET, table): of_table
            for table, of_table in entries.entries_of_tables(changes).items()
        },
    }
    return {feed: entries.shown(of_feed, feed) for feed, of_feed in found.items()}


def _items(
    site: Site,
    subject: Subject,
    shown: Mapping[tuple[Topic, str], tuple[Entry | Day, ...]],
    items: ChangeItems,
    language: Language,
) -> tuple[Item, ...]:
    if subject.topic is Topic.CORRECTIONS:
        page = addresses.page("corrections", "", language.code)
        log = correction_log(site.catalog)
        return tuple(correction_item(correction, language, page) for correction in log)
    of_feed = shown.get((subject.topic, subject.key), ())
    if subject.topic is Topic.NEW_PROJECTS:
        return items.of_new_projects(of_feed)
    return items.of(of_feed)


def _channel(
    subject: Subject, form: str, lang: str, items: tuple[Item, ...], titles: Mapping[str, str]
) -> Channel:
    of_news = subject.topic is Topic.NEWS
    page_title = titles.get(subject.page[lang], "") if subject.key else ""
    return Channel(
        title=SITE_NAME[lang] if of_news else subjects.title(subject, lang, page_title),
        description=subject.description[lang],
        author=SITE_NAME[lang],
        lang=text_language(lang),
        page=subject.page[lang],
        format=FEEDS[form],
        guid=lasting_id("feed", subject.topic, subject.key, lang),
        items=items,
        of_news=of_news,
    )
