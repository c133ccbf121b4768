"""Changes as entries of feeds: what is one entry, what a feed has of them, and ids that last."""

from dataclasses import replace
from pathlib import Path

import pytest
import site_plans

from datasite.history.changes import Change, ChangeKind, History
from datasite.pages.feeds.all_feeds import build_channels
from datasite.pages.feeds.channels import Channel, Item
from datasite.pages.feeds.entries import MOST_ENTRIES, MOST_OF_A_DAY
from datasite.pages.page import Site

PROJECT = "przykladowy-projekt"


def change(date: str, record: str, dataset: str = "projects", **more: str) -> Change:
    """A change of a title, or of another kind, in a commit of its own day."""
    told = {"field": "title_en", "before": "Old", "after": "New", "commit": f"{date}-x"} | more
    kind = ChangeKind(told.pop("kind", "changed"))
    return Change(date=date, kind=kind, dataset=dataset, record=record, **told)


def added(date: str, record: str, dataset: str = "projects") -> Change:
    return change(date, record, dataset, kind="added", field="", before="", after="")


@pytest.fixture(scope="module")
def site(mini: Path) -> Site:
    return site_plans.of(mini).site


def channels(site: Site, *changes: Change) -> dict[str, Channel]:
    history = History(changes=changes, until="x", complete=True)
    return dict(build_channels(replace(site, history=history), {}))


def items(site: Site, path: str, *changes: Change) -> tuple[Item, ...]:
    return channels(site, *changes)[path].items


def test_a_record_with_its_parts_has_one_entry_a_day(site: Site) -> None:
    (entry,) = items(
        site,
        "en/changes/atom.xml",
        change("2020-01-02", PROJECT, field="end_date", before="2024-07-31", after="2024-08-31"),
        change(
            "2020-01-02",
            *("przykladowy-projekt-czesc-fundacji", "budgets"),
            **{"field": "amount", "before": "80000", "after": "90000"},
        ),
    )
    assert entry.title == (
        "Sample project: end date: 31\xa0July 2024 → 31\xa0August 2024; amount: 80,000 →"
        " 90,000\xa0EUR"
    )
    assert entry.address == f"/en/projects/{PROJECT}/"
    assert entry.content.count("<li>") == 2
    assert str(entry.date) == "2020-01-02 12:00:00+00:00"


def test_another_day_is_another_entry_and_the_newest_is_first(site: Site) -> None:
    days = [change(f"2020-01-{day:02}", PROJECT) for day in (1, 2, 3)]
    found = items(site, "pl/zmiany/atom.xml", *days)
    assert [item.date.day for item in found] == [3, 2, 1]


def test_records_without_a_page_share_the_entry_of_their_table(site: Site) -> None:
    (entry,) = items(
        site,
        "en/changes/atom.xml",
        added("2020-01-02", "one", "sources"),
        added("2020-01-02", "other", "sources"),
    )
    assert entry.title.startswith("Sources: ")
    assert "one" in entry.summary and "other" in entry.summary


@pytest.mark.parametrize("records", [MOST_OF_A_DAY, MOST_OF_A_DAY + 1])
def test_many_records_of_a_day_are_one_entry(site: Site, records: int) -> None:
    found = items(
        site,
        "en/changes/atom.xml",
        change("2020-01-01", PROJECT),
        *(added("2020-02-02", f"body-{n}", "organisations") for n in range(records)),
    )
    if records <= MOST_OF_A_DAY:
        assert len(found) == records + 1
    else:
        day, before = found
        assert day.title == f"2\xa0February 2020: changes of {records} records"
        assert day.address == "/en/changes/2020-02/"
        assert f"Organisations: {records} changes." in day.summary
        assert before.address == f"/en/projects/{PROJECT}/"


def test_a_feed_has_the_newest_entries_alone(site: Site) -> None:
    days = [change(f"{year}-01-{day:02}", PROJECT) for year in (2018, 2019) for day in range(1, 31)]
    found = items(site, "en/changes/atom.xml", *days)
    assert len(found) == MOST_ENTRIES
    assert found[0].date.year == 2019 and found[0].date.day == 30


