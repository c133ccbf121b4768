"""Whom lists name for a project: the lead, else those who take part, who are said to be such."""

import re
from dataclasses import replace

import pytest
import site_plans

from datasite.pages.explorer.projects import project_explorer
from datasite.pages.lists.named import MOST_NAMED, named
from datasite.pages.types.projects import PROJECT, project_view

both_languages = pytest.mark.parametrize("lang", ["pl", "en"])
NO_LEAD = {"pl": "partnera wiodącego nie podano", "en": "lead partner not stated"}


@both_languages
def test_a_lead_is_named_alone(lang: str) -> None:
    language = site_plans.languages()[lang]
    for project in site_plans.register().projects.values():
        if project.lead:
            who = named(project, language)
            assert (who.text, who.note) == (project.lead.organisation.name[lang], ""), project.id


@both_languages
def test_partners_are_named_with_their_roles_where_nobody_leads(lang: str) -> None:
    language = site_plans.languages()[lang]
    without_lead = [p for p in site_plans.register().projects.values() if p.partners and not p.lead]
    assert without_lead
    for project in without_lead:
        who = named(project, language)
        everyone = {p.organisation.id: p.organisation.name[lang] for p in project.partners}
        assert {o.id for o in who.organisations} <= everyone.keys(), project.id
        more = re.findall(r"\d+", who.more)
        assert len(who.names) + int(more[0] if more else 0) == len(everyone), project.id
        assert len(who.names) == min(MOST_NAMED, len(everyone)), project.id
        assert all(name in who.text for name in who.names), project.id
        assert NO_LEAD[lang] in who.note, project.id


@pytest.mark.parametrize(
    ("lang", "text", "note"),
    [
        (
            "pl",
            "Amnesty International Polska, Centrum Badań Migracyjnych, Fundacja „Nasz Wybór”"
            " i jeszcze 4",
            "partnerzy; partnera wiodącego nie podano",
        ),
        ("en", None, "partners; lead partner not stated"),
    ],
)
def test_words_of_many_partners(lang: str, text: str | None, note: str) -> None:
    project = site_plans.register().projects["one-for-all-all-for-one"]
    who = named(project, site_plans.languages()[lang])
    assert text is None or who.text == text
    assert who.note == note
    assert len(who.organisations) == MOST_NAMED


def test_partner_goes_before_the_recipient_and_both_roles_are_said() -> None:
    led = site_plans.register().projects["twinning-ukraina-dokumenty-i-skradzione-pojazdy"]
    role = next(p.role for p in led.partners if p.role.code == "partner")
    partners = tuple(replace(p, role=role) if p.role.code == "lead" else p for p in led.partners)
    who = named(replace(led, partners=partners), site_plans.languages()["en"])
    assert "panstwowa-sluzba-graniczna-ukrainy" not in {o.id for o in who.organisations}
    assert who.more == "and 1 more"
    assert who.note == "partners, recipient; lead partner not stated"


def test_nobody_is_named_where_no_source_names_anybody() -> None:
    project = replace(next(iter(site_plans.register().projects.values())), partners=())
    who = named(project, site_plans.languages()["pl"])
    assert (who.text, who.note, who.organisations) == ("", "", ())


@both_languages
def test_list_and_search_name_somebody_for_every_project_with_partners(lang: str) -> None:
    register, language = site_plans.register(), site_plans.languages()[lang]
    explorer = project_explorer(register.projects.values(), language)
    rows = {row.id: row for row in explorer.rows}
    who_column = [column.name for column in explorer.columns].index("lead")
    assert PROJECT.search
    for project in register.projects.values():
        who = named(project, language)
        assert bool(who.text) == bool(project.partners), project.id
        cell = rows[project.id].cells[who_column]
        assert (cell.text, cell.note) == (who.text, who.note), project.id
        facts = PROJECT.search.entry(project_view(register, project, ()), language).facts
        assert who.text in facts[0], project.id
        assert who.note in facts[0], project.id
