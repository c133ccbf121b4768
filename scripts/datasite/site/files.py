"""The files of the site that are no pages: data, feeds, sitemap, and what the host reads."""

from collections.abc import Iterator
from pathlib import Path

from datasite.delivery import host_headers
from datasite.pages import corrections, feeds, sitemap
from datasite.site.plan import Plan


def build_files(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """Every file that we write beside the pages, as (path in the site, content)."""
    yield from _data_beside_pages(plan)
    yield from _feeds(plan)
    for download in plan.site.files.values():
        yield f"data/{download.name}", download.content
    yield from host_headers.build_host_files()
    yield "sitemap.xml", sitemap.build_sitemap(plan.pages, plan.site_url)
    yield (
        "robots.txt",
        f"User-agent: *\nAllow: /\nSitemap: {plan.site_url}/sitemap.xml\n".encode(),
    )


def _data_beside_pages(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """The files that the scripts of pages read, in the folders of the pages."""
    for page in plan.pages:
        for name, content in page.data_files.items():
            yield f"{Path(page.file).parent.as_posix()}/{name}", content


def _feeds(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """The news and the corrections of each language in each format."""
    log = corrections.correction_log(plan.site.catalog)
    for code, language in plan.site.languages.items():
        articles = (p for p in plan.pages if p.type == "article" and p.lang == code)
        for channel in (
            feeds.news_channel(articles, language),
            feeds.corrections_channel(log, language),
        ):
            for name in feeds.FEEDS:
                yield (
                    f"{channel.folder.strip('/')}/{name}",
                    feeds.build_feed(
                        channel, language, plan.site_url, name, plan.site.release.date
                    ),
                )
