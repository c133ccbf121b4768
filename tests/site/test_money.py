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
    """The figure in a text such as "about EUR 1.6 million"."""
    figure, scale = re.search(
        rf"(\d[\d\s.,]*\d|\d)(?:\s({'|'.join(SCALES)})\b)?", text.replace("\u00a0", " ")
    ).groups()
    bare = re.sub(r"\s", "", figure)
    plain = bare.replace(",", ".") if lang == "pl" else bare.replace(",", "")
    return Decimal(plain) * Decimal(10) ** SCALES.get(scale, 0)


def assert_shown(site: Path, lang: str, project: str, cell: html.HtmlElement, where: str) -> None:
    """That a cell shows the best-known amount of a project and says what it is."""
    words = cell.xpath("descendant-or-self::*[not(self::sup or ancestor::sup)]/text()")
    text, best = built_sites.plain(" ".join(words)), best_known(site)
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
            for row in listed.xpath("tbody/tr[td][not(@class='group')]"):
                (link, *_) = row.xpath("th//a/@href")
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


OF_WHAT = {
    "pl": {"whole": "cały projekt", "part": "część projektu", "again": "to samo, podane inaczej"},
    "en": {
        "whole": "the whole project",
        "part": "part of the project",
        "again": "another figure for the same item",
    },
}


@both_languages
def test_only_amounts_of_the_whole_project_are_called_so(site: Path, lang: str) -> None:
    words, shared, seen = OF_WHAT[lang], RESERVATIONS[lang]["joint"], set()
    rows = table(site, "budgets")
    for amount in rows[rows["organisation_id"] == ""].to_dict("records"):
        page = built_sites.pages(site)[f"{lang}/{SECTIONS[lang]}/{amount['project_id']}/index.html"]
        for cell in page.xpath(f"//main//tr[@id='{amount['budget_id']}']/td[1]"):
            joint, purpose = bool(amount["joint_id"]), bool(amount["purpose_pl"])
            is_of = shared if joint else words["part" if purpose else "whole"]
            text = built_sites.plain(cell.text_content())
            assert text.startswith(is_of), f"{amount['budget_id']}: {text}"
            again = amount["preferred"] == "false" and not joint
            assert (words["again"] in text) == again, f"{amount['budget_id']}: {text}"
            seen.add(is_of)
    assert seen == {shared, words["part"], words["whole"]}


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


# Sums


@cache
def totals(site: Path) -> pd.DataFrame:
    """The adopted total of each project that has one, in the order of the published table."""
    rows = table(site, "budgets")
    whole = (rows["organisation_id"] == "") & (rows["purpose_pl"] == "")
    return rows[whole & (rows["kind"] == "total") & (rows["preferred"] == "true")]


@cache
def grants(site: Path) -> pd.DataFrame:
    """The fund's own money in each project: the grant from the EU, else from a donor."""
    rows = table(site, "budgets")
    whole = (rows["organisation_id"] == "") & (rows["purpose_pl"] == "") & (rows["amount"] != "")
    own = rows["kind"].isin(["eu_grant", "donor_grant"]) & (rows["preferred"] == "true")
    return rows[whole & own].sort_values("kind", ascending=False).drop_duplicates("project_id")


@cache
def parts(site: Path, organisation: str) -> pd.DataFrame:
    """The whole part of an organisation in each project."""
    rows = table(site, "budgets")
    own = (rows["organisation_id"] == organisation) & (rows["purpose_pl"] == "")
    return rows[own & (rows["kind"] == "total") & (rows["preferred"] == "true")]


OUTSIDE = {
    "pl": ("Poza sumami:", "Żaden projekt nie jest poza sumami."),
    "en": ("Not in the sums:", "No project is outside the sums."),
}


