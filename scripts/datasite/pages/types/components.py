"""The page of the components from which other pages are put together, for those who change them:
drawn by the same macros from records of the register. No page links to it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from datasite.charts import money_by_programme, money_by_stage
from datasite.charts.chart_pages import ChartView, chart_view
from datasite.charts.largest import LargestFunds, largest_funds
from datasite.language.localization import Language
from datasite.model.entities import Project, Source
from datasite.model.sums import Sums, sums_of
from datasite.pages.explorer.projects import project_explorer
from datasite.pages.explorer.rows import Explorer
from datasite.pages.lists.by_amount import ProjectTable, project_table
from datasite.pages.page import PageType, Site, message, one_page
from datasite.pages.types.places import PlacesView, places_view
from datasite.pages.types.projects import ProjectView, project_view
from datasite.problems import N_

# The colours of tokens.css that it shows.
COLOURS = ("paper", "sheet", "ink", "quiet", "line", "field", "accent", "accent-soft", "mark")
ROWS_MOST = 4
LINES_MOST = 4


@dataclass(frozen=True, kw_only=True)
class ComponentsView:
    """A project with an exact value, one with an approximate one and one of which sources differ,
    where there are such, and the sums, table, bars, chart and map of the whole register.
    """

    exact: ProjectView | None
    approximate: ProjectView | None
    disputed: ProjectView | None
    sums: Sums
    explorer: Explorer
    table: ProjectTable
    funds: LargestFunds | None
    chart: ChartView
    places: PlacesView
    colours: tuple[str, ...] = COLOURS

    @property
    def records(self) -> tuple[ProjectView, ...]:
        """The projects that there are."""
        return tuple(view for view in (self.exact, self.approximate, self.disputed) if view)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Those of the projects, each once."""
        return tuple({s.id: s for view in self.records for s in view.sources}.values())


def _components_view(site: Site, _: None, language: Language) -> ComponentsView:
    register = site.register
    projects = tuple(register.projects.values())

    def view_of_first(fits: Callable[[Project], bool]) -> ProjectView | None:
        return next((project_view(register, p, ()) for p in projects if fits(p)), None)

    drawn = largest_funds(money_by_programme.money_by_programme(register))
    return ComponentsView(
        exact=view_of_first(lambda p: p.total is not None and p.total.exact),
        approximate=view_of_first(_is_approximate),
        disputed=view_of_first(
            lambda p: any(d.differs for d in project_view(register, p, ()).disputes.values())
        ),
        sums=sums_of(projects),
        explorer=project_explorer(projects, language),
        table=project_table(_first_with_total(projects)),
        funds=replace(drawn, funds=drawn.funds[:LINES_MOST], off_scale=()) if drawn else None,
        chart=chart_view(register, money_by_stage.CHART),
        places=places_view(register, site.atlas, language),
    )


def _is_approximate(project: Project) -> bool:
    total = project.total
    return total is not None and total.amount is not None and not total.exact


def _first_with_total(projects: Iterable[Project]) -> list[Project]:
    return [project for project in projects if project.total][:ROWS_MOST]


COMPONENTS = PageType(
    name="components",
    template="components.html",
    items=one_page,
    fixed_urls=lambda site, _: {lang: f"/{lang}/components/" for lang in site.languages},
    listed=False,
    title=message(N_("Components")),
    description=message(
        N_(
            "The components of the pages, drawn from records of the register, for those who"
            " change the site."
        )
    ),
    view=_components_view,
    sources=lambda view: view.sources,
)
