"""The tree of funds and programmes, and the page of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from datasite.language.localization import Language
from datasite.metadata import schema_org
from datasite.metadata.schema_org import JsonLd
from datasite.model.amounts import fund_money
from datasite.model.entities import Programme, Source
from datasite.model.facts import Document
from datasite.model.families import ancestors, by_fund, counts_periods_apart, of_family
from datasite.model.register import Register
from datasite.model.sums import Sums, sums_of
from datasite.pages.evidence import SourceWords, sources_of
from datasite.pages.lists import groups
from datasite.pages.lists.by_amount import ProjectTable, project_table
from datasite.pages.lists.cut import Cut, cut
from datasite.pages.lists.groups import Counted, Group, group_of
from datasite.pages.page import PageType, Search, Site, message, one_page
from datasite.pages.search_entry import (
    SearchEntry,
    in_other_languages,
    project_count,
    source_titles,
)
from datasite.pages.sections import programme_totals
from datasite.pages.sections.documents import documents_of, with_documents
from datasite.pages.sections.printed import printed_words
from datasite.pages.sections.programme_totals import WholeProgramme, whole_programme
from datasite.problems import N_

LEADS_MOST = 12  # organisations that the page of a programme shows at once
IN_STRIP = 2  # those that the first screen names


@dataclass(frozen=True)
class Branch:
    """A programme in the tree, with the projects of its family."""

    programme: Programme
    group: Group
    children: tuple["Branch", ...]


class FundMoney(NamedTuple):
    """A fund with its parts, or without its periods, and the sums of its own money in projects."""

    fund: Programme
    periods_apart: bool
    sums: Sums


class ProgrammesView(NamedTuple):
    """The tree of all programmes, and the funds of which a source states the own money."""

    tree: tuple[Branch, ...]
    own_money: tuple[FundMoney, ...]


def _own_money(register: Register) -> tuple[FundMoney, ...]:
    """The funds of which a source states the own money in a project, those with the most projects
    first.
    """
    groups_by_fund = by_fund(register.projects.values())
    return tuple(
        FundMoney(
            register.programmes[key],
            counts_periods_apart(register, register.programmes[key]),
            money,
        )
        for key, projects in sorted(
            groups_by_fund.items(), key=lambda item: (-len(item[1]), item[0])
        )
        for money in [sums_of(projects, fund_money)]
        if key and money.currencies
    )


def _tree(register: Register) -> tuple[Branch, ...]:
    """The programmes that are part of no other, those with the most projects first."""
    roots = [_branch(register, p) for p in register.programmes.values() if not p.parent]
    return tuple(sorted(roots, key=lambda b: (-len(b.group.projects), b.programme.id)))


def _branch(register: Register, programme: Programme) -> Branch:
    return Branch(
        programme,
        group_of(of_family(register, programme)),
        tuple(_branch(register, child) for child in register.children_of(programme)),
    )


class Child(NamedTuple):
    """A programme that is a part of another, and the projects of its family."""

    programme: Programme
    group: Group


@dataclass(frozen=True, kw_only=True)
class ProgrammeView:
    """`grants` sum what is stated of the programme's own money; `leads` are organisations with the
    number of projects that they lead, `without_lead` those who take part where nobody leads.
    `whole` is what sources state of the whole programme, None where they state nothing.
    """

    programme: Programme
    ancestors: tuple[Programme, ...]
    children: tuple[Child, ...]
    group: Group
    grants: Sums
    leads: Cut[Counted]
    without_lead: Cut[Counted]
    table: ProjectTable
    whole: WholeProgramme | None
    documents: tuple[Document, ...]
    sources: tuple[Source, ...]
    words: Mapping[str, SourceWords]

    @property
    def most_leads(self) -> Cut[Counted]:
        """Those who lead the most projects, as the first screen names them."""
        return cut(self.leads.whole, IN_STRIP)


def programme_view(register: Register, programme: Programme) -> ProgrammeView:
    """The data for the page of a programme."""
    group = group_of(of_family(register, programme))
    whole = whole_programme(register, programme)
    sources = (*sources_of(programme), *(whole.sources if whole else ()))
    documents = documents_of(register, "programmes", programme.id)
    return ProgrammeView(
        programme=programme,
        ancestors=ancestors(programme),
        children=tuple(
            Child(child, group_of(of_family(register, child)))
            for child in register.children_of(programme)
        ),
        group=group,
        grants=sums_of(group.projects, fund_money),
        leads=cut(groups.leads(register, group.projects), LEADS_MOST),
        without_lead=cut(groups.partners_without_lead(register, group.projects), LEADS_MOST),
        table=project_table(group.projects),
        whole=whole,
        documents=documents,
        sources=with_documents(sources, documents),
        words=printed_words(whole.totals if whole else ()),
    )


def _search_entry(view: ProgrammeView, language: Language) -> SearchEntry:
    programme, lang = view.programme, language.code
    return SearchEntry(
        title=programme.name[lang],
        facts=(
            programme.funder.label[lang],
            language.period(*programme.period),
            project_count(len(view.group.projects), language),
        ),
        text=(", ".join(above.name[lang] for above in view.ancestors),),
        short=programme.short_name[lang],
        names=(
            *in_other_languages(programme.name, language),
            *in_other_languages(programme.short_name, language),
        ),
        more=(
            *(programme_totals.texts(view.whole.totals, language) if view.whole else ()),
            *source_titles(view.sources, language),
        ),
    )


def _description(programme: Programme, language: Language) -> str:
    sentence = language.translations.gettext(
        N_("%(name)s: projects paid from it, who leads them and for how much.")
    )
    return sentence % {"name": programme.name[language.code]}


def _described(site: Site, programme: Programme, lang: str) -> JsonLd:
    """The data package of the programme, if there is one."""
    for package in site.packages:
        if package.section == "programmes" and package.slug == programme.id:
            return schema_org.dataset(package, site.release, lang, site.site_url)
    return {}


INDEX = PageType(
    name="programmes",
    template="programmes.html",
    section="programmes",
    items=one_page,
    title=message(N_("Funds and programmes")),
    label=N_("Funds"),
    in_navigation=True,
    description=message(
        N_(
            "The funds and programmes that pay for the projects, as a tree, with what is known of"
            " their money."
        )
    ),
    view=lambda site, _, language: ProgrammesView(_tree(site.register), _own_money(site.register)),
)

PROGRAMME = PageType(
    name="programme",
    template="programme.html",
    section="programmes",
    items=lambda site: site.register.programmes.values(),
    slug=lambda programme, lang: programme.id,
    title=lambda programme, language: programme.name[language.code],
    tells_apart=lambda programme, language: (
        language.period(*programme.period),
        programme.parent.name[language.code] if programme.parent else "",
    ),
    description=_description,
    view=lambda site, programme, language: programme_view(site.register, programme),
    sources=lambda view: view.sources,
    search=Search(label=N_("Funds and programmes"), entry=_search_entry),
    described=_described,
    cited="entry",
    dataset="programmes",
)
