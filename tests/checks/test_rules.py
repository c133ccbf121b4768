"""Rules one by one: a dataset opts in, and what looks like a breach but is none."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from edits import add, change, write_rows
from paths import SCRIPTS
from remembered import check_catalog, load_catalog
from spoiled_tree import ORIGINS, SUMMARIES, spoil

from datasite.checks.rules import MODULES, RULES, rule_sentence
from datasite.problems import Problem
from datasite.tables.catalog import Catalog
from datasite.tables.scan import Row


@pytest.fixture(scope="module")
def bad_tree(tmp_path_factory: pytest.TempPathFactory, mini: Path) -> Path:
    return spoil(
        Path(shutil.copytree(mini / "datasets", tmp_path_factory.mktemp("bad") / "datasets")).parent
    )


@pytest.fixture(scope="module")
def everything_wrong(bad_tree: Path) -> list[Problem]:
    return check_catalog(bad_tree)


# The rules in halves, so that any two of them are in different halves at least once: rules whose
# number has the bit, counted from 1.
HALVES = [
    {rule for number, rule in enumerate(RULES, 1) if number >> bit & 1}
    for bit in range(len(RULES).bit_length())
]


@pytest.mark.parametrize("half", HALVES, ids=range(len(HALVES)))
def test_a_rule_speaks_only_where_a_dataset_opts_in(
    half: set[str], bad_tree: Path, everything_wrong: list[Problem]
) -> None:
    """Without a rule its problems are gone, and those of every other rule are the same."""
    assert half <= {problem.rule for problem in everything_wrong}
    described = {path: path.read_bytes() for path in bad_tree.glob("datasets/*/dataset.yaml")}
    try:
        for path, content in described.items():
            path.write_bytes(_without(content, half))
        left = check_catalog(bad_tree)
    finally:
        for path, content in described.items():
            path.write_bytes(content)
    assert left == [problem for problem in everything_wrong if problem.rule not in half]


def _without(description: bytes, rules: set[str]) -> bytes:
    raw = yaml.safe_load(description)
    raw["rules"] = [
        use
        for use in raw.get("rules", [])
        if not rules.intersection([use] if isinstance(use, str) else use)
    ]
    return yaml.safe_dump(raw, allow_unicode=True, sort_keys=False).encode()


def test_every_rule_is_used_by_a_dataset(project_root: Path) -> None:
    used = {
        use.name
        for dataset in load_catalog(project_root).datasets.values()
        for use in dataset.rules
    }
    assert used == set(RULES)


def test_every_module_of_rules_is_listed() -> None:
    files = {path.stem for path in (SCRIPTS / "datasite/checks/rules").glob("*.py")}
    listed = {module.__name__.rpartition(".")[2] for module in MODULES}
    assert listed == files - {"__init__", "rule"}


class RecordingCells(dict[str, str]):
    """The cells of a row, which note the columns that are read."""

    def __init__(self, cells: Mapping[str, str], read: set[str]) -> None:
        super().__init__(cells)
        self.read = read

    def __getitem__(self, column: str) -> str:
        self.read.add(column)
        return super().__getitem__(column)


@pytest.mark.parametrize("rule", [name for name, rule in RULES.items() if rule.columns])
def test_a_rule_declares_every_column_that_it_reads(rule: str, mini_catalog: Catalog) -> None:
    """In its own dataset; a finding that rests on a refused cell would else not be left out."""
    for name, dataset in mini_catalog.datasets.items():
        for use in (use for use in dataset.rules if use.name == rule):
            read: set[str] = set()
            rows = tuple(
                Row(RecordingCells(row.cells, read), row.places) for row in mini_catalog.rows(name)
            )
            table = replace(mini_catalog.tables[name], rows=rows)
            catalog = Catalog(mini_catalog.datasets, {**mini_catalog.tables, name: table})
            assert catalog.by_key  # reads the keys
            read.clear()
            assert list(RULES[rule].check(catalog, dataset, use)) == []
            assert read <= RULES[rule].columns_of(use) | set(dataset.primary_key)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_says_in_one_sentence_what_would_be_right(rule: str) -> None:
    sentence = rule_sentence(RULES[rule])
    assert "\n" not in sentence
    assert sentence.endswith(".")


STATEMENT = {"dataset": "projects", "source_id": "urzad-o-projekcie", "basis": "printed"}


def _disputed_period(root: Path) -> None:
    change(root, "projects", "wspolna-zagroda", start_date="2024")
    add(
        root,
        "statements",
        **STATEMENT,
        record="wspolna-zagroda",
        field="start_date",
        value="2024",
        as_printed="2024",
        preferred="true",
        reason_pl="Tak podano.",
        reason_en="So it says.",
    )


def _period_as_vague_as_the_year(root: Path) -> None:
    change(root, "projects", "wspolna-zagroda", start_date="2023-12-31", end_date="2023")


def _untranslated_title(root: Path) -> None:
    change(root, "projects", "null", title_pl="Common farmstead", title_en="Common farmstead")


def _no_lead(root: Path) -> None:
    change(root, "partners", lambda row: row["role"] == "lead", role="partner")


def _leads_of_two_projects(root: Path) -> None:
    change(root, "partners", lambda row: row["project_id"] == "przykladowy-projekt-2", role="lead")


def _number_in_two_schemes(root: Path) -> None:
    add(
        root,
        "identifiers",
        project_id="wspolna-zagroda",
        scheme="register",
        value="WZ 6",
        source_id="gazeta-o-wspolnej-sumie",
    )


def _number_of_an_agreement(root: Path) -> None:
    add(
        root,
        "identifiers",
        project_id="null",
        scheme="agreement",
        value="14-2022/OG-FAMI/7",
        source_id="gazeta-o-wspolnej-sumie",
    )


def _call_of_two_projects(root: Path) -> None:
    for project in ("null", "wspolna-zagroda"):
        add(
            root,
            "identifiers",
            project_id=project,
            scheme="call",
            value="14-2022/OG-FAMI",
            source_id="gazeta-o-wspolnej-sumie",
        )


def _two_documents_without_an_address(root: Path) -> None:
    change(root, "sources", "gazeta-o-wspolnej-sumie", url="")
    write_rows(root, "source_checks", [])


def _wording_of_a_statement(basis: str, as_printed: str) -> Callable[[Path], None]:
    """The adopted start of a project, on another basis."""

    def edit(root: Path) -> None:
        start = {"record": "przykladowy-projekt", "field": "start_date", "preferred": "true"}
        change(
            root,
            "statements",
            lambda row: start.items() <= row.items(),
            basis=basis,
            as_printed=as_printed,
        )

    edit.__name__ = f"{basis} with the words {as_printed or 'none'}"
    return edit


def _lone_statement_set_aside(root: Path) -> None:
    """A record may stay blank where its one source is not to be believed."""
    add(
        root,
        "statements",
        **STATEMENT,
        record="null",
        field="start_date",
        value="2023-13",
        as_printed="13.2023",
        preferred="false",
    )


def _long_chain(root: Path) -> None:
    change(root, "projects", "null", follows_id="przykladowy-projekt-2")


def _parts_in_another_currency(root: Path) -> None:
    change(
        root,
        "budgets",
        "przykladowy-projekt-total",
        amount="5",
        qualifier="exact",
        currency="PLN",
        as_printed="5 zł",
    )


def _parts_of_an_inexact_whole(root: Path) -> None:
    change(
        root,
        "budgets",
        "przykladowy-projekt-czesc-fundacji",
        amount="2000000",
        as_printed="2 000 000 EUR",
    )
    change(root, "corrections", "budgets", **{"is": "2000000"})


def _grant_of_an_unknown_payer(root: Path) -> None:
    change(root, "programmes", "norweskie-przykladowe", funder="several")
    change(root, "budgets", "wspolna-zagroda-donor-grant", kind="eu_grant")


def _two_expenditures(root: Path) -> None:
    change(
        root,
        "budgets",
        "przykladowy-projekt-total-prasa",
        kind="expenditure",
        stage="spent",
        purpose_pl="inny wyjazd",
        purpose_en="another trip",
        preferred="true",
    )


def _amount_in_thousands_or_units(root: Path) -> None:
    change(
        root, "budgets", "przykladowy-projekt-total-prasa", amount="505850", as_printed="€505,850"
    )


def _blank_words(root: Path) -> None:
    change(root, "budgets", "null-total", note_pl="", note_en="")


def _project_like_a_cooperation_in_words_only(root: Path) -> None:
    add(
        root,
        "cooperation",
        cooperation_id="null-siec",
        kind="network",
        title_pl="Null",
        title_en="Null",
        source_id="urzad-o-projekcie",
        **ORIGINS,
        **SUMMARIES,
    )
    add(
        root,
        "cooperation_partners",
        cooperation_id="null-siec",
        organisation_id="urzad-przykladowy",
        role="member",
        name_as_printed="UP",
        source_id="urzad-o-projekcie",
    )


def _grant_above_the_total_of_another_source(root: Path) -> None:
    change(
        root,
        "budgets",
        "przykladowy-projekt-dofinansowanie-fundacji",
        amount="95000",
        as_printed="95 000 EUR",
        source_id="gazeta-o-wspolnej-sumie",
    )


def _ministries_of_two_states(root: Path) -> None:
    change(
        root,
        "organisations",
        "gazeta-przykladowa",
        name_pl="Fundacja Przykładowa",
        name_pl_origin="editorial",
        name_en="Sample Foundation",
        country="DE",
    )


def _two_projects_of_one_title(root: Path) -> None:
    change(root, "projects", "null", title_pl="Wspólna zagroda", title_en="Common farmstead")


def _lead_that_also_pays(root: Path) -> None:
    add(
        root,
        "partners",
        project_id="null",
        organisation_id="fundacja-przykladowa",
        role="recipient",
        name_as_printed="Fundacja",
        source_id="gazeta-o-wspolnej-sumie",
    )


def _two_parts_of_one_page(root: Path) -> None:
    change(
        root,
        "sources",
        "gazeta-o-wspolnej-sumie",
        url="https://urzad.przyklad.example/projekt?strona=2",
    )


def _address_of_a_source(address: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        change(root, "sources", "gazeta-o-wspolnej-sumie", url=address)

    edit.__name__ = address
    return edit


def _printed(
    currency: str, amount: str, as_printed: str, qualifier: str = "exact"
) -> Callable[[Path], None]:
    """An amount of the project null, beside its total."""

    def edit(root: Path) -> None:
        add(
            root,
            "budgets",
            budget_id="null-wklad",
            project_id="null",
            kind="own_contribution",
            stage="final",
            amount=amount,
            qualifier=qualifier if amount else "unclear",
            currency=currency,
            as_printed=as_printed,
            preferred="true",
            source_id="urzad-o-projekcie",
        )

    edit.__name__ = f"{amount} {currency} for {as_printed}"
    return edit


def _share_of_more_decimals(root: Path) -> None:
    """More than the published column has: it is rounded, and the words keep the rest."""
    change(
        root,
        "budgets",
        "przykladowy-projekt-eu-grant",
        share_percent="66.6667",
        as_printed="66,66667%",
    )


def _currency_of_the_list(root: Path) -> None:
    add(root, "currencies", code="SEK", label_pl="korona szwedzka", label_en="Swedish krona")
    _printed("SEK", "3500000", "3 500 000 SEK")(root)


def _in_dollars(as_printed: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        add(root, "currencies", code="USD", label_pl="dolar", label_en="US dollar")
        _printed("USD", "250000", as_printed)(root)

    edit.__name__ = as_printed
    return edit


# What looks like a breach of a rule but is none.
ALLOWED: Mapping[str, tuple[Callable[[Path], None], ...]] = {
    "period_in_order": (_disputed_period, _period_as_vague_as_the_year),
    "both_languages": (_untranslated_title, _blank_words),
    "at_most_one_lead": (_no_lead, _leads_of_two_projects),
    "number_of_one_project": (
        _number_in_two_schemes,
        _number_of_an_agreement,
        _call_of_two_projects,
    ),
    "address_once": (_two_documents_without_an_address, _two_parts_of_one_page),
    "told_apart": (_ministries_of_two_states, _two_projects_of_one_title),
    "lead_is_no_partner": (_lead_that_also_pays,),
    "currency_as_printed": (
        _printed("EUR", "1000000", "1 million euros", "about"),
        _printed("", "250000", "C$ 250,000"),
        _printed("", "50000", "50 000 dolarów kanadyjskich"),
        _currency_of_the_list,
    ),
    "qualifier_as_printed": (
        _printed("PLN", "1200000", "1,2 mln zł (1 200 000 zł)"),
        _printed("PLN", "1200001", "1 mln 200 001 zł"),
    ),
    "one_preferred_statement": (_lone_statement_set_aside,),
    "statement_fits_its_record": (_wording_of_a_statement("stated", ""),),
    "no_cycles": (_long_chain,),
    "id_not_a_project": (_project_like_a_cooperation_in_words_only,),
    "parts_within_the_whole": (_parts_in_another_currency, _parts_of_an_inexact_whole),
    "grant_within_the_total": (_grant_above_the_total_of_another_source,),
    "payer_matches_the_fund": (_grant_of_an_unknown_payer,),
    "one_preferred_amount": (_two_expenditures,),
    "amount_as_printed": (
        _amount_in_thousands_or_units,
        _printed("PLN", "1234567.89", "1 234 567 zł 89 gr"),
        _printed("", "", "−500 zł"),
        _share_of_more_decimals,
        _printed("", "", f"{'9' * 40} zł"),
    ),
}
# What a rule refuses, where a plainer rule would not.
REFUSED: Mapping[str, tuple[Callable[[Path], None], ...]] = {
    "amount_as_printed": (
        _printed("PLN", "1234567", "1 234 567 zł 89 gr"),
        _printed("PLN", "500", "−500 zł"),
        _printed("PLN", "1200000", "zwrot −1 200 000 zł"),
    ),
    "currency_as_printed": (
        _in_dollars("C$ 250,000"),
        _in_dollars("250 000 dolarów kanadyjskich"),
        _printed("", "1000000", "1 million euros", "about"),
    ),
    "qualifier_as_printed": (
        _printed("PLN", "144000", "144 tys. zł"),
        _printed("PLN", "1200000", "1 mln 200 tys. zł"),
        _printed("EUR", "5000000", "up to 5 000 000 euros"),
    ),
    "statement_fits_its_record": (_wording_of_a_statement("stated", "2021"),),
    "address_once": tuple(
        _address_of_a_source(address)
        for address in (
            "http://urzad.przyklad.example/projekt",
            "https://urzad.przyklad.example/projekt/",
            "https://urzad.przyklad.example/projekt?utm_source=x",
        )
    ),
}


@pytest.mark.parametrize(
    ("rule", "edit"),
    [
        pytest.param(rule, edit, id=f"{rule}-{edit.__name__.strip('_')}")
        for rule, edits in ALLOWED.items()
        for edit in edits
    ],
)
def test_allows(rule: str, edit: Callable[[Path], None], copy_of_mini: Path) -> None:
    assert rule in RULES
    edit(copy_of_mini)
    assert check_catalog(copy_of_mini) == []


@pytest.mark.parametrize(
    ("rule", "edit"),
    [
        pytest.param(rule, edit, id=f"{rule}-{edit.__name__}")
        for rule, edits in REFUSED.items()
        for edit in edits
    ],
)
def test_refuses(rule: str, edit: Callable[[Path], None], copy_of_mini: Path) -> None:
    edit(copy_of_mini)
    assert [problem.rule for problem in check_catalog(copy_of_mini)] == [rule]


def test_sentences_are_read_without_docstrings() -> None:
    """Python -OO has none."""
    code = (
        "from datasite.checks.rules import RULES, rule_sentence;"
        " print(*map(rule_sentence, RULES.values()))"
    )
    printed = subprocess.run(
        [sys.executable, "-OO", "-c", code], cwd=SCRIPTS, capture_output=True, text=True, check=True
    ).stdout
    assert printed.split() == " ".join(map(rule_sentence, RULES.values())).split()
