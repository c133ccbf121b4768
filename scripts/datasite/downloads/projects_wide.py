"""The register in, one flat table out: a row for each project, for people who will not join tables.

Amounts are the preferred statements on the whole project; a cell with several names divides them by
" | ".
"""

from collections.abc import Callable
from decimal import Decimal

import pandas as pd

from datasite.downloads import typed_columns
from datasite.language.languages import LANGUAGES
from datasite.model.entities import Amount, Project
from datasite.model.register import Register
from datasite.publication import addresses
from datasite.tables.descriptor import Dataset, Field, ForeignKey

DIVIDER = " | "
AMOUNT_KINDS = (
    "total",
    "eligible_cost",
    "eu_grant",
    "donor_grant",
    "grant",
    "national_cofinancing",
    "own_contribution",
)


def _field(name: str, pl: str, en: str, say_pl: str, say_en: str, **more: object) -> Field:
    return Field(
        name=name, title={"pl": pl, "en": en}, description={"pl": say_pl, "en": say_en}, **more
    )  # type: ignore[arg-type]  # the rest of Field, by name


def _amount_fields(kind: str) -> tuple[Field, ...]:
    words = {"pl": f"rodzaj „{kind}” z tabeli budgets", "en": f"kind “{kind}” of the table budgets"}
    return (
        _field(
            f"{kind}_amount",
            f"kwota: {kind}",
            f"amount: {kind}",
            f"Preferowana kwota całego projektu, {words['pl']}. Puste – nie podano.",
            f"The preferred amount of the whole project, {words['en']}. Blank – not stated.",
            type="number",
            format="money",
        ),
        _field(
            f"{kind}_currency",
            f"waluta: {kind}",
            f"currency: {kind}",
            "Waluta tej kwoty. Puste – nie podano.",
            "The currency of that amount. Blank – not stated.",
        ),
        _field(
            f"{kind}_qualifier",
            f"dokładność: {kind}",
            f"qualifier: {kind}",
            "Czy kwota jest dokładna.",
            "Whether the amount is exact.",
        ),
    )


FIELDS: tuple[Field, ...] = (
    _field(
        "project_id",
        "identyfikator projektu",
        "project identifier",
        "Klucz do tabeli projects.",
        "The key to the table projects.",
        format="slug",
        required=True,
    ),
    _field(
        "reference_number",
        "numer projektu",
        "reference number",
        "Numer, pod którym projekt jest najlepiej znany.",
        "The number by which the project is best known.",
    ),
    _field(
        "title_pl",
        "tytuł po polsku",
        "title in Polish",
        "Tytuł po polsku.",
        "The title in Polish.",
        required=True,
    ),
    _field(
        "title_en",
        "tytuł po angielsku",
        "title in English",
        "Tytuł po angielsku.",
        "The title in English.",
        required=True,
    ),
    _field(
        "summary_pl",
        "opis po polsku",
        "summary in Polish",
        "Opis po polsku.",
        "The summary in Polish.",
        required=True,
    ),
    _field(
        "summary_en",
        "opis po angielsku",
        "summary in English",
        "Opis po angielsku.",
        "The summary in English.",
        required=True,
    ),
    _field(
        "lead_pl",
        "partner wiodący",
        "lead partner in Polish",
        "Nazwa partnera wiodącego po polsku.",
        "The lead partner's name in Polish.",
    ),
    _field(
        "lead_en",
        "partner wiodący po angielsku",
        "lead partner in English",
        "Nazwa partnera wiodącego po angielsku.",
        "The lead partner's name in English.",
    ),
    _field(
        "partners_pl",
        "inni uczestnicy",
        "other participants in Polish",
        "Nazwy pozostałych organizacji po polsku.",
        "The names of the other organisations in Polish.",
    ),
    _field(
        "partners_en",
        "inni uczestnicy po angielsku",
        "other participants in English",
        "Nazwy pozostałych organizacji po angielsku.",
        "The names of the other organisations in English.",
    ),
    _field(
        "programme_id",
        "program",
        "programme",
        "Klucz do tabeli programmes.",
        "The key to the table programmes.",
        format="slug",
    ),
    _field(
        "programme_pl",
        "nazwa programu po polsku",
        "programme in Polish",
        "Nazwa programu po polsku.",
        "The programme's name in Polish.",
    ),
    _field(
        "programme_en",
        "nazwa programu po angielsku",
        "programme in English",
        "Nazwa programu po angielsku.",
        "The programme's name in English.",
    ),
    _field(
        "funder",
        "kto płaci",
        "funder",
        "Czyje są pieniądze programu (kod z tabeli funders).",
        "Whose money the programme is (a code of the table funders).",
    ),
    _field(
        "status",
        "stan",
        "status",
        "Kod z tabeli project_statuses.",
        "A code of the table project_statuses.",
        required=True,
    ),
    _field(
        "start_date",
        "początek",
        "start date",
        "Początek (EDTF, poziom 0).",
        "The start (EDTF level 0).",
        format="edtf",
    ),
    _field(
        "end_date",
        "koniec",
        "end date",
        "Koniec (EDTF, poziom 0).",
        "The end (EDTF level 0).",
        format="edtf",
    ),
    _field(
        "places",
        "miejsca",
        "places",
        "Kody miejsc, w których projekt działał.",
        "The codes of the places in which the project worked.",
    ),
    _field(
        "target_countries",
        "kraje docelowe",
        "target countries",
        "Kody krajów, do których był skierowany.",
        "The codes of the countries at which it was aimed.",
    ),
    *(field for kind in AMOUNT_KINDS for field in _amount_fields(kind)),
    _field(
        "total_as_printed",
        "wartość całości w źródle",
        "total as printed",
        "Wartość całości słowo w słowo.",
        "The total exactly as printed.",
    ),
    _field(
        "joint_id",
        "wspólna suma",
        "joint sum",
        "Znak sumy wspólnej dla kilku projektów; nie dodawać dwa razy.",
        "The mark of a sum shared by several projects; not to be added twice.",
        format="slug",
    ),
    _field(
        "record_url",
        "adres rekordu",
        "record address",
        "Strona projektu w serwisie.",
        "The project's page on the site.",
        format="uri",
        required=True,
    ),
    _field(
        "source_url",
        "adres źródła",
        "source address",
        "Adres głównego źródła. Puste – źródło nie ma adresu.",
        "The address of the main source. Blank – the source has no address.",
        format="uri",
    ),
)
DATASET = Dataset(
    name="projects_wide",
    group="records",
    title={"pl": "Projekty w jednej tabeli", "en": "Projects in one table"},
    description={
        "pl": (
            "Jeden wiersz to jeden projekt z partnerami, programem i preferowanymi kwotami – bez"
            " łączenia tabel. Powstaje przy budowaniu serwisu z pozostałych tabel."
        ),
        "en": (
            "One row is one project with its partners, programme and preferred amounts, with no"
            " joining of tables. It is made from the other tables when the site is built."
        ),
    },
    fields=FIELDS,
    primary_key=("project_id",),
    foreign_keys=(
        ForeignKey("project_id", "projects", "project_id"),
        ForeignKey("programme_id", "programmes", "programme_id"),
        ForeignKey("status", "project_statuses", "code"),
        ForeignKey("funder", "funders", "code"),
    ),
    rules=(),
    min_rows=0,
    max_rows=100_000,
)


