"""Sites that Pelican makes in this process from a plan, without the search index and the lint."""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import built_sites
from paths import ROOT

from datasite.pages.page import Page
from datasite.site.plan import Plan
from datasite.site.run import run_pelican
from datasite.site.settings import load_settings


def write(plan: Plan, theme: Path, folder: Path) -> None:
    """Let Pelican write the planned site into `folder`, with the templates of `theme`."""
    run_pelican(load_settings(ROOT) | {"THEME": str(theme)}, folder, plan)


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
