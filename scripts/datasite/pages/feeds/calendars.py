"""The calendar of the events of each programme's projects, in iCalendar (RFC 5545, with the name
and description of a calendar of RFC 7986).
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from datasite.language.languages import Words, text_language
from datasite.language.localization import Language
from datasite.model.entities import Programme, Project
from datasite.model.families import of_family
from datasite.model.record_parts import Event
from datasite.pages.links import anchor
from datasite.pages.page import Site
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.identity import PACKAGE_NAME, SITE_NAME
from datasite.values import Date

FILE = "events.ics"
_LINE = 75  # bytes of a line at most
_ESCAPED = re.compile(r"([\\;,])")


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The events of a programme's projects whose days are known, in the order of time, and the
    number of those `left_out`, of which only a month or a year is.
    """

    programme: Programme
    events: tuple[tuple[Project, Event], ...]
    left_out: int

    @property
    def page(self) -> Words:
        """The page of the programme in each language."""
        return {
            lang: addresses.page("programmes", self.programme.id, lang)
            for lang in self.programme.name
        }

    def path(self, lang: str) -> str:
        """Its file, from the root of the site."""
        return f"{self.page[lang]}{FILE}".lstrip("/")


def calendars(site: Site) -> tuple[Calendar, ...]:
    """The calendar of each programme of which a project has an event on a known day."""
    found = (_calendar(site, programme) for programme in site.register.programmes.values())
    return tuple(calendar for calendar in found if calendar.events)


def _calendar(site: Site, programme: Programme) -> Calendar:
    register = site.register
    events = [
        (project, event)
        for project in of_family(register, programme)
        for event in register.parts_of(project).events
    ]
    known = [pair for pair in events if _has_days(pair[1])]
    return Calendar(
        programme=programme,
        events=tuple(sorted(known, key=lambda pair: (pair[1].date, pair[1].id))),
        left_out=len(events) - len(known),
    )


def _has_days(event: Event) -> bool:
    return event.date.day is not None and (event.end is None or event.end.day is not None)


def calendar_file(calendar: Calendar, site: Site, language: Language) -> bytes:
    """The calendar in one language."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{PACKAGE_NAME}//{text_language(language.code).upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *_of_calendar(calendar, site, language),
        *(line for pair in calendar.events for line in _of_event(*pair, site, language)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _of_calendar(calendar: Calendar, site: Site, language: Language) -> Iterator[str]:
    lang, say = language.code, language.translations
    name = f"{calendar.programme.name[lang]} – {SITE_NAME[lang]}"
    description = say.gettext(N_("Events of the projects, such as conferences and signings."))
    if calendar.left_out:
        left_out = say.ngettext(
            "%(num)d event is left out, since no source states its day.",
            "%(num)d events are left out, since no source states their days.",
            calendar.left_out,
        )
        description += " " + left_out % {"num": calendar.left_out}
    for property_name, text in (("NAME", name), ("DESCRIPTION", description)):
        yield f"{property_name}:{_text(text)}"
        yield f"X-WR-CAL{property_name.replace('DESCRIPTION', 'DESC')}:{_text(text)}"
    yield f"URL:{site.site_url}{calendar.page[lang]}"
    yield f"SOURCE;VALUE=URI:{site.site_url}/{calendar.path(lang)}"


def _of_event(project: Project, event: Event, site: Site, language: Language) -> Iterator[str]:
    lang = language.code
    page = addresses.page("projects", project.id, lang)
    region = event.place.name[lang] if event.place else ""
    place = ", ".join(filter(None, (event.venue[lang], region)))
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}@{PACKAGE_NAME}"
    yield f"DTSTAMP:{site.release.date.noon:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(event.date):%Y%m%d}"
    # The first day after it, as RFC 5545 says.
    yield f"DTEND;VALUE=DATE:{_day(event.end or event.date) + datetime.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.title[lang] or event.kind.label[lang])}"
    yield f"DESCRIPTION:{_text(project.title[lang])}"
    if place:
        yield f"LOCATION:{_text(place)}"
    yield f"CATEGORIES:{_text(event.kind.label[lang])}"
    yield f"URL:{site.site_url}{page}#{anchor(f'event-{event.id}')}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(date: Date) -> datetime.date:
    return datetime.date(*date.first_day)


def _text(text: str) -> str:
    """A value of the type TEXT."""
    return _ESCAPED.sub(r"\\\1", " ".join(text.split("\n")))


def folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, which no letter is split by."""
    pieces, size = [""], 0
    for letter in line:
        size += len(letter.encode())
        if size > _LINE:
            pieces.append("")
            size = 1 + len(letter.encode())  # with the blank before it
        pieces[-1] += letter
    return "\r\n ".join(pieces)
