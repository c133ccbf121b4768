"""The list of projects, and the page of each project."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from datasite.content.text import Text
from datasite.language.languages import TEXT_LANGUAGES
from datasite.language.localization import Language
from datasite.metadata import schema_org
from datasite.model.amounts import BestKnown, best_known_amount
from datasite.model.entities import Amount, Partner, Project, Source
from datasite.model.facts import Document
from datasite.model.record_parts import RecordParts
from datasite.model.register import Register
from datasite.pages.amount_words import amount_text, best_known_words
from datasite.pages.evidence import (
    Dispute,
    SourceWords,
    disputes,
    sources_of,
    value_sources,
    words_of_sources,
)
from datasite.pages.explorer.projects import project_explorer
from datasite.pages.explorer.rows_file import data_files
from datasite.pages.lists.cut import Cut, cut
from datasite.pages.lists.named import named, role_place
from datasite.pages.page import Embed, PageType, Search, message, one_page
from datasite.pages.search_entry import (
    SearchEntry,
    evidence_texts,
    in_other_languages,
    part_texts,
    people_texts,
    place_text,
    source_titles,
    weight_of,
)
from datasite.pages.sections.documents import documents_of, with_documents
from datasite.pages.sections.related import Related, related_projects
from datasite.pages.total_slices import Slice, slices_by_kind, slices_by_organisation
from datasite.problems import N_
from datasite.tables.codes import AmountKind, NameOrigin, PartnerRole, SourceKind


class RolePartners(NamedTuple):
    """The partners of a project in one role, which is given by its code."""

    role: str
    partners: tuple[Partner, ...]


@dataclass(frozen=True, kw_only=True)
class ProjectView:
    """`roles` are the partners but for the lead.

    `about` is what is told beside the record. `best` is the amount at the head. If it is the total,
    `slices` split it by whose money it is and `shares` by organisation. `whole` are the other
    statements on the whole project, `parts` those on parts of organisations. `disputes` are by
    field, those of the lead partner with the prefix lead_. `sources` are those of the project and
    that of its programme, `words` theirs by id.
    """

    project: Project
    about: RecordParts
    roles: tuple[RolePartners, ...]
    best: BestKnown | None
    slices: tuple[Slice, ...]
    shares: tuple[Slice, ...]
    whole: tuple[Amount, ...]
    parts: tuple[Amount, ...]
    disputes: Mapping[str, Dispute]
    follows: Project | None
    followers: tuple[Project, ...]
    joint_with: tuple[Project, ...]
    related: tuple[Related, ...]
    news: tuple[Text, ...]
    documents: tuple[Document, ...]
    press_only: bool
    sources: tuple[Source, ...]
    words: Mapping[str, SourceWords]

    @property
    def partners(self) -> Cut[Partner]:
        """The partners but for the lead, each organisation once, by its first role."""
        by_organisation: dict[str, Partner] = {}
        for _, partners in self.roles:
            for partner in partners:
                by_organisation.setdefault(partner.organisation.id, partner)
        return cut(by_organisation.values(), PARTNERS_IN_STRIP)

    @property
    def lead_disputes(self) -> Mapping[str, Dispute]:
        """The disputes about the lead partner."""
        return {name: d for name, d in self.disputes.items() if name.startswith(LEAD_PREFIX)}

    @property
    def our_titles(self) -> tuple[str, ...]:
        """The languages with texts of their own in which the title is ours."""
        origins = self.project.title_origin
        return tuple(lang for lang in TEXT_LANGUAGES if origins[lang] == NameOrigin.EDITORIAL)

    @property
    def other_disputes(self) -> tuple[Dispute, ...]:
        """The disputes that no other section of the page shows."""
        return tuple(
            d
            for name, d in self.disputes.items()
            if name not in self.lead_disputes and name not in _SHOWN_BESIDE_THEIR_VALUE
        )


PARTNERS_IN_STRIP = 2  # partners in the first screen of a project
LEAD_PREFIX = "lead_"
_SHOWN_BESIDE_THEIR_VALUE = ("start_date", "end_date", "programme_id")


def project_view(register: Register, project: Project, news: Iterable[Text]) -> ProjectView:
    """The data for the page of a project."""
    best = best_known_amount(project.amounts)
    splits = best is not None and best.amount is project.total
    slices = slices_by_kind(project) if splits else ()
    drawn = {s.amount.id for s in slices} | ({best.amount.id} if best else set())
    rest = [a for a in project.amounts if a.id not in drawn]
    about = register.parts_of(project)
    own_sources = sources_of(project, about)
    documents = documents_of(register, "projects", project.id)
    return ProjectView(
        project=project,
        about=about,
        roles=_by_role(project.partners),
        best=best,
        slices=slices,
        shares=slices_by_organisation(project) if splits else (),
        whole=tuple(
            sorted(
                (a for a in rest if not a.organisation),
                key=lambda a: (not a.preferred, a.kind.code, a.id),
            )
        ),
        parts=tuple(sorted((a for a in rest if a.organisation), key=_organisation_first)),
        disputes=_disputes(project),
        follows=register.projects.get(project.follows_id),
        followers=register.followers_of(project),
        joint_with=_joint_with(register, project),
        related=related_projects(register, project),
        news=tuple(t for t in news if project.id in t.references["projects"]),
        documents=documents,
        press_only=all(s.kind.code == SourceKind.PRESS for s in own_sources),
        sources=with_documents(
            own_sources + (() if about.payers else _of_the_payer(project, own_sources)), documents
        ),
        words=words_of_sources(project, about),
    )


def _of_the_payer(project: Project, known: tuple[Source, ...]) -> tuple[Source, ...]:
    """The sources that say whose money the programme of a project gives, but those that are known
    already.
    """
    stating = value_sources(project.programme, "funder") if project.programme else ()
    return tuple(source for source in stating if source not in known)


def _organisation_first(amount: Amount) -> tuple[str, bool, bool, str]:
    """The key that orders amounts by organisation, its total first, single purposes last."""
    return (
        amount.organisation.id if amount.organisation else "",
        amount.for_purpose,
        amount.kind.code != AmountKind.TOTAL,
        amount.id,
    )


def _disputes(project: Project) -> Mapping[str, Dispute]:
    """The disputes about a project; those about its lead partner have the prefix lead_."""
    lead = [p for p in project.partners if p.role.code == PartnerRole.LEAD]
    return disputes(project.evidence) | {
        f"{LEAD_PREFIX}{name}": dispute
        for partner in lead
        for name, dispute in disputes(partner.evidence).items()
    }


def _joint_with(register: Register, project: Project) -> tuple[Project, ...]:
    """The projects that share a sum with this one."""
    joint = {a.joint_id for a in project.amounts if a.joint_id}
    return tuple(
        project_with_sum
        for project_with_sum in register.projects.values()
        if project_with_sum.id != project.id
        and joint & {a.joint_id for a in project_with_sum.amounts}
    )


def _by_role(partners: tuple[Partner, ...]) -> tuple[RolePartners, ...]:
    """The partners but for the lead, by the code of their role, roles that have no order last."""
    roles = sorted(
        {p.role.code for p in partners if p.role.code != PartnerRole.LEAD},
        key=lambda code: (role_place(code), code),
    )
    return tuple(
        RolePartners(role, tuple(p for p in partners if p.role.code == role)) for role in roles
    )


def _title(project: Project, language: Language) -> str:
    """With its number where it has one: titles recur, numbers do not."""
    title = project.title[language.code]
    return f"{title} ({project.reference_number})" if project.reference_number else title


def _search_entry(view: ProjectView, language: Language) -> SearchEntry:
    project, lang = view.project, language.code
    programme, who = project.programme, named(project, language)
    return SearchEntry(
        title=project.title[lang],
        facts=(
            ", ".join(filter(None, (who.text, who.note))),
            language.years(project.start, project.end),
            best_known_words(project, language).sentence if project.amounts else "",
        ),
        text=(
            project.summary[lang],
            *people_texts(project.partners, language),
            place_text(project.ties, language),
            *evidence_texts(project.evidence, language),
        ),
        names=in_other_languages(project.title, language),
        numbers=(
            project.reference_number,
            *(number.value for number in project.identifiers),
            *_figures(project.amounts),
        ),
        more=(
            *part_texts(view.about, language),
            *(
                text
                for a in project.amounts
                for text in (a.purpose[lang], a.note[lang], a.as_printed)
            ),
            *(number.note[lang] for number in project.identifiers),
            *((programme.name[lang], programme.short_name[lang]) if programme else ()),
            *source_titles(view.sources, language),
        ),
        weight=weight_of(project.total.amount if project.total else None),
    )


def _figures(amounts: Iterable[Amount]) -> Iterator[str]:
    """Amounts in plain digits: 791000, 2345678,90."""
    yield from (f"{a.amount:f}".replace(".", ",") for a in amounts if a.amount is not None)


INDEX = PageType(
    name="projects",
    template="projects.html",
    section="projects",
    items=one_page,
    title=message(N_("Projects")),
    label=N_("Projects"),
    in_navigation=True,
    description=message(
        N_("Every project of the register: who leads it, which fund pays, when and for how much.")
    ),
    view=lambda site, _, language: project_explorer(site.register.projects.values(), language),
    data_files=data_files,
)

PROJECT = PageType(
    name="project",
    template="project.html",
    section="projects",
    items=lambda site: site.register.projects.values(),
    slug=lambda project, lang: project.id,
    title=_title,
    tells_apart=lambda project, language: (
        language.period(project.start, project.end),
        named(project, language).text,
    ),
    description=lambda project, language: project.summary[language.code],
    view=lambda site, project, language: project_view(
        site.register, project, site.news(language.code)
    ),
    sources=lambda view: view.sources,
    search=Search(label=N_("Projects"), entry=_search_entry),
    described=lambda site, project, lang: schema_org.project(project, lang, site.site_url),
    cited="entry",
    dataset="projects",
    parts=lambda project, language: (
        (a.id, f"{a.kind.label[language.code]}: {amount_text(a, language)}")
        for a in project.amounts
    ),
    embed=Embed("project_embed.html", 380),
)
