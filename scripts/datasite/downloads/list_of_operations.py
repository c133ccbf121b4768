"""The register in, a list of operations out: the projects of EU funds under the columns of Article
49(3) of Regulation (EU) 2021/1060.

A column of which the register knows nothing stands there blank, and its description says so.
Nothing is computed, converted or guessed.
"""

from collections.abc import Iterable
from decimal import Decimal

import pandas as pd

from datasite.downloads import typed_columns
from datasite.downloads.projects_wide import DIVIDER
from datasite.language.languages import LANGUAGES
from datasite.model.entities import Amount, Project
from datasite.model.register import Register
from datasite.publication import addresses
from datasite.tables.descriptor import Dataset, Field, ForeignKey

FUNDER = "eu"  # the code of the table funders whose projects are operations
COST_STATUSES = ("exact", "approximate", "joint", "no_currency", "unclear", "not_stated")


def _field(
    name: str,
    pl: str,
    en: str,
    say_pl: str,
    say_en: str,
    kind: str = "string",
    form: str = "default",
    *,
    required: bool = False,
    enum: tuple[str, ...] = (),
) -> Field:
    return Field(
        name=name,
        title={"pl": pl, "en": en},
        description={"pl": say_pl, "en": say_en},
        type=kind,
        format=form,
        required=required,
        enum=enum,
    )


