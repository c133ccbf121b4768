"""From a record's page to the change: the row in the repository, and forms that are filled in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import built_sites
import pelican_runs
import pytest
import site_plans
import yaml
from lxml import html
from paths import ROOT

from datasite.pages.all_pages import build_pages
from datasite.pages.page import Page
from datasite.publication.edit_links import NOWHERE, Repository
from datasite.site.plan import Plan
from datasite.site.settings import SettingError, load_settings

FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
RECORDS = {
    "project": "projects",
    "organisation": "organisations",
    "programme": "programmes",
    "cooperation_item": "cooperation",
}
WRONG = (
    Repository(url="github.com/kto/rejestr"),
    Repository(url="javascript:alert(1)"),
    Repository(host="sourceforge"),
    Repository(branch="main?x="),
    Repository(branch="../main"),
    Repository(email="pisz do nas"),
    Repository(email="a@b.example?bcc=c@d.example"),
)


@pytest.fixture(scope="module")
def mini_site(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.mini(mini, tmp_path_factory.getbasetemp())


def records(folder: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """The page of each record, with its identifier."""
    for path, page in built_sites.pages(folder).items():
        if page.xpath("//section[@class='change']"):
            yield path.split("/")[-2], page


def addresses(page: html.HtmlElement) -> list[str]:
    return [str(address) for address in page.xpath("//section[@class='change']//a/@href")]


def plan_with(mini: Path, kept: Repository) -> Plan:
    """The plan of the site where its data are kept in this repository."""
    plan = site_plans.of(mini)
    site = replace(plan.site, kept=kept)
    return replace(plan, site=site, pages=tuple(build_pages(site)))


def pages_of(mini: Path, kept: Repository) -> list[Page]:
    return [page for page in plan_with(mini, kept).pages if page.type in RECORDS]


def test_every_record_leads_to_its_very_line(mini: Path, mini_site: Path) -> None:
    seen = set()
    for key, page in records(mini_site):
        address = urlsplit(addresses(page)[0])
        path = address.path.removeprefix(urlsplit(built_sites.REPOSITORY).path + "/blob/main/")
        line = (
            (mini / path)
            .read_text(encoding="utf-8")
            .splitlines()[int(address.fragment.removeprefix("L")) - 1]
        )
        assert line.startswith(f"{key},"), (path, line)
        seen.add((Path(path).stem, key))
    rows = {
        (name, line.partition(",")[0])
        for name in RECORDS.values()
        for line in (
            (mini / f"datasets/{name}/{name}.csv").read_text(encoding="utf-8").splitlines()[1:]
        )
    }
    assert seen == rows


@pytest.mark.parametrize("form", ["error", "source"])
def test_what_is_filled_in_is_a_field_of_the_form(form: str, mini_site: Path) -> None:
    fields = {
        field["id"]
        for field in yaml.safe_load((FORMS / f"{form}.yml").read_text(encoding="utf-8"))["body"]
        if "id" in field
    }
    asked = [
        parse_qs(urlsplit(address).query) | {"page": [key]}
        for key, page in records(mini_site)
        for address in addresses(page)
        if f"template={form}.yml" in address
    ]
    assert asked
    for query in asked:
        assert set(query) - {"template", "title", "page"} <= fields
        assert query["record"] == query["page"]


def test_errors_name_the_version_and_fields_and_amounts_of_the_record(
    mini: Path, mini_site: Path
) -> None:
    page = built_sites.pages(mini_site)["en/projects/przykladowy-projekt/index.html"]
    queries = [
        parse_qs(urlsplit(address).query)
        for address in addresses(page)
        if "template=error.yml" in address
    ]
    assert {query["version"][0] for query in queries} == {"1.2.3 (2020-02-29)"}
    known = {query["field"][0] for query in queries if "field" in query}
    header, budgets = (
        ((mini / f"datasets/{name}/{name}.csv").read_text(encoding="utf-8")).splitlines()
        for name in ("projects", "budgets")
    )
    amounts = {row.partition(",")[0] for row in budgets if ",przykladowy-projekt," in row}
    assert amounts
    assert known == ({*header[0].split(",")} - {"project_id"}) | amounts


def test_gitlab_has_its_own_addresses(mini: Path) -> None:
    page = next(
        page
        for page in pages_of(
            mini, Repository("https://gitlab.przyklad.example/kto/rejestr", "gitlab", "dane/2020")
        )
        if page.type == "project"
    )
    assert page.content.change
    assert (
        page.content.change.row
        == "https://gitlab.przyklad.example/kto/rejestr/-/blob/dane/2020/datasets/projects/projects.csv?plain=1#L2"
    )
    query = parse_qs(urlsplit(page.content.change.report).query)
    assert query["issue[title]"] == ["Błąd: projects/null"]
    assert "Rekord: null" in query["issue[description]"][0]


def test_without_a_host_an_e_mail_is_begun(mini: Path) -> None:
    for page in pages_of(mini, Repository(email="dane@przyklad.example")):
        assert page.content.change
        assert page.content.change.row == ""
        for address in (
            page.content.change.report,
            page.content.change.suggest,
            *(address for _, address in page.content.change.fields),
        ):
            parts = urlsplit(address)
            assert (parts.scheme, parts.path, set(parse_qs(parts.query))) == (
                "mailto",
                "dane@przyklad.example",
                {"subject", "body"},
            )
            assert "+" not in parts.query, "programs for mail show a plus as a plus"
            assert page.url.split("/")[-2] in parse_qs(parts.query)["body"][0]


def test_without_either_nothing_is_there(mini: Path) -> None:
    assert all(page.content.change is None for page in pages_of(mini, NOWHERE))


def test_a_page_with_an_e_mail_and_one_with_neither_are_whole(mini: Path) -> None:
    for kept, links in ((Repository(email="dane@przyklad.example"), 2), (NOWHERE, 0)):
        plan = plan_with(mini, kept)
        chosen = [page for page in plan.pages if page.url == "/pl/projekty/null/"]
        (written,) = pelican_runs.pages(plan, mini / "theme", chosen).values()
        page = html.fromstring(written)
        assert (
            len(page.xpath("//section[@class='change']/div/ul/li/a[starts-with(@href, 'mailto:')]"))
            == links
        )
        assert len(page.xpath("//section[@class='change']")) == bool(links)
        assert page.xpath("//footer//a[@rel='author']/@href") == [kept.contact] * bool(links)


@pytest.mark.parametrize(
    ("kept", "address"),
    [
        (Repository("https://github.com/kto/rejestr"), "https://github.com/kto/rejestr/issues"),
        (
            Repository("https://gitlab.com/kto/rejestr", "gitlab", email="dane@przyklad.example"),
            "https://gitlab.com/kto/rejestr/-/issues",
        ),
        (Repository(email="dane@przyklad.example"), "mailto:dane@przyklad.example"),
        (NOWHERE, ""),
    ],
)
def test_remarks_go_to_the_repository_else_to_the_e_mail(kept: Repository, address: str) -> None:
    assert kept.contact == address


def test_every_page_has_the_address_for_remarks_in_its_foot(mini_site: Path) -> None:
    framed = ("osadz", "embed")  # which other sites show, without a foot
    for path, page in built_sites.pages(mini_site).items():
        if path != "index.html" and Path(path).parent.name not in framed:
            assert page.xpath("//footer//a[@rel='author']/@href") == [
                f"{built_sites.REPOSITORY}/issues"
            ], path


@pytest.mark.parametrize("kept", WRONG)
def test_a_wrong_setting_is_said(kept: Repository) -> None:
    assert kept.error()
    assert (
        Repository(
            "https://github.com/kto/rejestr", "github", "main", "dane@przyklad.example"
        ).error()
        == NOWHERE.error()
        == ""
    )


def test_a_wrong_setting_stops_the_build(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPOSITORY_URL", "javascript:alert(1)")
    with pytest.raises(SettingError, match="REPOSITORY_URL"):
        load_settings(mini)
