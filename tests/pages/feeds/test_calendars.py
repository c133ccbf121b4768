"""Calendars of events, as another program reads them and by the rules of RFC 5545."""

import datetime
from dataclasses import replace
from pathlib import Path

import icalendar
import pytest
import site_plans

from datasite.model.record_parts import Event
from datasite.pages.feeds.calendars import calendar_file, calendars, folded
from datasite.pages.page import Site
from datasite.values import Date

PROJECT = "przykladowy-projekt"
FUNDS = ["fundusz-przykladowy", "fundusz-przykladowy-2021-2027"]


@pytest.fixture(scope="module")
def site(mini: Path) -> Site:
    return site_plans.of(mini).site


def with_events(site: Site, *events: Event) -> Site:
    parts = {**site.register.parts, PROJECT: replace(site.register.parts[PROJECT], events=events)}
    return replace(site, register=replace(site.register, parts=parts))


def read(site: Site, lang: str = "en") -> icalendar.Calendar:
    calendar, *_ = calendars(site)
    parsed = icalendar.Calendar.from_ical(calendar_file(calendar, site, site.languages[lang]))
    assert isinstance(parsed, icalendar.Calendar)
    return parsed


def test_another_program_reads_every_event(site: Site) -> None:
    calendar = read(site)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["NAME"].startswith("Sample Fund")
    signed, conference = calendar.walk("VEVENT")
    assert signed["UID"] == "przykladowy-projekt-umowa@kto-z-kim-za-ile"
    assert signed["DTSTART"].dt == datetime.date(2021, 9, 1)
    assert signed["DTEND"].dt == datetime.date(2021, 9, 2)
    assert conference["DTSTART"].dt == datetime.date(2024, 8, 30)
    assert conference["DTEND"].dt == datetime.date(2024, 9, 1)
    assert conference["SUMMARY"] == "Closing conference"
    assert conference["LOCATION"].startswith("hall of the Office, Przykładowo")
    assert conference["URL"] == (
        f"{site.site_url}/en/projects/{PROJECT}/#event-przykladowy-projekt-konferencja"
    )
    for event in (signed, conference):
        assert not event.errors
        assert event["DTSTAMP"].dt == site.release.date.noon


def test_every_calendar_of_the_real_site_can_be_read() -> None:
    real = site_plans.real().site
    found = calendars(real)
    assert found
    for calendar in found:
        for language in real.languages.values():
            content = calendar_file(calendar, real, language)
            parsed = icalendar.Calendar.from_ical(content)
            assert isinstance(parsed, icalendar.Calendar)
            events = parsed.walk("VEVENT")
            assert [e["UID"] for e in events] == [
                f"{event.id}@kto-z-kim-za-ile" for _, event in calendar.events
            ]
            assert all(len(line) <= 75 for line in content.split(b"\r\n"))
            assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_fund_without_a_known_day_has_no_calendar(site: Site) -> None:
    assert [calendar.programme.id for calendar in calendars(site)] == FUNDS
    (event, *_) = site.register.parts[PROJECT].events
    month = replace(event, date=Date(2024, 5), end=None)
    assert calendars(with_events(site, month)) == ()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "1 event is left out, since no source states its day."),
        ("pl", "Pominięto 1 zdarzenie, bo żadne źródło nie podaje jego dnia."),
    ],
)
def test_an_uncertain_day_is_left_out_and_counted(site: Site, lang: str, words: str) -> None:
    first, *_ = site.register.parts[PROJECT].events
    until_a_month = replace(first, id="uncertain", end=Date(2024, 9))
    calendar = read(with_events(site, first, until_a_month), lang)
    assert len(calendar.walk("VEVENT")) == 1
    assert words in calendar["DESCRIPTION"]


def test_signs_of_the_format_stay_words(site: Site) -> None:
    title = r"A; b, c\n: „d”" + "ą" * 80
    first, *_ = site.register.parts[PROJECT].events
    (event,) = read(
        with_events(site, replace(first, title=dict.fromkeys(site.languages, title)))
    ).walk("VEVENT")
    assert event["SUMMARY"] == title


def test_lines_are_folded_between_letters() -> None:
    line = "SUMMARY:" + "ż" * 100
    pieces = folded(line).split("\r\n ")
    assert "".join(pieces) == line
    assert [len(f" {piece}".encode()) <= 76 for piece in pieces] == [True] * len(pieces)