def table(register: Register, site_url: str) -> pd.DataFrame:
    """The wide table, typed as tables.of_derived types its columns."""
    rows = [_row(project, site_url) for project in register.projects.values()]
    return typed_columns.of_derived(DATASET, rows)


def _row(it: Project, site_url: str) -> dict[str, object]:
    amounts = {kind: _preferred(it, kind) for kind in AMOUNT_KINDS}
    others = [p for p in it.partners if p.role.code != "lead"]
    row: dict[str, object] = {
        "project_id": it.id,
        "reference_number": it.reference_number,
        "programme_id": it.programme.id if it.programme else "",
        "funder": it.programme.funder.code if it.programme else "",
        "status": it.status.code,
        "start_date": str(it.start or ""),
        "end_date": str(it.end or ""),
        "places": _places(it, "implemented_in"),
        "target_countries": _places(it, "target"),
        "total_as_printed": it.total.as_printed if it.total else "",
        "joint_id": (
            it.total.joint_id
            if it.total
            else next((a.joint_id for a in it.amounts if a.joint_id and a.preferred), "")
        ),
        "record_url": site_url + addresses.page("projects", it.id, LANGUAGES[0]),
        "source_url": it.source.url,
    }
    for lang in LANGUAGES:
        row |= {
            f"title_{lang}": it.title[lang],
            f"summary_{lang}": it.summary[lang],
            f"lead_{lang}": it.lead.organisation.name[lang] if it.lead else "",
            f"partners_{lang}": DIVIDER.join(
                dict.fromkeys(p.organisation.name[lang] for p in others)
            ),
            f"programme_{lang}": it.programme.name[lang] if it.programme else "",
        }
    for kind, amount in amounts.items():
        row |= {
            f"{kind}_amount": _of(amount, lambda a: a.amount),
            f"{kind}_currency": _of(amount, lambda a: a.currency),
            f"{kind}_qualifier": _of(amount, lambda a: a.qualifier.code),
        }
    return row


def _preferred(it: Project, kind: str) -> Amount | None:
    return next(
        (
            a
            for a in it.amounts
            if a.kind.code == kind
            and a.preferred
            and not a.organisation
            and not any(a.purpose.values())
            and a.amount is not None
        ),
        None,
    )


def _of(
    amount: Amount | None, get: Callable[[Amount], Decimal | str | None]
) -> Decimal | str | None:
    return get(amount) if amount else None


def _places(it: Project, relation: str) -> str:
    return DIVIDER.join(dict.fromkeys(t.place.code for t in it.ties if t.relation.code == relation))
