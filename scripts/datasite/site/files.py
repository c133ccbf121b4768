"""The files of the site that are no pages: data, sitemap, and what the host reads."""

from collections.abc import Iterator

from datasite.delivery import host_headers
from datasite.downloads.old_files import build_old_files
from datasite.pages import llms_text, sitemap
from datasite.pages.feeds import calendars, feed_list
from datasite.site.plan import Plan


def build_files(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """Every file that we write beside the pages, as (path in the site, content)."""
    for download in plan.site.files.values():
        yield f"data/{download.name}", download.content
    yield from _to_follow(plan)
    for release in plan.site.releases:
        for name, content in release.contents():
            yield f"data/{name}", content
    permanence = plan.site.permanence
    for address, content in build_old_files(permanence, plan.site.files, plan.site_url):
        yield address.lstrip("/"), content
    yield from host_headers.build_host_files(plan.site_url, permanence.redirects)
    yield llms_text.FILE, llms_text.build_llms_text(plan.site)
    yield "sitemap.xml", sitemap.build_sitemap(plan.pages, plan.site_url)


def _to_follow(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """The list of feeds in each language, and the calendars."""
    site = plan.site
    of_programmes = calendars.calendars(site)
    for lang, language in site.languages.items():
        yield feed_list.path(lang), feed_list.build_list(site, language)
        for calendar in of_programmes:
            yield calendar.path(lang), calendars.calendar_file(calendar, site, language)