def assert_sums(site: Path, lang: str, box: html.HtmlElement, stated: pd.DataFrame) -> None:
    """That a box of sums shows those of the amounts, by stage, and names what is outside them."""
    stages = table(site, "budget_stages").set_index("code")[f"label_{lang}"]
    titles = table(site, "projects").set_index("project_id")[f"title_{lang}"]
    clear = stated[(stated["amount"] != "") & (stated["qualifier"] != "unclear")]
    known = clear[clear["currency"] != ""]
    once = pd.concat(
        [known[known["joint_id"] == ""], known[known["joint_id"] != ""].drop_duplicates("joint_id")]
    )
    once = once.assign(figure=[Decimal(text) for text in once["amount"]])
    exact = once[once["qualifier"] == "exact"]
    about = once[once["qualifier"] != "exact"]
    shown = {div.findtext("dt"): div for div in box.xpath("dl/div[not(@class)]")}
    beside = {div.findtext("dt")[:3]: div for div in box.xpath("dl/div[@class='outside']")}
    assert set(shown) == set(exact["currency"])
    assert set(beside) == set(about["currency"])
    for currency, group in exact.groupby("currency"):
        value = shown[currency].find("dd")
        assert_figure(value.findtext("b[@class='money']"), sum(group["figure"]), len(group), lang)
        by_stage = group.groupby("stage")["figure"].agg(["sum", "count"])
        told = built_sites.plain(value.xpath("string(small[@class='stages'])")).split("; ")
        assert len(told) == len(by_stage)
        for code, (amount, count) in by_stage.iterrows():
            label = built_sites.plain(stages[code])
            (words,) = (words for words in told if label in words)
            if len(by_stage) > 1:
                assert_figure(words.split(label)[-1].removeprefix(" amount"), amount, count, lang)
    if not len(about) and len(exact):  # then words say what is outside, or that nothing is
        told = [words in box.text_content() for words in OUTSIDE[lang]]
        assert told == [len(once) < len(stated) or told[0], not told[0]], box.text_content()
    for currency, group in about.groupby("currency"):
        value = beside[currency].find("dd")
        largest = group.sort_values(["figure", "project_id"]).iloc[-1]
        assert number(value.findtext("b[@class='money about']"), lang) == max(group["figure"])
        words = built_sites.plain(value.xpath("string(small)"))
        assert int(re.search(r"\d+", words)[0]) == len(group)
        if (group["figure"] == largest["figure"]).sum() == 1:
            assert words.endswith(f": {built_sites.plain(titles[largest['project_id']])}")


def assert_figure(text: str, amount: Decimal, count: int, lang: str) -> None:
    """That a figure is the sum: to the digit if it is one amount, else as it is rounded."""
    scaled = any(scale in text for scale in SCALES)
    tolerance = 0 if count == 1 else 50_000_000 if re.search("mld|billion", text) else 50_000
    assert abs(number(text, lang) - amount) <= (tolerance if scaled or count == 1 else 1), text


def boxes(site: Path, lang: str, *parts: str) -> list[html.HtmlElement]:
    """The boxes of sums of a page."""
    page = built_sites.pages(site)["/".join((lang, *filter(None, parts), "index.html"))]
    return list(page.xpath("//main//div[@class='sums']"))


def family(site: Path, programme: str) -> set[str]:
    """The ids of a programme and of everything below it."""
    rows = table(site, "programmes")
    children = rows[rows["parent_id"] == programme]["programme_id"]
    return {programme}.union(*(family(site, child) for child in children))


def of_projects(stated: pd.DataFrame, projects: pd.Series) -> pd.DataFrame:
    """The amounts of some projects."""
    return stated[stated["project_id"].isin(projects)]


@both_languages
def test_sums_of_home_are_those_of_the_csv(site: Path, lang: str) -> None:
    (box,) = boxes(site, lang)
    assert_sums(site, lang, box, totals(site))


@both_languages
def test_sums_of_every_programme_are_those_of_the_csv(site: Path, lang: str) -> None:
    section = {"pl": "programy", "en": "programmes"}[lang]
    projects, seen = table(site, "projects"), 0
    for programme in table(site, "programmes")["programme_id"]:
        mine = projects[projects["programme_id"].isin(family(site, programme))]["project_id"]
        shown = boxes(site, lang, section, programme)
        assert len(shown) == (2 if len(mine) else 0), programme
        for box, stated in zip(shown, (totals(site), grants(site)), strict=False):
            assert_sums(site, lang, box, of_projects(stated, mine))
            seen += 1
    assert seen > 60


@both_languages
def test_sums_of_every_place_are_those_of_the_csv(site: Path, lang: str) -> None:
    section = {"pl": "miejsca", "en": "places"}[lang]
    ties = table(site, "places")
    there = ties[ties["relation"] == "implemented_in"]
    for place, group in there.groupby("place"):
        (box,) = boxes(site, lang, section, str(place).lower())
        assert_sums(site, lang, box, of_projects(totals(site), group["project_id"]))
    assert there["place"].nunique() > 15


@both_languages
def test_sums_of_every_organisation_are_those_of_the_csv(site: Path, lang: str) -> None:
    section = {"pl": "organizacje", "en": "organisations"}[lang]
    partners = table(site, "partners")
    for organisation, group in partners.groupby("organisation_id"):
        *own, taken_part = boxes(site, lang, section, str(organisation))
        assert_sums(site, lang, taken_part, of_projects(totals(site), group["project_id"]))
        mine = of_projects(parts(site, str(organisation)), group["project_id"])
        assert bool(own) == bool(len(mine)), organisation
        for box in own:
            assert_sums(site, lang, box, mine)
    assert partners["organisation_id"].nunique() > 150


