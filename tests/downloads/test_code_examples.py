"""The examples of code on the pages of datasets run, in processes of their own, against the files
that the site builds.
"""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import built_sites
import pytest
import real_data

from datasite.downloads.code_examples import DATABASE, CodeExample, build_code_examples
from datasite.model import totals

# Each program reads (key, code) pairs as JSON from standard input, runs them all, and prints what
# each gave.
PANDAS = """
import json, sys
answers = {}
for key, code in json.load(sys.stdin):
    names = {}
    exec(code, names)
    (table,) = (v for k, v in names.items() if type(v).__name__ == "DataFrame")
    types = sorted({type(v).__name__ for v in table.to_numpy().ravel()})
    answers[key] = [list(table.columns), len(table), types]
print(json.dumps(answers))
"""
DUCKDB = """
import duckdb, json, sys
answers = {key: duckdb.sql(code).fetchall() for key, code in json.load(sys.stdin)}
print(json.dumps(answers, default=str))
"""
SQL = """
import json, sqlite3, sys
file = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
print(json.dumps({key: file.execute(code).fetchall() for key, code in json.load(sys.stdin)}))
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests say enough."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_data.data_folder(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[str]:
    """The address of this machine at which the files are served as on the site."""
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Quiet, directory=str(data.parent))
    ) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def examples(dataset_name: str, site_url: str) -> tuple[CodeExample, ...]:
    return build_code_examples(dataset_name, site_url, real_data.plan().site.languages)


def names() -> tuple[str, ...]:
    """Every dataset that has a page of its own."""
    return tuple(real_data.tables())


def code_in(language: str, site_url: str) -> list[tuple[str, str]]:
    """The code in one language for every dataset, by "DATASET NUMBER", e.g. "budgets 4"."""
    return [
        (f"{name} {number}", example.code)
        for name in names()
        for number, example in enumerate(examples(name, site_url))
        if example.language.startswith(language)
    ]


def answers(program: str, code: list[tuple[str, str]], *arguments: str) -> dict[str, Any]:
    """The output of each piece of code, by its key."""
    process = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        input=json.dumps(code),
        env=built_sites.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=900,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    return dict(json.loads(process.stdout))


def test_every_dataset_has_lines_in_every_language_and_says_what_they_answer() -> None:
    for name in names():
        of_table = examples(name, built_sites.SITE_URL)
        assert [example.language for example in of_table][:5] == [
            "pandas (CSV)",
            "pandas (Parquet)",
            "R",
            "DuckDB",
            "SQL (SQLite)",
        ]
        for example in of_table:
            assert set(example.about) == {"pl", "en"} and all(example.about.values())


def test_the_lines_name_files_that_the_site_has() -> None:
    for name in names():
        for example in examples(name, built_sites.SITE_URL):
            (address,) = [
                word
                for word in example.code.replace("'", " ").replace('"', " ").split()
                if word.startswith("https://")
            ]
            assert (
                address.removeprefix(f"{built_sites.SITE_URL}/data/") in real_data.plan().site.files
            ), address


def test_pandas_reads_every_dataset_from_its_address(served: str) -> None:
    code = code_in("pandas", served)
    assert len(code) == 2 * len(names())
    for key, (columns, count, types) in answers(PANDAS, code).items():
        name, number = key.split()
        table = real_data.tables()[name]
        assert (columns, count) == (list(table.dataset.header), len(table.rows)), key
        if number == "0":
            assert types == (["str"] if table.rows else []), key
        else:
            has_numbers = any(field.type == "number" for field in table.dataset.fields)
            assert ("Decimal" in types) == has_numbers, key


def test_duckdb_answers_for_every_dataset(data: Path) -> None:
    code = code_in("DuckDB", str(data.parent))
    answered = answers(DUCKDB, code)
    assert len(answered) == len(names())
    assert [
        key
        for key, rows in answered.items()
        if not rows and real_data.tables()[key.split()[0]].rows
    ] == []


@pytest.fixture(scope="module")
def sql_answers(data: Path) -> Mapping[str, Any]:
    return answers(SQL, code_in("SQL", built_sites.SITE_URL), str(data / DATABASE))


def test_sql_answers_for_every_dataset(sql_answers: Mapping[str, Any]) -> None:
    assert len(sql_answers) >= len(names())
    assert [
        key
        for key, rows in sql_answers.items()
        if not rows and real_data.tables()[key.split()[0]].rows
    ] == []


def test_records_can_be_searched() -> None:
    for name in ("projects", "organisations", "programmes", "cooperation"):
        assert any("MATCH" in s.code for s in examples(name, built_sites.SITE_URL))


def test_the_sum_of_exact_totals_is_that_of_the_site(sql_answers: Mapping[str, Any]) -> None:
    projects = real_data.plan().site.register.projects.values()
    of_site = {
        total.currency: (total.exact, total.amount)
        for total in totals.of_projects(projects).by_currency
        if total.exact
    }
    assert {
        currency: (count, Decimal(str(total)))
        for currency, count, total in sql_answers["budgets 4"]
    } == of_site


def test_the_sum_of_union_grants_is_that_of_the_table(data: Path) -> None:
    (code,) = (
        example.code
        for example in examples("budgets", str(data.parent))
        if example.language == "DuckDB"
    )
    summed = {
        currency: (count, Decimal(total))
        for currency, count, total in answers(DUCKDB, [("budgets", code)])["budgets"]
    }
    wide = [
        (row["eu_grant_currency"], row["eu_grant_amount"])
        for row in real_data.tables()["projects_wide"].rows
        if row["eu_grant_qualifier"] == "exact" and row["eu_grant_currency"]
    ]
    assert summed == {
        currency: (
            sum(1 for its_currency, _ in wide if its_currency == currency),
            sum(amount for its_currency, amount in wide if its_currency == currency),
        )
        for currency, _ in wide
    }


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not on this machine")
def test_r_reads_every_dataset(data: Path) -> None:
    code = "\n".join(code for _, code in code_in("R", str(data.parent)))
    process = subprocess.run(
        ["Rscript", "-e", code], capture_output=True, encoding="utf-8", timeout=1800, check=False
    )
    if "there is no package called" in process.stderr:
        pytest.skip("readr is not on this machine")
    assert process.returncode == 0, process.stderr


def test_a_dataset_of_tomorrow_has_lines_too() -> None:
    new = examples("something_new", "https://a.example")
    assert new[3].code == "SELECT *\nFROM 'https://a.example/data/something_new.parquet'\nLIMIT 10;"
    assert (
        new[4].code == "-- https://a.example/data/kto-z-kim-za-ile.sqlite\nSELECT *\nFROM"
        " something_new\nLIMIT 10;"
    )