def test_a_change_is_in_the_feeds_that_it_concerns(site: Site) -> None:
    found = channels(site, change("2020-01-02", PROJECT))
    (entry,) = found["en/changes/atom.xml"].items
    have_it = {path for path, channel in found.items() if entry in channel.items}
    assert {path for path in have_it if path.endswith("atom.xml")} == {
        "en/changes/atom.xml",
        # its programme and the fund above it; not the other fund
        "en/programmes/fundusz-przykladowy/atom.xml",
        "en/programmes/fundusz-przykladowy-2021-2027/atom.xml",
        *(
            f"en/organisations/{partner.organisation.id}/atom.xml"
            for partner in site.register.projects[PROJECT].partners
        ),
        *(
            f"en/places/{tie.place.code.lower()}/atom.xml"
            for tie in site.register.projects[PROJECT].ties
        ),
        "en/projects/theme/third_states/atom.xml",
        "en/projects/theme/training/atom.xml",
    }
    (of_table,) = found["en/data/projects/atom.xml"].items
    assert of_table.guid != entry.guid
    assert found["en/data/budgets/atom.xml"].items == ()


def test_a_merged_record_is_told_of_where_the_other_one_is(site: Site) -> None:
    merged = change("2020-01-02", "gone", kind="merged", field="", before="", after=PROJECT)
    (entry,) = items(site, "en/programmes/fundusz-przykladowy/atom.xml", merged)
    assert entry.title == "gone: merged into: Sample project"


def test_new_projects_are_those_that_are_there(site: Site) -> None:
    (entry,) = items(
        site,
        "en/projects/atom.xml",
        added("2020-01-02", PROJECT),
        added("2020-01-03", "gone"),
        change("2020-01-04", "null"),
    )
    assert entry.title == "Sample project"
    assert "Led by: Sample Office." in entry.summary
    assert "Amount: " in entry.summary


def test_an_unrelated_commit_changes_no_id_and_one_of_the_same_record_does(site: Site) -> None:
    before = change("2020-01-02", PROJECT)

    def ids(*more: Change) -> list[str]:
        found = items(site, "en/changes/atom.xml", before, *more)
        return [item.guid for item in found if item.address == f"/en/projects/{PROJECT}/"]

    assert ids() == ids(change("2020-01-02", "null"), change("2020-01-05", "null"))
    assert ids() != ids(change("2020-01-02", PROJECT, commit="later", field="title_pl"))
    (pl,) = items(site, "pl/zmiany/atom.xml", before)
    assert [pl.guid] != ids()


def test_a_new_key_of_a_record_changes_no_id(site: Site) -> None:
    before = change("2020-01-02", "old-key")
    renamed = change("2020-01-05", PROJECT, kind="renamed", field="", before="old-key", after="")
    (alone,) = items(site, "en/changes/atom.xml", before)
    _, then = items(site, "en/changes/atom.xml", before, renamed)
    assert then.guid == alone.guid
    assert then.address == f"/en/projects/{PROJECT}/"


def test_ids_are_those_that_readers_know(site: Site) -> None:
    """Never to change: readers would be shown old entries anew."""
    found = channels(site, added("2020-01-02", PROJECT))
    assert [found[f"en/{path}/atom.xml"].items[0].guid for path in ("changes", "projects")] == [
        "urn:uuid:bebdd930-5f13-5ad3-9331-d8c5a898d61d",
        "urn:uuid:c441045e-d332-5d72-b87d-9c9394c3d8ca",
    ]
    assert found["en/changes/atom.xml"].guid == found["en/changes/rss.xml"].guid


def test_words_of_the_data_stay_text(site: Site) -> None:
    told = change("2020-01-02", PROJECT, before="a <b>x</b> & b", after="<script>")
    (entry,) = items(site, "en/changes/atom.xml", told)
    assert "<b>" not in entry.content and "<script>" not in entry.content
    assert "a <b>x</b> & b" in entry.summary
