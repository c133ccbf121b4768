"""The bad tree: the miniature with every rule and every check on cells broken at least once, each
breach on a line of its own.
"""

from collections.abc import Callable
from pathlib import Path

from edits import add, change, replace

SUMMARIES = {"summary_pl": "Wymyślony.", "summary_en": "Invented."}
ORIGINS = {"title_pl_origin": "official", "title_en_origin": "official"}
SOURCE = {
    "publisher_id": "urzad-przykladowy",
    "language": "pl",
    "accessed": "2020",
    "kind": "press",
    "status": "as_read",
}
AMOUNT = {
    "stage": "final",
    "qualifier": "exact",
    "preferred": "true",
    "source_id": "urzad-o-projekcie",
}
STATEMENT = {
    "dataset": "projects",
    "record": "wspolna-zagroda",
    "basis": "printed",
    "source_id": "urzad-o-projekcie",
    "preferred": "true",
}
NUMBER = {"scheme": "agreement", "source_id": "urzad-o-projekcie"}


def spoil(root: Path) -> Path:
    """Break `root`, a copy of the miniature."""
    _cells(root)
    _schema(root)
    _records(root)
    _statements(root)
    _withdrawn(root)
    _corrections(root)
    _money(root)
    _checks(root)
    _facts(root)
    return root


def _cells(root: Path) -> None:
    change(root, "organisations", "fundacja-przykladowa", name_en="Sample  Foundation")  # spaces
    change(
        root, "organisations", "gazeta-przykladowa", name_en=" Gazeta", website="www.gazeta.example"
    )  # spaces, uri-form
    change(
        root, "projects", "null", title_en="Nu\u200bll", title_pl="Z\u0307o\u0301\u0142ty"
    )  # clean-text, twice
    add(
        root,
        "sources",
        source_id="Zła_Nazwa",
        url="javascript:alert(1)",
        title="=1+1",
        published="2021-13",
        **SOURCE,
    )  # slug-form, uri-form, formula, edtf-form
    change(
        root,
        "cooperation",
        "siec-przykladowa",
        summary_pl="<b>Sieć</b> {{ x }}",
        title_en="@network",
    )  # markup, formula
    for number, note in enumerate(
        (
            "pisz: a.b@przyklad.example",
            "tel. 22 000 00 00",
            "insp. Imię Nazwisko",
            "PESEL 44051401359",
            "Plain\u202etext",
            "x" * 90 + "  ",
        )
    ):
        add(
            root,
            "identifiers",
            project_id="null",
            value=f"P{number}",
            note_pl=note,
            note_en=f"note {number}",
            **NUMBER,
        )  # personal-data, clean-text, shown at most 80 characters


def _schema(root: Path) -> None:
    replace(
        root, "datasets/cooperation_places/dataset.yaml", "rows: {min: 0,", "rows: {min: 7,"
    )  # row-bounds
    add(
        root,
        "places",
        project_id="null",
        place="PL",
        relation="implemented_in",
        source_id="gazeta-o-wspolnej-sumie",
    )  # primary-key
    add(
        root,
        "places",
        project_id="null",
        place="",
        relation="target",
        source_id="gazeta-o-wspolnej-sumie",
    )  # required
    add(
        root,
        "places",
        project_id="przykladowy-projek",
        place="NA",
        relation="implemented-in",
        source_id="nieznane",
    )  # foreign-key, with and without a guess
    change(root, "territories", "UA", kind="land")  # one of
    change(root, "organisations", "fundacja-przykladowa", krs="6", wikidata="Q01")  # patterns


