"""The miniature site: a root with real descriptions and invented rows."""

import re
import shutil
from pathlib import Path

import built_sites
from paths import ROOT, TESTS

ROWS = TESTS / "mini"


MINIMUM = re.compile(r"^(rows: \{min: )\d+", re.MULTILINE)


def compose(target: Path) -> Path:
    """Compose a site root in `target`: the real dataset.yaml files, templates and settings, and the
    rows and prose of tests/mini.

    The real lower bounds of rows are set to 0, since the miniature is smaller than any real table.
    """
    for description in sorted((ROOT / "datasets").glob("*/dataset.yaml")):
        folder = target / "datasets" / description.parent.name
        folder.mkdir(parents=True)
        text = MINIMUM.sub(r"\g<1>0", description.read_text(encoding="utf-8"))
        (folder / "dataset.yaml").write_text(text, encoding="utf-8")
        shutil.copy(ROWS / f"{folder.name}.csv", folder)
    shutil.copy(ROOT / "datasets" / "codelist.yaml", target / "datasets")
    shutil.copy(ROWS / "release.yaml", target / "datasets")
    for folder in ("content", "history"):
        shutil.copytree(ROWS / folder, target / folder)
    # The share cards of real projects are many, and fit none of the miniature.
    shutil.copytree(ROOT / "theme", target / "theme", ignore=_cards_of_projects)
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    (target / "pelicanconf.py").write_text(
        settings.replace('"REPOSITORY_URL", ""', f'"REPOSITORY_URL", "{built_sites.REPOSITORY}"'),
        encoding="utf-8",
    )
    (target / "scripts").symlink_to(ROOT / "scripts")  # where pelicanconf.py looks for the plugin
    return target


def _cards_of_projects(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "projects" and Path(folder).name == "cards"]


def compose_with_code(target: Path) -> Path:
    """Compose a site root as `compose` does, with a copy of the code, which a test may change."""
    root = compose(target)
    (root / "scripts").unlink()
    shutil.copytree(
        ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__")
    )
    return root