FIELDS: tuple[Field, ...] = (
    _field(
        "operation_id",
        "identyfikator operacji",
        "operation identifier",
        "Identyfikator projektu w tym rejestrze; klucz do tabeli projects.",
        "The project's identifier in this register; the key to the table projects.",
        form="slug",
        required=True,
    ),
    _field(
        "operation_code",
        "kod operacji",
        "operation code",
        "Niepowtarzalny kod operacji: numer, pod którym projekt jest najlepiej znany. Może to być"
        " numer umowy, wniosku albo rejestru. Puste – numeru nie podano.",
        "The unique code of the operation: the number by which the project is best known, be it of"
        " an agreement, an application or a register. Blank – no number is stated.",
    ),
    _field(
        "beneficiary_id",
        "identyfikator beneficjenta",
        "beneficiary identifier",
        "Klucz do tabeli organisations.",
        "The key to the table organisations.",
        form="slug",
    ),
    _field(
        "beneficiary_pl",
        "beneficjent",
        "beneficiary in Polish",
        "Nazwa beneficjenta: partner wiodący. Partnerzy są w tabeli partners, wykonawców zamówień"
        " dane nie podają. Puste – nie wiadomo, kto prowadził projekt.",
        "The beneficiary's name: the lead partner. Partners are in the table partners; contractors"
        " are not in the data. Blank – it is not known who led the project.",
    ),
    _field(
        "beneficiary_en",
        "beneficjent po angielsku",
        "beneficiary in English",
        "Ta sama nazwa po angielsku.",
        "The same name in English.",
    ),
    _field(
        "operation_name_pl",
        "nazwa operacji",
        "operation name in Polish",
        "Nazwa operacji: tytuł projektu.",
        "The name of the operation: the project's title.",
        required=True,
    ),
    _field(
        "operation_name_en",
        "nazwa operacji po angielsku",
        "operation name in English",
        "Tytuł po angielsku, czasem nasz przekład; mówi o tym tabela projects.",
        "The title in English, at times our translation; the table projects tells which.",
        required=True,
    ),
    _field(
        "purpose_pl",
        "cel",
        "purpose in Polish",
        "Cel i osiągnięcia operacji: opis projektu naszymi słowami. Oczekiwane i rzeczywiste"
        " osiągnięcia nie są w nim rozdzielone.",
        "The purpose and achievements of the operation: our summary of the project. Expected and"
        " actual achievements are not told apart.",
        required=True,
    ),
    _field(
        "purpose_en",
        "cel po angielsku",
        "purpose in English",
        "Ten sam opis po angielsku.",
        "The same summary in English.",
        required=True,
    ),
    _field(
        "start_date",
        "data rozpoczęcia",
        "start date",
        "Dzień, miesiąc lub rok (EDTF, poziom 0), jak w źródle. Puste – nie podano.",
        "A day, a month or a year (EDTF level 0), as the source has it. Blank – not stated.",
        form="edtf",
    ),
    _field(
        "end_date",
        "data zakończenia",
        "end date",
        "Dzień, miesiąc lub rok (EDTF, poziom 0). Data przewidywana i rzeczywista nie są"
        " rozdzielone. Puste – nie podano.",
        "A day, a month or a year (EDTF level 0). Expected and actual dates are not told apart."
        " Blank – not stated.",
        form="edtf",
    ),
    _field(
        "total_cost_amount",
        "koszt całkowity",
        "total cost",
        "Koszt całkowity operacji: dokładna, preferowana wartość całego projektu. Puste w każdym"
        " innym wypadku; powód podaje total_cost_status.",
        "The total cost of the operation: the exact preferred value of the whole project. Blank in"
        " any other case; total_cost_status says why.",
        kind="number",
        form="money",
    ),
    _field(
        "total_cost_currency",
        "waluta kosztu",
        "currency of the cost",
        "Waluta tej kwoty. Niczego nie przeliczamy na euro.",
        "The currency of that amount. Nothing is converted to euro.",
    ),
    _field(
        "total_cost_stage",
        "etap kosztu",
        "stage of the cost",
        "Czy to kwota planowana, z umowy, po zmianie czy końcowa (kod z tabeli budget_stages).",
        "Whether the amount is planned, contracted, revised or final (a code of the table"
        " budget_stages).",
    ),
    _field(
        "total_cost_status",
        "stan kosztu",
        "status of the cost",
        "Dlaczego koszt jest podany albo pusty: dokładny (exact), przybliżony (approximate),"
        " wspólny (joint), bez waluty (no_currency), niejasny (unclear), brak (not_stated).",
        "Why the cost is given or blank: exact, approximate, joint (shared by several projects),"
        " no_currency, unclear (cannot be read with certainty), not_stated.",
        required=True,
        enum=COST_STATUSES,
    ),
    _field(
        "fund_id",
        "identyfikator funduszu",
        "fund identifier",
        "Klucz do tabeli programmes.",
        "The key to the table programmes.",
        form="slug",
        required=True,
    ),
    _field(
        "fund_pl",
        "fundusz",
        "fund in Polish",
        "Fundusz albo program, tak dokładnie, jak go znamy; wyższy poziom podaje tabela programmes."
        " Nie jest to kod funduszu Komisji.",
        "The fund or programme, as precisely as it is known; the table programmes names the level"
        " above. It is not a fund code of the Commission.",
        required=True,
    ),
    _field(
        "fund_en",
        "fundusz po angielsku",
        "fund in English",
        "Ta sama nazwa po angielsku.",
        "The same name in English.",
        required=True,
    ),
    _field(
        "specific_objective",
        "cel szczegółowy",
        "specific objective",
        "Zawsze puste: dane nie przypisują projektów do celów szczegółowych.",
        "Always blank: the data do not assign projects to specific objectives.",
    ),
    _field(
        "union_cofinancing_rate",
        "stopa współfinansowania Unii",
        "Union co-financing rate",
        "Udział Unii w procentach, gdy źródło drukuje go dla całego projektu; nie zawsze w kosztach"
        " kwalifikowalnych. Puste – nie podano albo źródła się różnią.",
        "The Union's share in per cent where a source prints it for the whole project; not always"
        " of eligible cost. Blank – not stated, or sources differ.",
        kind="number",
        form="percent",
    ),
    _field(
        "location_indicator",
        "wskaźnik lokalizacji",
        "location indicator",
        "Kody miejsc, w których projekt działał (ISO 3166, kilka po znaku |); kody NUTS są w tabeli"
        " territories. Nie ma adresów, współrzędnych ani siedzib.",
        "The codes of the places in which the project worked (ISO 3166, several with | between);"
        " NUTS codes are in territories. There is no address, geolocation or seat.",
    ),
    _field(
        "country",
        "kraj",
        "country",
        "Kody krajów tych miejsc (ISO 3166-1). Puste – miejsca nie podano.",
        "The codes of the countries of those places (ISO 3166-1). Blank – no place is stated.",
    ),
    _field(
        "type_of_intervention",
        "rodzaj interwencji",
        "type of intervention",
        "Zawsze puste: dane nie mają kodów rodzaju interwencji.",
        "Always blank: the data hold no codes for types of intervention.",
    ),
    _field(
        "record_url",
        "adres rekordu",
        "record address",
        "Strona projektu w serwisie.",
        "The project's page on the site.",
        form="uri",
        required=True,
    ),
    _field(
        "source_url",
        "adres źródła",
        "source address",
        "Adres głównego źródła. Puste – źródło nie ma adresu.",
        "The address of the main source. Blank – the source has no address.",
        form="uri",
    ),
)
DATASET = Dataset(
    name="list_of_operations",
    group="records",
    title={"pl": "Lista operacji (art. 49 ust. 3)", "en": "List of operations (Article 49(3))"},
    description={
        "pl": (
            "Projekty z pieniędzy Unii w kolumnach art. 49 ust. 3 rozporządzenia (UE) 2021/1060."
            " Lista nie jest urzędowa; powstaje z pozostałych tabel."
        ),
        "en": (
            "Projects paid with Union money, under the columns of Article 49(3) of Regulation (EU)"
            " 2021/1060. The list is not official; it is made from the other tables."
        ),
    },
    fields=FIELDS,
    primary_key=("operation_id",),
    foreign_keys=(
        ForeignKey("operation_id", "projects", "project_id"),
        ForeignKey("beneficiary_id", "organisations", "organisation_id"),
        ForeignKey("total_cost_currency", "currencies", "code"),
        ForeignKey("total_cost_stage", "budget_stages", "code"),
        ForeignKey("fund_id", "programmes", "programme_id"),
    ),
    rules=(),
    min_rows=0,
    max_rows=100_000,
)


