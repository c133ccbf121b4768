"""The list of charts, and the page of each chart."""

from datasite.charts import chart_pages
from datasite.pages.page import Embed, PageType, message, one_page
from datasite.problems import N_
from datasite.publication import addresses

INDEX = PageType(
    name="charts",
    template="charts.html",
    section="charts",
    items=one_page,
    title=message(N_("Charts")),
    label=N_("Charts"),
    in_footer=True,
    description=message(
        N_(
            "The register drawn: money, time and who works with whom. Each chart has its table and"
            " its files."
        )
    ),
    view=lambda site, _, language: chart_pages.chart_views(site.register),
)

CHART = PageType(
    name="chart",
    template="chart.html",
    section="charts",
    items=lambda site: chart_pages.chart_views(site.register),
    slug=lambda view, lang: addresses.CHARTS[view.chart.id][lang],
    title=lambda view, language: view.heading(language),
    description=lambda view, language: language.translations.gettext(view.chart.description),
    view=lambda site, view, language: view,
    embed=Embed("chart_embed.html", 640),
)
