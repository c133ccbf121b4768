"""The list of those whose money pays for the projects, and the page of each."""

from dataclasses import dataclass

from datasite.language.localization import Language
from datasite.model.entities import Code, Programme
from datasite.model.families import of_family
from datasite.model.register import Register
from datasite.pages.lists.groups import Group, group_of
from datasite.pages.page import REGISTER, PageType, Search, message, one_page
from datasite.pages.search_entry import SearchEntry, in_other_languages, project_count
from datasite.problems import N_


@dataclass(frozen=True, kw_only=True)
class FunderView:
    """A payer from the codelist funders, with its programmes and their projects."""

    funder: Code
    programmes: tuple[Programme, ...]
    group: Group


def _funders(register: Register) -> tuple[Code, ...]:
    funders = {p.funder.code: p.funder for p in register.programmes.values()}
    return tuple(funders[code] for code in sorted(funders))


def _funder_view(register: Register, funder: Code) -> FunderView:
    programmes = [p for p in register.programmes.values() if p.funder.code == funder.code]
    projects = {project.id: project for p in programmes for project in of_family(register, p)}
    return FunderView(
        funder=funder, programmes=tuple(programmes), group=group_of(projects.values())
    )


def _search_entry(view: FunderView, language: Language) -> SearchEntry:
    return SearchEntry(
        title=view.funder.label[language.code],
        facts=(project_count(len(view.group.projects), language),),
        names=in_other_languages(view.funder.label, language),
    )


INDEX = PageType(
    name="funders",
    template="funders.html",
    section="funders",
    items=one_page,
    title=message(N_("Funders")),
    label=N_("Funders"),
    footer=REGISTER,
    description=message(N_("Those whose money pays for the projects.")),
    view=lambda site, _, language: _funders(site.register),
)

FUNDER = PageType(
    name="funder",
    template="funder.html",
    section="funders",
    items=lambda site: _funders(site.register),
    slug=lambda funder, lang: funder.code,
    title=lambda funder, language: funder.label[language.code],
    description=lambda funder, language: (
        language.translations.gettext(N_("%(name)s: what it pays for."))
        % {"name": funder.label[language.code]}
    ),
    view=lambda site, funder, language: _funder_view(site.register, funder),
    search=Search(label=N_("Funders"), entry=_search_entry),
    cited="entry",
)