def table(register: Register, site_url: str) -> pd.DataFrame:
    """The list, typed as tables.of_derived types its columns. `site_url` has no slash at its end."""
    rows = [
        _row(project, register, site_url)
        for project in register.projects.values()
        if project.programme and project.programme.funder.code == FUNDER
    ]
    return typed_columns.of_derived(DATASET, rows)


def _row(it: Project, register: Register, site_url: str) -> dict[str, object]:
    assert it.programme  # only such projects are asked for
    status = cost_status(it.total)
    exact = it.total if status == "exact" else None
    places = list(
        dict.fromkeys(t.place.code for t in it.ties if t.relation.code == "implemented_in")
    )
    row: dict[str, object] = {
        "operation_id": it.id,
        "operation_code": it.reference_number,
        "beneficiary_id": it.lead.organisation.id if it.lead else "",
        "start_date": str(it.start or ""),
        "end_date": str(it.end or ""),
        "total_cost_amount": exact.amount if exact else None,
        "total_cost_currency": exact.currency if exact else "",
        "total_cost_stage": exact.stage.code if exact else "",
        "total_cost_status": status,
        "fund_id": it.programme.id,
        "union_cofinancing_rate": union_rate(it.amounts),
        "location_indicator": DIVIDER.join(places),
        "country": DIVIDER.join(
            dict.fromkeys(register.places[code].parent or code for code in places)
        ),
        "record_url": site_url + addresses.page("projects", it.id, LANGUAGES[0]),
        "source_url": it.source.url,
    }
    for lang in LANGUAGES:
        row |= {
            f"beneficiary_{lang}": it.lead.organisation.name[lang] if it.lead else "",
            f"operation_name_{lang}": it.title[lang],
            f"purpose_{lang}": it.summary[lang],
            f"fund_{lang}": it.programme.name[lang],
        }
    return row


def cost_status(total: Amount | None) -> str:
    """Which of COST_STATUSES holds for a project's preferred total, judged as totals.of_amounts
    judges it.
    """
    if total is None:
        return "not_stated"
    if total.amount is None or total.qualifier.code == "unclear":
        return "unclear"
    if not total.currency:
        return "no_currency"
    if total.joint_id:
        return "joint"
    return "exact" if total.exact else "approximate"


def union_rate(amounts: Iterable[Amount]) -> Decimal | None:
    """The share of EU money that sources print for the whole project: the preferred one, else the
    one on which all agree.
    """
    stated = tuple(amounts)
    wholes = {
        a.id for a in stated if a.kind.code in ("total", "eligible_cost") and _of_the_whole(a)
    }
    shares = [
        a
        for a in stated
        if a.kind.code == "eu_grant"
        and _of_the_whole(a)
        and a.share_percent is not None
        and a.share_of in wholes
    ]
    sure = [
        a for a in shares if a.qualifier.code == "exact" or a.amount is not None
    ]  # where an amount stands, the qualifier is the amount's
    rates = {a.share_percent for a in sure if a.preferred} or {a.share_percent for a in sure}
    return rates.pop() if len(rates) == 1 else None


def _of_the_whole(it: Amount) -> bool:
    return not it.organisation and not any(it.purpose.values())