def _records(root: Path) -> None:
    add(
        root,
        "languages",
        code="xx",
        label_pl="nieznany",
        label_en="unknown",
        description_pl="Opis.",
        description_en="Opis.",
    )  # both_languages: the same words
    change(root, "currencies", "EUR", description_pl="Opis.")  # both_languages: one is blank
    change(
        root, "projects", "wspolna-zagroda", start_date="2024", end_date="2023-12"
    )  # period_in_order
    change(
        root, "organisation_names", "urzad-przykladowy", valid_from="2020-02", valid_to="2020-01-31"
    )  # period_in_order
    add(
        root,
        "partners",
        project_id="wspolna-zagroda",
        organisation_id="urzad-przykladowy",
        role="lead",
        name_as_printed="Urząd",
        source_id="urzad-o-projekcie",
    )  # at_most_one_lead
    add(
        root,
        "projects",
        project_id="bez-partnera",
        title_pl="Sam",
        title_en="Alone",
        field="border",
        status="unknown",
        source_id="urzad-o-projekcie",
        **ORIGINS,
        **SUMMARIES,
    )  # has_a_partner
    add(
        root,
        "cooperation",
        cooperation_id="sama",
        kind="network",
        title_pl="Sama",
        title_en="Alone",
        source_id="urzad-o-projekcie",
        **ORIGINS,
        **SUMMARIES,
    )  # has_a_participant
    add(
        root,
        "cooperation",
        cooperation_id="null",
        kind="network",
        title_pl="Null",
        title_en="Null",
        source_id="urzad-o-projekcie",
        **ORIGINS,
        **SUMMARIES,
    )  # id_not_a_project
    for theme in ("children", "language"):
        add(
            root, "project_themes", project_id="przykladowy-projekt", theme=theme
        )  # three_themes_at_most
    change(
        root, "events", "przykladowy-projekt-umowa", cooperation_id="siec-przykladowa"
    )  # of_one_record
    change(root, "cooperation", "siec-przykladowa", kind="meeting")  # meeting_ends
    change(root, "results", "przykladowy-projekt-wyjazdy", achieved="")  # planned_or_achieved
    change(root, "results", "przykladowy-projekt-osoby", planned="546")  # result_as_printed
    add(
        root,
        "project_payers",
        project_id="wspolna-zagroda",
        funder="eu",
        budget_id="null-total",
        source_id="urzad-o-projekcie",
    )  # payer_fits_its_project: another project's amount, another payer than the programme's
    change(root, "projects", "null", reference_number="N/7")  # reference_number_is_listed
    add(
        root, "identifiers", project_id="przykladowy-projekt", value="P0", **NUMBER
    )  # number_of_one_project: of two
    add(
        root, "identifiers", project_id="przykladowy-projekt", value="14-2022/OG-FAMI", **NUMBER
    )  # number_of_one_project: of a call
    change(
        root, "projects", "przykladowy-projekt", follows_id="przykladowy-projekt-2"
    )  # no_cycles, at both ends
    change(
        root, "programmes", "norweskie-przykladowe", parent_id="norweskie-przykladowe"
    )  # no_cycles, with itself
    add(
        root,
        "organisations",
        organisation_id="zbedna",
        name_pl="Zbędna",
        name_en="Idle",
        name_en_origin="official",
        type="ngo",
        source_id="urzad-o-projekcie",
        nip="1234563219",
        regon="123456786",
    )  # is_used, register_number twice
    add(
        root,
        "organisations",
        organisation_id="zbedna-2",
        name_pl="Zbędna",
        name_en="Idle 2",
        name_en_origin="official",
        type="ngo",
        source_id="urzad-o-projekcie",
    )  # told_apart, is_used
    change(root, "organisations", "gazeta-przykladowa", wikidata="Q5")
    change(root, "organisations", "namibijska-agencja-przykladowa", wikidata="Q5")
    # number_of_one_body
    add(
        root,
        "partners",
        project_id="null",
        organisation_id="fundacja-przykladowa",
        role="partner",
        name_as_printed="Fundacja",
        source_id="gazeta-o-wspolnej-sumie",
    )  # lead_is_no_partner
    add(
        root,
        "programmes",
        programme_id="zbedny",
        name_pl="Zbędny",
        name_en="Idle",
        name_en_origin="official",
        short_name_pl="Z",
        short_name_en="I",
        funder="eu",
        source_id="urzad-o-projekcie",
    )  # is_used
    add(
        root,
        "sources",
        source_id="ta-sama",
        url="https://urzad.przyklad.example/projekt",
        title="Znów",
        **SOURCE,
    )  # address_once, is_used


def _statements(root: Path) -> None:
    add(
        root,
        "statements",
        **STATEMENT | {"record": "nieznany"},
        field="status",
        value="ongoing",
        as_printed="trwa",
    )  # statement_fits_its_record: no record
    add(
        root,
        "statements",
        **STATEMENT | {"dataset": "nieznane"},
        field="status",
        value="ongoing",
        as_printed="trwa",
    )  # no dataset
    add(
        root, "statements", **STATEMENT, field="kolor", value="zielony", as_printed="zielony"
    )  # no field
    add(
        root, "statements", **STATEMENT, field="status", value="ongoing", as_printed="trwa"
    )  # preferred, and the record holds another
    add(
        root,
        "statements",
        **STATEMENT | {"preferred": "false"},
        field="status",
        value="completed",
        as_printed="zakończony",
    )  # not preferred, and the record holds it; reason_given: they differ
    add(
        root, "statements", **STATEMENT, field="programme_id", value="norweskie-przykladowe"
    )  # printed with no printed form
    add(
        root,
        "statements",
        **STATEMENT | {"basis": "deduced"},
        field="title_pl",
        value="Wspólna zagroda",
    )  # reason_given: deduced
    add(
        root,
        "statements",
        **STATEMENT | {"preferred": "false"},
        field="title_pl_origin",
        value="nieznane",
        as_printed="?",
    )  # a code that no table has
    change(
        root, "statements", lambda row: row["field"] == "start_date", preferred="true"
    )  # one_preferred_statement: two


