"""The money on the pages of the real site, counted again from the published CSV with pandas alone:
the one amount that is shown for each project, in both languages.
"""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import built_sites
import pandas as pd
import pytest
from lxml import html

RUNGS = {"total": 0, "eligible_cost": 1, "eu_grant": 2, "donor_grant": 2, "grant": 2, "contract": 3}
PAYERS = {"eu_grant": 0, "donor_grant": 1, "grant": 2}
SCALES = {"mln": 6, "million": 6, "mld": 9, "billion": 9}
HOW_MUCH = {"pl": "za ile", "en": "for how much"}
SECTIONS = {"pl": "projekty", "en": "projects"}
both_languages = pytest.mark.parametrize("lang", ["pl", "en"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.real(tmp_path_factory.getbasetemp())


@cache
def table(site: Path, name: str) -> pd.DataFrame:
    """A published table as text."""
    return pd.read_csv(site / "data" / f"{name}.csv", dtype=str, keep_default_na=False)


@cache
def best_known(site: Path) -> pd.DataFrame:
    """The amount to be shown of each project that has one, by the project's id."""
    rows = table(site, "budgets").copy()
    rows["figure"] = [Decimal(text) if text else Decimal(0) for text in rows["amount"]]
    rows["part"] = (rows["organisation_id"] != "") | (rows["purpose_pl"] != "")
    rows["unclear"] = (rows["amount"] == "") | (rows["qualifier"] == "unclear")
    rows["bare"] = ~rows["unclear"] & (rows["currency"] == "")
    rows["joint"] = rows["joint_id"] != ""
    rows["rung"] = rows["kind"].map(RUNGS).fillna(4)
    rows["payer"] = rows["kind"].map(PAYERS).fillna(0)
    rows["aside"] = rows["preferred"] != "true"
    rows["small"] = -rows["figure"]
    order = ["part", "unclear", "bare", "joint", "rung", "aside", "payer", "currency", "small"]
    best = rows.sort_values([*order, "budget_id"]).groupby("project_id").head(1)
    return best.set_index("project_id")


def number(text: str, lang: str) -> Decimal:
    """The figure in a text such as "about 1.6 million EUR"."""
    figure, scale = re.search(
        rf"(\d[\d\s.,]*\d|\d)(?:\s({'|'.join(SCALES)})\b)?", text.replace("\u00a0", " ")
    ).groups()
    bare = re.sub(r"\s", "", figure)
    plain = bare.replace(",", ".") if lang == "pl" else bare.replace(",", "")
    return Decimal(plain) * Decimal(10) ** SCALES.get(scale, 0)


def assert_shown(site: Path, lang: str, project: str, cell: html.HtmlElement, where: str) -> None:
    """That a cell shows the best-known amount of a project and says what it is."""
    text, best = built_sites.plain(cell.text_content()), best_known(site)
    if project not in best.index:
        assert text.startswith("–"), where
        return
    amount = best.loc[project]
    kinds = table(site, "budget_kinds").set_index("code")[f"label_{lang}"]
    if amount["amount"]:
        assert number(text, lang) == amount["figure"], f"{where}: {text}"
        assert amount["currency"] in text, f"{where}: {text}"
    else:
        assert built_sites.plain(amount["as_printed"]) in text, f"{where}: {text}"
    if amount["kind"] != "total":
        assert built_sites.plain(kinds[amount["kind"]]) in text, f"{where}: {text}"
    for reserved, words in RESERVATIONS[lang].items():
        assert (words in text) == amount[reserved], f"{where}: {text}"


RESERVATIONS = {
    "pl": {"joint": "suma wspólna dla kilku projektów", "bare": "waluty nie podano"},
    "en": {"joint": "sum shared by several projects", "bare": "no currency stated"},
}


@both_languages
def test_every_list_of_projects_shows_the_best_known_amounts(site: Path, lang: str) -> None:
    seen = 0
    for path, tree in built_sites.pages(site).items():
        if not path.startswith(f"{lang}/"):
            continue
        for listed in tree.xpath("//main//table[thead//th]"):
            if listed.xpath("string(thead//th[last()])").strip() != HOW_MUCH[lang]:
                continue
            for row in listed.xpath("tbody/tr"):
                (link,) = row.xpath("th//a/@href")
                project = link.rstrip("/").rpartition("/")[2]
                assert_shown(site, lang, project, row.xpath("td")[-1], f"{path}, {project}")
                seen += 1
    assert seen > 800


@both_languages
def test_no_list_has_a_dash_where_an_amount_of_the_project_is_stated(site: Path, lang: str) -> None:
    rows = table(site, "budgets")
    stated = set(rows[rows["organisation_id"] == ""]["project_id"])
    tree = built_sites.pages(site)[f"{lang}/{SECTIONS[lang]}/index.html"]
    dashed = {
        row.xpath("string(th//a/@href)").rstrip("/")
        for row in tree.xpath("//main//tbody/tr")
        if row.xpath("string(td[last()])").strip() == "–"
    }
    assert dashed
    assert dashed & stated == set()


@both_languages
def test_head_and_frame_of_a_project_show_its_best_known_amount(site: Path, lang: str) -> None:
    frame = {"pl": "osadz", "en": "embed"}[lang]
    best = best_known(site)
    for project in table(site, "projects")["project_id"]:
        folder = f"{lang}/{SECTIONS[lang]}/{project}"
        heads = built_sites.pages(site)[f"{folder}/index.html"].xpath("//p[@class='sum']")
        assert bool(heads) == (project in best.index), project
        for head in heads:
            assert_shown(site, lang, project, head, folder)
            assert head.get("id") == best.loc[project]["budget_id"], project
        framed = built_sites.pages(site)[f"{folder}/{frame}/index.html"].xpath("//dl/div/dd")
        assert_shown(site, lang, project, framed[1], f"{folder}/{frame}")


def test_wide_table_has_the_best_known_amounts_of_whole_projects(site: Path) -> None:
    best = best_known(site)
    for _, row in table(site, "projects_wide").iterrows():
        amount = best.loc[row["project_id"]] if row["project_id"] in best.index else None
        columns = [
            row[f"best_known_{name}"]
            for name in ("amount", "currency", "kind", "stage", "qualifier", "is_joint")
        ]
        if amount is None or amount["part"]:
            assert columns == [""] * 6, row["project_id"]
        else:
            assert columns == [
                *amount[["amount", "currency", "kind", "stage", "qualifier"]],
                str(bool(amount["joint"])).lower(),
            ], row["project_id"]
