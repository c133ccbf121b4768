"""Sites that Pelican makes in this process from a plan, without the search index and the lint."""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import built_sites
from paths import ROOT
from pelican import signals
from pelican.contents import Content

from datasite.content.text import Text
from datasite.pages.page import Page
from datasite.site.plan import Plan
from datasite.site.run import run_pelican
from datasite.site.settings import load_settings


def write(plan: Plan, theme: Path, folder: Path, **more: Any) -> None:
    """Let Pelican write the planned site into `folder`, with the templates of `theme` and `more`
    settings.

    Its articles and pages say what the texts of the plan say, though the checks would refuse it.
    """
    texts = {(text.kind, text.name, text.lang): text for text in plan.site.texts}

    def say_what_the_plan_says(content: Content) -> None:
        text = texts[content.kind, content.name, content.lang]
        content._content, content.title, content._summary = text.html, text.title, text.summary
        content.metadata |= {"title": text.title, "summary": text.summary}

    settings = load_settings(ROOT) | {
        "THEME": str(theme),
        "SITEURL": plan.site_url,
        "FEED_DOMAIN": plan.site_url,
        **more,
    }
    with (
        tempfile.TemporaryDirectory() as root,
        signals.content_object_init.connected_to(say_what_the_plan_says),
    ):
        _write_stubs(plan, Path(root))
        run_pelican(settings | {"ROOT": root, "PATH": str(Path(root) / "content")}, folder, plan)


def _write_stubs(plan: Plan, root: Path) -> None:
    """For Pelican to find: a file for each text that has a page."""
    for page in plan.pages:
        if page.from_content:
            text: Text = page.view.text if page.type == "article" else page.view
            file = root / "content" / text.kind / f"{text.name}.{text.lang}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            slug = "" if text.date else f"Slug: {text.slug}\n"
            file.write_text(f"Title: x\n{slug}Summary: x\n\nx\n", encoding="utf-8")


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