def _withdrawn(root: Path) -> None:
    taken = {
        "date": "2020-03-01",
        "reason_pl": "Wpisano dwa razy.",
        "reason_en": "It stood here twice.",
    }
    add(root, "withdrawn", dataset="nieznane", record="a", **taken)  # withdrawn_is_gone: no dataset
    add(root, "withdrawn", dataset="projects", record="null", **taken)  # still there
    add(
        root, "withdrawn", dataset="projects", record="dawny", successor_id="nieznany", **taken
    )  # no successor


def _corrections(root: Path) -> None:
    of = {
        "reason_pl": "Pomyłka.",
        "reason_en": "A slip.",
        "noticed_by": "reader",
        "date": "2020-02-28",
    }
    null = {"dataset": "projects", "record": "null"} | of
    add(
        root,
        "corrections",
        **null | {"dataset": "nieznane"},
        field="status",
        was="a",
        **{"is": "b"},
    )  # correction_fits_its_record: no dataset
    add(
        root, "corrections", **null | {"record": "nieznany"}, field="status", was="a", **{"is": "b"}
    )  # no record
    add(root, "corrections", **null, field="kolor", was="a", **{"is": "b"})  # no field
    add(
        root, "corrections", **null, field="status", was="announced", **{"is": "announced"}
    )  # no change
    add(
        root, "corrections", **null, field="end_date", was="2022", **{"is": "2022-12"}
    )  # corrections_lead_to_the_present: the next begins elsewhere
    add(
        root,
        "corrections",
        **null | {"date": "2020-02-27"},
        field="end_date",
        was="2021",
        **{"is": "2023"},
    )  # it is earlier than the one above, begins elsewhere, leads elsewhere
    add(
        root,
        "corrections",
        **null | {"date": "2020-02", "noticed_by": "nikt"},
        field="website",
        was="https://a.example/",
    )  # constraint-error, foreign-key


def _money(root: Path) -> None:
    change(
        root, "budgets", "przykladowy-projekt-dofinansowanie-fundacji", amount="76500.5"
    )  # money-form
    change(
        root, "budgets", "przykladowy-projekt-total-prasa", amount="1600000"
    )  # amount_as_printed: amount
    change(
        root, "budgets", "przykladowy-projekt-wyjazd", amount="sto", preferred="yes"
    )  # type-error, money-form; its preference cannot be judged
    change(root, "budgets", "przykladowy-projekt-eu-grant", share_percent="75.50")  # percent-form
    change(
        root, "budgets", "przykladowy-projekt-total", qualifier="exact", note_pl="", note_en=""
    )  # qualifier_as_printed, one_preferred_amount: no note
    change(
        root, "budgets", "null-total", currency="EUR"
    )  # currency_as_printed, joint_sum_agrees: they differ
    _amount(
        root, "bez-waluty", "null", "own_contribution", amount="5", as_printed="5 zł"
    )  # currency_as_printed: blank
    _amount(
        root, "s1", "null", "contract", amount="5", currency="PLN", as_printed="5 zł"
    )  # id_of_its_own
    _amount(root, "nic", "null", "national_cofinancing", as_printed="nic")  # amount_or_share
    _amount(
        root,
        "zly-udzial",
        "null",
        "donor_grant",
        amount="7",
        currency="PLN",
        share_percent="80",
        as_printed="7 zł, 85%",
    )  # amount_as_printed: share; share_names_its_whole: of nothing
    _amount(
        root,
        "cudzy-udzial",
        "null",
        "expenditure",
        share_percent="85",
        share_of="przykladowy-projekt-total",
        as_printed="85%",
    )  # share_names_its_whole: of another project
    _amount(
        root,
        "dwie-1",
        "przykladowy-projekt-2",
        "total",
        amount="100",
        currency="PLN",
        as_printed="100 zł",
    )  # one_preferred_amount: two
    _amount(
        root,
        "dwie-2",
        "przykladowy-projekt-2",
        "total",
        amount="200",
        currency="PLN",
        as_printed="200 zł",
    )
    _amount(
        root,
        "ponad-calosc",
        "przykladowy-projekt-2",
        "eu_grant",
        amount="300",
        currency="PLN",
        as_printed="300 zł",
    )  # grant_within_the_total
    _amount(
        root,
        "ponad-czesc",
        "przykladowy-projekt-2",
        "total",
        organisation_id="urzad-przykladowy",
        amount="400",
        currency="PLN",
        as_printed="400 zł",
    )  # parts_within_the_whole
    _amount(
        root,
        "to-samo",
        "przykladowy-projekt-2",
        "donor_grant",
        amount="100",
        currency="PLN",
        as_printed="100 zł",
    )  # total_is_not_a_grant
    _amount(
        root,
        "unijne-norweskie",
        "wspolna-zagroda",
        "eu_grant",
        amount="1",
        currency="PLN",
        as_printed="1 zł",
        joint_id="samotna",
    )  # payer_matches_the_fund, joint_sum_agrees: alone
    _amount(
        root,
        "norweskie-unijne",
        "przykladowy-projekt",
        "donor_grant",
        amount="1",
        currency="PLN",
        as_printed="1 zł",
    )  # payer_matches_the_fund
    _amount(
        root,
        "obca",
        "wspolna-zagroda",
        "expenditure",
        organisation_id="gazeta-przykladowa",
        amount="1",
        currency="PLN",
        as_printed="1 zł",
    )  # party_takes_part


