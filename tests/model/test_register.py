"""The register that is made of the miniature: references resolved, order kept, nothing lost."""

from dataclasses import FrozenInstanceError, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from edits import add, change
from remembered import check_catalog, load_catalog

from datasite.checks import catalog_checks
from datasite.language.languages import RULES, column_words, words_from
from datasite.model import builder
from datasite.model.entities import Project
from datasite.model.register import Register
from datasite.problems import ProblemsError
from datasite.values import Date


@pytest.fixture(scope="session")
def project(mini_register: Register) -> Project:
    return mini_register.projects["przykladowy-projekt"]


def test_records_stand_in_the_order_of_identifiers(mini_register: Register) -> None:
    for records in (
        mini_register.projects,
        mini_register.organisations,
        mini_register.programmes,
        mini_register.cooperation,
        mini_register.sources,
    ):
        assert list(records) == sorted(records)


def test_every_row_becomes_a_record(
    mini_register: Register, mini_catalog: catalog_checks.Catalog
) -> None:
    for name in ("projects", "organisations", "programmes", "cooperation", "sources"):
        assert set(getattr(mini_register, name)) == set(mini_catalog.by_key[name])
    for field, name in (
        ("partners", "partners"),
        ("amounts", "budgets"),
        ("identifiers", "identifiers"),
        ("ties", "places"),
    ):
        assert sum(len(getattr(p, field)) for p in mini_register.projects.values()) == len(
            mini_catalog.rows(name)
        )


def test_every_statement_is_evidence_of_its_record(
    mini_register: Register, mini_catalog: catalog_checks.Catalog
) -> None:
    """Organisations have no evidence of their own."""
    records = [
        *mini_register.projects.values(),
        *mini_register.cooperation.values(),
    ]
    parts = [
        *(part for p in mini_register.projects.values() for part in (*p.partners, *p.amounts)),
        *(tie for record in records for tie in record.ties),
    ]
    stated = [
        (row["field"], row["value"], row["source_id"])
        for row in mini_catalog.rows("statements")
        if row["dataset"] != "organisations"
    ]
    assert sorted(
        (s.field, s.value, s.source.id)
        for entity in (*records, *parts)
        for statements in entity.evidence.values()
        for s in statements
    ) == sorted(stated)


