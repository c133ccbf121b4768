"""The page on how to follow the register: for people who do not know feeds."""

from dataclasses import dataclass
from typing import NamedTuple

from datasite.language.localization import Language
from datasite.pages.feeds import feed_list, subjects
from datasite.pages.feeds.calendars import Calendar, calendars
from datasite.pages.feeds.subjects import Subject, Topic
from datasite.pages.page import REGISTER, PageType, Site, message, one_page
from datasite.problems import N_


class OfRecords(NamedTuple):
    """The section whose records have a feed each, and how many there are."""

    section: str
    feeds: int


@dataclass(frozen=True, kw_only=True)
class FollowView:
    """The feeds of the whole site, those of the themes, and the kinds of records that have one;
    `list` is the file that holds them all.
    """

    of_the_site: tuple[Subject, ...]
    themes: tuple[Subject, ...]
    of_records: tuple[OfRecords, ...]
    calendars: tuple[Calendar, ...]
    list: str


_SECTIONS = {
    Topic.PROGRAMME: "programmes",
    Topic.ORGANISATION: "organisations",
    Topic.PLACE: "places",
    Topic.DATASET: "data",
}


def _view(site: Site, _: None, language: Language) -> FollowView:
    of_records = tuple(subjects.of_records(site))
    return FollowView(
        of_the_site=subjects.of_the_site(site),
        themes=tuple(s for s in of_records if s.topic is Topic.THEME),
        of_records=tuple(
            OfRecords(section, sum(1 for s in of_records if s.topic is topic))
            for topic, section in _SECTIONS.items()
        ),
        calendars=tuple(
            sorted(
                calendars(site),
                key=lambda calendar: language.sort_key(calendar.programme.name[language.code]),
            )
        ),
        list=feed_list.path(language.code),
    )


FOLLOW = PageType(
    name="follow",
    template="follow.html",
    section="follow",
    items=one_page,
    title=message(N_("How to follow changes")),
    label=N_("How to follow changes"),
    footer=REGISTER,
    description=message(
        N_(
            "How to learn of new projects, changes and events without coming back to look: feeds,"
            " calendars, and how to use them."
        )
    ),
    view=_view,
)