def _checks(root: Path) -> None:
    change(
        root, "source_checks", "fundacja-o-wyjezdzie", status="changed"
    )  # check_agrees_with_its_source: no hash was found
    change(root, "source_checks", "urzad-o-projekcie", status="unchanged")  # another hash
    visited = {
        "checked": "2020-03-01",
        "since": "2020-03-02",
        "status": "unreachable",
    }  # period_in_order
    add(
        root, "source_checks", source_id="dokument-bez-adresu", **visited
    )  # check_agrees_with_its_source: no address
    change(
        root, "source_value_checks", lambda row: row["status"] == "found", locator=""
    )  # place_of_what_was_found: none
    change(
        root, "source_value_checks", "fundacja-o-wyjezdzie", locator="3"
    )  # place_of_what_was_found: nothing was found


def _fact(key: str) -> Callable[[dict[str, str]], bool]:
    return lambda row: row["fact_id"] == key


def _facts(root: Path) -> None:
    of_office = {
        "organisation_id": "urzad-przykladowy",
        "source_id": "urzad-o-projekcie",
        "as_printed": "od 2002 r. 175 państw",
    }
    add(
        root, "organisation_facts", **of_office, fact_id="bez-tresci", kind="nature"
    )  # fact_says_something: nothing
    add(
        root,
        "organisation_facts",
        **of_office,
        fact_id="naraz",
        kind="founded",
        number="175",
        date="2002",
    )  # fact_says_something: two things
    change(
        root, "organisation_facts", _fact("urzad-przykladowy-founded"), date="1952"
    )  # fact_as_printed: a date
    change(
        root, "organisation_facts", _fact("urzad-przykladowy-member-states"), number="57"
    )  # fact_as_printed: a number
    change(
        root, "organisations", "fundacja-przykladowa", name_pl_origin="official"
    )  # polish_name_has_its_origin: in Poland; the idle ones above are outside it
    change(
        root, "documents", "przykladowy-projekt-raport", dataset="sources"
    )  # document_of_a_record: of a source
    change(
        root, "documents", "urzad-przykladowy-raport", record="nieznany"
    )  # document_of_a_record: of nobody
    of_fund = {
        "programme_id": "norweskie-przykladowe",
        "qualifier": "exact",
        "source_id": "urzad-o-projekcie",
    }
    add(
        root,
        "programme_totals",
        **of_fund,
        total_id="nie-to",
        measure="envelope",
        value="6",
        currency="PLN",
        as_printed="5 EUR",
    )  # total_as_printed, currency_of_money: another
    add(
        root,
        "programme_totals",
        **of_fund,
        total_id="liczba-w-zlotych",
        measure="projects",
        value="7",
        currency="PLN",
        as_printed="7 zł",
    )  # currency_of_money: no money


def _amount(root: Path, budget_id: str, project_id: str, kind: str, **cells: str) -> None:
    add(root, "budgets", budget_id=budget_id, project_id=project_id, kind=kind, **AMOUNT, **cells)
