"""The sources of single values: those that statements adopt go before the source of the row."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pelican_runs
import site_plans
from lxml import html

from datasite.model.entities import Evidence, Project, Source, Statement
from datasite.model.record_parts import RecordParts
from datasite.pages.evidence import sources_of, value_sources, words_of_sources

WORDS = {"pl": "początek", "en": "start"}


def statement(field: str, source: Source, preferred: bool = True, printed: str = "") -> Statement:
    return Statement(
        field=field,
        label=WORDS,
        value="2022",
        words=WORDS,
        as_printed=printed,
        deduced=False,
        source=source,
        locator="",
        preferred=preferred,
        reason={"pl": "", "en": ""},
    )


def said(*statements: Statement) -> Evidence:
    return {statements[0].field: statements}


def plain_project() -> Project:
    """A project on which there are no statements, with a source that no other has."""
    return next(
        p
        for p in site_plans.register().projects.values()
        if not p.evidence and sources_of(p) == (p.source,)
    )


def other_sources(project: Project) -> list[Source]:
    return [s for s in site_plans.register().sources.values() if s not in sources_of(project)]


def test_adopted_statements_go_before_the_rows_own_source() -> None:
    project = plain_project()
    first, second, *_ = other_sources(project)
    both = said(statement("start_date", first), statement("start_date", second))
    aside = said(statement("start_date", first), statement("start_date", second, preferred=False))
    assert value_sources(replace(project, evidence=both), "start_date") == (first, second)
    project = replace(project, evidence=aside)
    assert value_sources(project, "start_date") == (first,)
    assert value_sources(project, "end_date") == (project.source,)
    assert value_sources(project, "end_date", "start_date") == (project.source, first)
    assert [*sources_of(project)] == [project.source, first, second]


def test_words_of_a_source_are_kept_and_a_lack_of_them_is_told() -> None:
    project = replace(plain_project(), amounts=())
    first, second, *_ = other_sources(project)
    project = replace(
        project,
        evidence=said(
            statement("start_date", first, printed="w 2022 r."), statement("start_date", second)
        ),
    )
    words = words_of_sources(project, RecordParts())
    assert (words[first.id].printed, words[first.id].not_noted) == (("w 2022 r.",), ())
    assert (words[second.id].printed, words[second.id].not_noted) == ((), (WORDS,))


Change = Callable[[Project, Evidence], Mapping[str, Any]]


def each(rows: Iterable[Any], evidence: Evidence) -> tuple[Any, ...]:
    return tuple(replace(row, evidence=evidence) for row in rows)


# by the field of the statement: the place on the page, and what of the project is changed
VALUES: dict[str, tuple[str, Change]] = {
    "role": (
        "//li[starts-with(@id, 'partner-')]/span[@class='role']",
        lambda p, evidence: {"partners": each(p.partners, evidence)},
    ),
    "place": (
        "//p[a[contains(@href, '/places/')]]",
        lambda p, evidence: {"ties": each(p.ties, evidence)},
    ),
    "funder": (
        "//section[h2='From which fund']//p[@class='quiet']",
        lambda p, evidence: {"programme": p.programme and replace(p.programme, evidence=evidence)},
    ),
    "value": (
        "//li[starts-with(@id, 'number-')]/span[1]",
        lambda p, evidence: {"identifiers": each(p.identifiers, evidence)},
    ),
    "start_date": ("//p[@id='when']", lambda p, evidence: {"evidence": evidence}),
}


def test_page_marks_the_source_of_each_single_value(mini: Path) -> None:
    plan = site_plans.of(mini)
    page = next(
        page
        for page in plan.pages
        if page.type == "project"
        and page.lang == "en"
        and len(page.view.project.partners) > 1
        and (p := page.view.project).programme
        and p.ties
        and p.identifiers
        and p.start
    )
    view, project = page.view, page.view.project
    others = other_sources(project)[: len(VALUES)]
    for (field, (_, change)), source in zip(VALUES.items(), others, strict=True):
        project = replace(project, **change(project, said(statement(field, source))))
    sources = (*page.content.sources, *others)
    roles = tuple(
        role._replace(partners=tuple(p for p in project.partners if p.role.code == role.role))
        for role in view.roles
    )
    changed = site_plans.showing(
        page,
        sources=sources,
        view=replace(
            view,
            project=project,
            roles=roles,
            sources=sources,
            about=replace(view.about, payers=()),  # so that it names the funder of the programme
        ),
    )
    written = pelican_runs.pages(plan, mini / "theme", [changed])[page.file]
    tree = html.fromstring(written)
    for (field, (where, _)), source in zip(VALUES.items(), others, strict=True):
        number = sources.index(source) + 1
        assert f"#s{number}" in tree.xpath(f"{where}/sup/a/@href"), field
