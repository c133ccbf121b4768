"""The list of charts, and the page of each chart."""

from dataclasses import replace

from datasite.charts import chart_pages
from datasite.language.localization import Language
from datasite.pages.page import Embed, PageType, Site, message, one_page
from datasite.pages.pictures.chart_pictures import picture_files
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.identity import SITE_NAME


def _source(site: Site, language: Language) -> str:
    """The source of the figures and the date of the data."""
    return language.translations.gettext(
        N_("Source: the register “%(site)s”, version %(version)s of %(date)s.")
    ) % {
        "site": SITE_NAME[language.code],
        "version": site.release.version,
        "date": language.date(site.release.date),
    }


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
    view=lambda site, view, language: replace(view, source=_source(site, language)),
    data_files=picture_files,
    embed=Embed("chart_embed.html", 640),
)
