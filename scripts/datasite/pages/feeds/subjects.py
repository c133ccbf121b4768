"""What there is a feed of: the news, the changes, the new projects and the corrections, and each
programme, organisation, place, theme and table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from datasite.language.languages import Words
from datasite.language.localization import words_of
from datasite.pages.feeds.channels import FEEDS
from datasite.pages.page import Site
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.file_types import ATOM
from datasite.publication.identity import SITE_NAME


class Topic(StrEnum):
    """The kinds of feeds, as their lasting ids name them."""

    NEWS = "news"
    CHANGES = "changes"
    NEW_PROJECTS = "new_projects"
    CORRECTIONS = "corrections"
    PROGRAMME = "programme"
    ORGANISATION = "organisation"
    PLACE = "place"
    THEME = "theme"
    DATASET = "dataset"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What one feed tells of, in every language.

    `key` names the record, blank for what concerns the whole site; `page` is the page that shows
    the same and `folder` where its files are, `forms` their names.
    """

    topic: Topic
    key: str = ""
    name: Words
    description: Words
    page: Words
    folder: Words
    forms: tuple[str, ...]

    def path(self, lang: str, form: str) -> str:
        """The file of the feed in one form, from the root of the site: "pl/poprawki/rss.xml"."""
        return f"{self.folder[lang]}{form}".lstrip("/")


# Of the whole site: the section whose page shows the same, the name and what the feed holds.
_OF_THE_SITE: Mapping[Topic, tuple[str, str, str]] = {
    Topic.NEWS: ("", N_("News"), N_("News of the projects and of the register.")),
    Topic.CHANGES: (
        "changes",
        N_("Changes"),
        N_("What was added, changed and removed in the data: an entry for each record and day."),
    ),
    Topic.NEW_PROJECTS: (
        "projects",
        N_("New projects"),
        N_("Projects that were added to the register, with who leads them and for how much."),
    ),
    Topic.CORRECTIONS: (
        "corrections",
        N_("Corrections"),
        N_(
            "Every published value that was wrong: what it was, what it is now, why, and who"
            " noticed."
        ),
    ),
}
_WITH_PAGES = {"programmes": Topic.PROGRAMME, "organisations": Topic.ORGANISATION}
_OF_A_RECORD = N_("Changes of the data that concern: %(name)s.")


def of_the_site(site: Site) -> tuple[Subject, ...]:
    """The subjects that concern the whole site; their feeds have all forms."""
    return tuple(
        Subject(
            topic=topic,
            name=words_of(name, site.languages),
            description=words_of(description, site.languages),
            page=_pages(site, section),
            folder=_pages(site, section),
            forms=tuple(FEEDS),
        )
        for topic, (section, name, description) in _OF_THE_SITE.items()
    )


def of_records(site: Site) -> Iterator[Subject]:
    """A subject for each record that has a feed."""
    register = site.register
    for programme in register.programmes.values():
        yield _record(site, Topic.PROGRAMME, "programmes", programme.id, programme.name)
    for organisation in register.organisations.values():
        yield _record(site, Topic.ORGANISATION, "organisations", organisation.id, organisation.name)
    for row in site.catalog.rows("withdrawn"):  # who follows one hears no more of it
        if topic := _WITH_PAGES.get(row["dataset"]):
            name = dict.fromkeys(site.languages, row["record"])
            yield _record(site, topic, row["dataset"], row["record"], name)
    for place in register.places_in_use():
        yield _record(site, Topic.PLACE, "places", place.code.lower(), place.name)
    yield from of_themes(site)
    for package in site.packages:
        # What is made of other tables has no changes of its own.
        if package.section == "data" and package.slug in site.catalog.datasets:
            yield _record(
                site, Topic.DATASET, "data", package.slug, package.tables[0].dataset.title
            )


def of_themes(site: Site) -> Iterator[Subject]:
    """A subject for each theme that a project has. Its page is the list of these projects."""
    themes = {t.code: t for project in site.register.projects.values() for t in project.themes}
    for code, theme in sorted(themes.items()):
        yield Subject(
            topic=Topic.THEME,
            key=code,
            name=theme.label,
            description=_description(site, theme.label),
            page={
                lang: f"{addresses.page('projects', '', lang)}?theme={code}"
                for lang in site.languages
            },
            folder={lang: addresses.of_theme(code, lang) for lang in site.languages},
            forms=(ATOM,),
        )


def all_subjects(site: Site) -> tuple[Subject, ...]:
    """Everything that there is a feed of."""
    return (*of_the_site(site), *of_records(site))


def title(subject: Subject, lang: str, name: str = "") -> str:
    """The title of the feed on a subject; `name` is what its page is called, where that tells it
    apart from a namesake.
    """
    own = name or subject.name[lang]
    return f"{own} – {SITE_NAME[lang]}" if subject.key else f"{SITE_NAME[lang]} – {own}"


def _record(site: Site, topic: Topic, section: str, slug: str, name: Words) -> Subject:
    pages = {lang: addresses.page(section, slug, lang) for lang in site.languages}
    return Subject(
        topic=topic,
        key=slug,
        name=name,
        description=_description(site, name),
        page=pages,
        folder=pages,
        forms=(ATOM,),
    )


def _description(site: Site, name: Words) -> Words:
    sentence = words_of(_OF_A_RECORD, site.languages)
    return {lang: sentence[lang] % {"name": name[lang]} for lang in site.languages}


def _pages(site: Site, section: str) -> Words:
    return {lang: addresses.page(section, "", lang) for lang in site.languages}