@both_languages
def test_figures_of_the_first_screen_are_those_of_the_sums_below(site: Path, lang: str) -> None:
    """On organisations, programmes and places; the sums themselves are counted again above."""
    seen = 0
    for path, tree in built_sites.pages(site).items():
        strip = tree.xpath("//main//dl[contains(@class, 'sums-too')]//*[contains(@class, 'money')]")
        if strip and path.startswith(f"{lang}/"):
            below = tree.xpath("//main//div[@class='sums']//*[contains(@class, 'money')]")
            figures = {(figure.get("class"), figure.text) for figure in below}
            assert {(figure.get("class"), figure.text) for figure in strip} <= figures, path
            seen += 1
    assert seen > 100


# What holds a sum with what is outside it: a box of sums, the first page, the strip of a record,
# the line above a list.
HOLDERS = {"sums", "leading", "amount", "sumline"}


@both_languages
def test_every_sum_is_beside_what_is_outside_it(site: Path, lang: str) -> None:
    """What should be beside it is counted again from the CSV above; here no sum has escaped."""
    sections = {"pl": "programy|miejsca|organizacje", "en": "programmes|places|organisations"}
    pages = re.compile(rf"{lang}/(index\.|({sections[lang]})/.*index|{SECTIONS[lang]}/index)")
    seen = 0
    for path, tree in built_sites.pages(site).items():
        for figure in tree.xpath("//main//b[@class='money']") if pages.match(path) else ():
            holder = next((e for e in figure.iterancestors() if is_holder(e)), None)
            assert holder is not None or is_stated(figure), f"{path}: {figure.text}"
            if holder is not None:
                assert (
                    holder.xpath(".//b[@class='money about']")
                    or any(words in holder.text_content() for words in OUTSIDE[lang])
                    or holder.xpath(".//a[starts-with(@href, '#')]")  # to the box below
                ), f"{path}: {figure.text}"
                seen += 1
    assert seen > 200


def is_holder(element: html.HtmlElement) -> bool:
    """Whether sums are shown in an element together with what is outside them."""
    return not HOLDERS.isdisjoint((element.get("class") or "").split())


def is_stated(figure: html.HtmlElement) -> bool:
    """Whether a figure is one that a source states of a whole programme, and so no sum of ours."""
    return bool(figure.xpath("ancestor::div[starts-with(@id, 'total-')]"))


@both_languages
def test_no_page_prints_a_sum_of_nothing(site: Path, lang: str) -> None:
    nothing = re.compile(
        r"\b[A-Z]{3}\s0(?:\.0+)?(?![\d.,]\d)"
        if lang == "en"
        else r"(?<!\d)(?<!\d[\s.,])0(?:[.,]0+)?\s(?:mln\s)?[A-Z]{3}\b"
    )
    assert (table(site, "budgets")["amount"].replace("", "1").map(Decimal) > 0).all()
    assert [
        path
        for path, tree in built_sites.pages(site).items()
        if path.startswith(f"{lang}/")
        for text in tree.xpath("//main//text()")
        if nothing.search(f"{text}".replace("\u00a0", " "))
    ] == []


@both_languages
def test_one_click_leads_from_a_sum_to_its_rows(site: Path, lang: str) -> None:
    """The links of the home page choose as many rows of the list as they say."""
    (box,) = boxes(site, lang)
    stated, amounts = set(totals(site)["project_id"]), set(table(site, "budgets")["project_id"])
    expected = {
        "other": len(amounts - stated),
        "-": len(set(table(site, "projects")["project_id"]) - amounts),
    }
    told = {
        link.get("href").rpartition("amount=")[2]: int(re.search(r"\d+", link.text)[0])
        for link in box.xpath("p[@class='quiet']/a")
    }
    assert expected.items() <= told.items()
    tree = built_sites.pages(site)[f"{lang}/{SECTIONS[lang]}/index.html"]
    offered = {
        option.get("value"): int(re.search(r"\((\d+)\)", option.text)[1])
        for option in tree.xpath("//select[@name='amount']/option[@value!='']")
    }
    # Those that share a sum are shown together, though one of them is in the sum; of those that
    # share an approximate amount none is.
    together = totals(site)[totals(site)["joint_id"] != ""]
    again = together[together.duplicated("joint_id")]
    repeated = again["qualifier"] == "exact"
    assert offered["joint"] == len(together) > told.pop("joint") == repeated.sum()
    assert {value: offered[value] for value in told} == told
    (more,) = box.xpath("p[not(@class)]/a/@href")
    approximate = sum(
        int(re.search(r"\d+", small)[0])
        for small in box.xpath("dl/div[@class='outside']/dd/small/text()")
        if re.search(r"\d", small)
    )
    assert more.endswith("?amount=approximate")
    assert offered["approximate"] == approximate + (~repeated).sum()
