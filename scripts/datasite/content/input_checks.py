"""The check of everything that contributors write: the data, and then the texts."""

from pathlib import Path

from datasite.checks.catalog_checks import load_catalog
from datasite.content import prose
from datasite.model.builder import build_register
from datasite.problems import Guard, Problem, ProblemsError, unlimited


def input_problems(root: Path, guard: Guard = unlimited) -> list[Problem]:
    """The problems of `root`/datasets; where there are none, those of the texts in `root`/content,
    which refer to the data. Work on each file goes on within `guard`.
    """
    try:
        return prose.check_texts(root, build_register(load_catalog(root, guard)), guard)
    except ProblemsError as error:
        return error.problems
