"""Sites that Pelican makes in this process from a plan, without the search index and the lint."""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import built_sites
import pelican.contents
from paths import ROOT
from pelican import signals
from pelican.contents import Article, Content

from datasite.pages.page import Page
from datasite.site.plan import Plan
from datasite.site.run import run_pelican
from datasite.site.settings import load_settings


def write(plan: Plan, theme: Path, folder: Path) -> None:
    """Let Pelican write the planned site into `folder`, with the templates of `theme` and the
    content beside it. The articles and pages are those of the plan, and say what its texts say.
    """
    planned = {(text.kind, text.lang, text.slug): text for text in plan.site.texts}

    def say_what_the_plan_says(content: Content) -> None:
        if isinstance(content, Article | pelican.contents.Page):
            text = planned[content.kind, content.lang, content.slug]
            content._content, content.title = text.html, text.title
            content.metadata |= {"title": text.title, "summary": text.summary}
            content._summary = text.summary

    settings = load_settings(ROOT) | {
        "ROOT": str(theme.parent),
        "THEME": str(theme),
        "PATH": str(theme.parent / "content"),
        "SITEURL": plan.site_url,
        **{
            f"{kind}_PATHS": [
                f"{text.kind}/{text.name}.{text.lang}.md"
                for page in plan.pages
                if page.type == page_type and (text := text_of(page.view))
            ]
            for kind, page_type, text_of in (
                ("ARTICLE", "article", lambda view: view.text),
                ("PAGE", "text", lambda view: view),
            )
        },
    }
    signals.content_object_init.connect(say_what_the_plan_says)
    try:
        run_pelican(settings, folder, plan)
    finally:
        signals.content_object_init.disconnect(say_what_the_plan_says)


def files(plan: Plan, theme: Path) -> dict[str, bytes]:
    """Every file of the planned site by its path, but for those of theme/static."""
    with tempfile.TemporaryDirectory() as folder:
        write(plan, theme, Path(folder))
        written = built_sites.tree(Path(folder))
    return {path: content for path, content in written.items() if not path.startswith("theme/")}


def pages(plan: Plan, theme: Path, chosen: Iterable[Page]) -> dict[str, str]:
    """The HTML of the chosen pages by their files; of the others only the texts are made."""
    wanted = tuple(chosen)
    texts = (page for page in plan.pages if page.type == "text" and page not in wanted)
    written = files(replace(plan, pages=(*wanted, *texts)), theme)
    return {page.file: written[page.file].decode() for page in wanted}
