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
    in_navigation=True,
    description=message(
        N_(
            "The register drawn: money, time and who works with whom. Each chart has its table and"
            " its files."
        )
    ),
    view=lambda site, _, language: chart_pages.CHARTS,
)

CHART = PageType(
    name="chart",
    template="chart.html",
    section="charts",
    items=lambda site: chart_pages.CHARTS,
    slug=lambda chart, lang: addresses.CHARTS[chart.id][lang],
    title=lambda chart, language: language.translations.gettext(chart.title),
    description=lambda chart, language: language.translations.gettext(chart.description),
    view=lambda site, chart, language: chart_pages.chart_view(site.register, chart),
    embed=Embed("chart_embed.html", 640),
)