def test_a_language_without_columns_shows_the_words_of_its_fallback(
    mini_catalog: catalog_checks.Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    ukrainian = replace(RULES["en"], code="uk", text_fallback="en")
    for words in (column_words, words_from):
        three = partial(words, rules={**RULES, "uk": ukrainian})
        monkeypatch.setattr(builder, words.__name__, three)
    project = builder.build_register(mini_catalog).projects["przykladowy-projekt"]
    for words in (project.title, project.title_origin, project.summary, project.status.label):
        assert set(words) == {"pl", "en", "uk"}
        assert words["uk"] == words["en"]


def test_a_word_for_machines_is_a_title(mini_register: Register) -> None:
    assert mini_register.projects["null"].title == {"pl": "Null", "en": "Null"}


def test_namibia_is_a_country(project: Project, mini_register: Register) -> None:
    assert [(t.place.code, t.relation.code) for t in project.ties] == [
        ("NA", "target"),
        ("PL-14", "implemented_in"),
    ]
    country = mini_register.organisations["namibijska-agencja-przykladowa"].country
    assert country and country.name["en"] == "Namibia"


def test_partners_stand_with_their_organisations_and_roles(project: Project) -> None:
    assert [(p.organisation.id, p.role.code) for p in project.partners] == [
        ("fundacja-przykladowa", "partner"),
        ("namibijska-agencja-przykladowa", "recipient"),
        ("oddzial-w-przykladowie", "implementer"),
        ("urzad-przykladowy", "lead"),
    ]
    assert project.lead is project.partners[3]


def test_a_partner_keeps_the_name_that_the_source_printed(project: Project) -> None:
    assert project.partners[0].name_as_printed == "Fundacja na Rzecz Przykładu"


def test_a_project_with_no_lead(mini_register: Register) -> None:
    assert mini_register.projects["przykladowy-projekt-2"].lead is None


def test_the_total_is_the_preferred_one_of_the_whole_project(project: Project) -> None:
    assert project.total and project.total.id == "przykladowy-projekt-total"
    assert not project.total.exact


def test_a_project_that_states_no_total(mini_register: Register) -> None:
    assert mini_register.projects["przykladowy-projekt-2"].total is None


def test_amounts_are_decimals_and_keep_the_printed_form(project: Project) -> None:
    amounts = {a.id: a for a in project.amounts}
    grant = amounts["przykladowy-projekt-dofinansowanie-fundacji"]
    assert (grant.amount, grant.currency, grant.as_printed, grant.exact) == (
        Decimal("76500.50"),
        "EUR",
        "76 500,50 EUR",
        True,
    )
    assert grant.organisation and grant.organisation.id == "fundacja-przykladowa"
    share = amounts["przykladowy-projekt-eu-grant"]
    assert (share.amount, share.share_percent, share.share_of) == (
        None,
        Decimal("75.5"),
        "przykladowy-projekt-total",
    )
    assert amounts["przykladowy-projekt-wyjazd"].currency == ""


def test_numbers_keep_their_noughts(project: Project) -> None:
    assert [(i.scheme.code, i.value) for i in project.identifiers] == [
        ("agreement", "PRZ/2021/0006"),
        ("register", "06"),
    ]


def test_dates_are_as_precise_as_their_sources(mini_register: Register) -> None:
    assert [p.start for p in mini_register.projects.values()] == [
        None,
        Date(2021, 9, 24),
        Date(2025),
        Date(2022),
    ]


def test_statements_that_differ_stand_together_the_preferred_first(project: Project) -> None:
    statements = project.evidence["start_date"]
    assert [(s.value, s.preferred, s.as_printed, s.source.id) for s in statements] == [
        ("2021-09-24", True, "24 września 2021 roku", "urzad-o-projekcie"),
        ("2021-09", False, "wrzesień 2021", "gazeta-o-wspolnej-sumie"),
    ]


def test_a_deduced_programme_says_so_in_words(project: Project) -> None:
    (statement,) = project.evidence["programme_id"]
    assert statement.deduced
    assert statement.words == {"pl": "FP 2021–2027", "en": "SF 2021–2027"}
    assert statement.label["en"]


def test_a_partner_has_evidence_of_its_own(project: Project) -> None:
    (statement,) = project.partners[2].evidence["role"]
    assert statement.words["pl"] == "realizuje część zadań"
    assert statement.reason["pl"].startswith("Strona nie nazywa")


def test_a_unit_knows_its_parent_and_the_parent_its_units(mini_register: Register) -> None:
    unit, parent = (
        mini_register.organisations["oddzial-w-przykladowie"],
        mini_register.organisations["urzad-przykladowy"],
    )
    assert unit.parent is parent
    assert mini_register.units_of(parent) == (unit,)


def test_a_former_name_has_its_period(mini_register: Register) -> None:
    (name,) = mini_register.organisations["fundacja-przykladowa"].other_names
    assert (name.name, name.kind.code, name.valid_from, name.valid_to) == (
        "Fundacja na Rzecz Przykładu",
        "former",
        Date(2010),
        Date(2021, 10, 31),
    )


def test_numbers_of_registers(mini_register: Register) -> None:
    assert mini_register.organisations["urzad-przykladowy"].numbers == (
        ("NIP", "1234563218"),
        ("REGON", "123456785"),
        ("Wikidata", "Q6"),
    )


def test_programmes_form_families(mini_register: Register) -> None:
    fund = mini_register.programmes["fundusz-przykladowy"]
    assert mini_register.family_of(fund) == ("fundusz-przykladowy", "fundusz-przykladowy-2021-2027")
    assert [p.id for p in mini_register.children_of(fund)] == ["fundusz-przykladowy-2021-2027"]


def test_a_stage_follows_its_predecessor(project: Project, mini_register: Register) -> None:
    assert [p.id for p in mini_register.followers_of(project)] == ["przykladowy-projekt-2"]


def test_cooperation_has_participants_and_no_money(mini_register: Register) -> None:
    network = mini_register.cooperation["siec-przykladowa"]
    assert [(p.organisation.id, p.role.code) for p in network.participants] == [
        ("norweski-urzad-przykladowy", "participant"),
        ("urzad-przykladowy", "member"),
    ]
    assert [t.place.code for t in network.ties] == ["NO", "UA"]
    assert not hasattr(network, "amounts")


def test_a_document_may_have_no_address(mini_register: Register) -> None:
    source = mini_register.sources["dokument-bez-adresu"]
    assert (source.url, source.accessed, source.publisher.id) == (
        "",
        Date(2020, 2),
        "urzad-przykladowy",
    )


def test_things_cannot_be_changed(project: Project) -> None:
    with pytest.raises(FrozenInstanceError):
        project.id = "inny"


def test_is_never_made_of_data_that_the_checker_refuses(copy_of_mini: Path) -> None:
    change(copy_of_mini, "projects", "null", status="nonsense")
    with pytest.raises(ProblemsError) as error:
        load_catalog(copy_of_mini)
    assert [p.rule for p in error.value.problems] == ["foreign-key"]


def test_a_statement_may_not_give_a_code_that_no_table_has(copy_of_mini: Path) -> None:
    """There would be no words to show for it."""
    statement = {
        "dataset": "projects",
        "record": "przykladowy-projekt",
        "field": "programme_id",
        "basis": "printed",
        "source_id": "gazeta-o-wspolnej-sumie",
        "preferred": "false",
    }
    add(copy_of_mini, "statements", **statement, value="nieznany", as_printed="Nieznany Fundusz")
    assert [p.rule for p in check_catalog(copy_of_mini)] == ["statement_fits_its_record"]


def test_a_source_knows_which_of_its_words_were_looked_for(mini_register: Register) -> None:
    source = mini_register.sources["urzad-o-projekcie"]
    check = source.check_of("24 Września 2021 roku")
    assert check and check.found and str(check.checked) == "2020-02-29"
    assert source.check_of("90 000 EUR") is None, "nobody looked for them"
    assert source.check_of("dawne słowa") is None, "no row gives them any more"
    press = mini_register.sources["gazeta-o-wspolnej-sumie"].check_of("1.500.000 €")
    assert press and not press.found
