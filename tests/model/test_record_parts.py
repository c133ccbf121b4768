"""The parts of the miniature's records: each event, result, payer and link, at its record."""

from decimal import Decimal

import pytest

from datasite.model.record_parts import RecordParts
from datasite.model.register import Register
from datasite.tables.catalog import Catalog
from datasite.values import Date


@pytest.fixture(scope="module")
def parts(mini_register: Register) -> RecordParts:
    return mini_register.parts_of(mini_register.projects["przykladowy-projekt"])


def test_every_row_is_a_part_of_one_record(mini_register: Register, mini_catalog: Catalog) -> None:
    """A link is told at both of its ends."""
    told = mini_register.parts.values()
    assert sum(len(of.events) for of in told) == len(mini_catalog.rows("events"))
    assert sum(len(of.results) for of in told) == len(mini_catalog.rows("results"))
    assert sum(len(of.payers) for of in told) == len(mini_catalog.rows("project_payers"))
    assert sum(len(of.links) for of in told) == 2 * len(mini_catalog.rows("project_cooperation"))
    assert set(mini_register.parts) <= {*mini_register.projects, *mini_register.cooperation}


def test_events_are_in_the_order_of_time_with_who_came(parts: RecordParts) -> None:
    assert [(e.id, e.date, e.end) for e in parts.events] == [
        ("przykladowy-projekt-umowa", Date(2021, 9, 1), None),
        ("przykladowy-projekt-konferencja", Date(2024, 8, 30), Date(2024, 8, 31)),
    ]
    conference = parts.events[1]
    assert conference.place and conference.place.code == "PL-14"
    assert [o.organisation.id for o in conference.organisations] == [
        "gazeta-przykladowa",
        "urzad-przykladowy",
    ]


def test_an_event_may_be_of_a_cooperation(mini_register: Register) -> None:
    network = mini_register.cooperation["siec-przykladowa"]
    (meeting,) = mini_register.parts_of(network).events
    assert (meeting.id, meeting.date) == ("siec-przykladowa-spotkanie", Date(2019, 5))
    office = mini_register.organisations["norweski-urzad-przykladowy"]
    assert mini_register.events_with(office) == ((network, meeting),)


def test_a_result_that_is_not_stated_is_none_and_no_nought(parts: RecordParts) -> None:
    trained, trips = parts.results
    assert (trained.planned, trained.achieved, trained.organisation) == (545, 1668, None)
    assert (trips.planned, trips.achieved, trips.qualifier.code) == (None, 3, "about")
    assert trips.organisation and trips.organisation.id == "fundacja-przykladowa"


def test_each_payer_has_its_share_or_amount_where_one_is_stated(parts: RecordParts) -> None:
    union, state = parts.payers
    assert (union.funder.code, union.share_percent) == ("eu", Decimal("75.5"))
    assert union.amount and union.amount.id == "przykladowy-projekt-eu-grant"
    assert (state.funder.code, state.share_percent, state.amount) == ("state_budget", None, None)


def test_a_project_and_its_cooperation_lead_to_each_other(mini_register: Register) -> None:
    project = mini_register.projects["przykladowy-projekt"]
    network = mini_register.cooperation["siec-przykladowa"]
    assert mini_register.parts_of(project).links == mini_register.parts_of(network).links
    (link,) = mini_register.parts_of(project).links
    assert (link.project, link.cooperation) == (project, network)


def test_a_record_of_which_nothing_is_told_has_no_parts(mini_register: Register) -> None:
    assert mini_register.parts_of(mini_register.projects["null"]) == RecordParts()


def test_an_organisation_at_an_event_is_a_part_of_the_record_of_the_event(
    mini_catalog: Catalog,
) -> None:
    owners = [
        mini_catalog.belongs_to("event_organisations", row)
        for row in mini_catalog.rows("event_organisations")
    ]
    assert owners == [
        ("projects", "przykladowy-projekt"),
        ("projects", "przykladowy-projekt"),
        ("cooperation", "siec-przykladowa"),
    ]
    assert [mini_catalog.belongs_to("events", row) for row in mini_catalog.rows("events")] == [
        ("projects", "przykladowy-projekt"),
        ("projects", "przykladowy-projekt"),
        ("cooperation", "siec-przykladowa"),
    ]


def test_a_project_has_one_field_and_its_themes(mini_register: Register) -> None:
    project = mini_register.projects["przykladowy-projekt"]
    assert project.field.code == "border"
    assert [theme.code for theme in project.themes] == ["third_states", "training"]
    assert mini_register.projects["null"].themes == ()
