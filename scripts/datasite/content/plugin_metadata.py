"""The front-matter entries that plugins of Pelican read, as pelicanconf.py lists them.

The file is read and never run: `make check` needs the list alone, and fast.
"""

import ast
import re
from pathlib import Path

from datasite.problems import N_, Message, Problem, ProblemsError
from datasite.tables import input_files, text_files

SETTING = "PLUGIN_METADATA"
_FILE = "pelicanconf.py"
_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*\Z")
# What addresses and the plan of the site depend on, and what our own front matter or reader says.
RESERVED = frozenset(
    {
        *("title", "summary", "slug", "lang", "date", "modified", "status", "template"),
        *("url", "save_as", "path", "translation", "content", "translations"),
        *("kind", "name", "section"),
        *("projects", "organisations", "cooperation", "sources"),
    }
)


def read_plugin_metadata(root: Path) -> tuple[frozenset[str], list[Problem]]:
    """The entries that `root`/pelicanconf.py allows for plugins, e.g. {"series"}, and the problems
    of the list; nothing where the file or the setting is missing.
    """
    if not (root / _FILE).exists():
        return frozenset(), []
    try:
        content = input_files.read_input(root, _FILE, input_files.SETTING_BYTES)
    except ProblemsError as error:
        return frozenset(), error.problems
    text, problems = text_files.decode_text(_FILE, content)
    if problems:
        return frozenset(), problems
    try:
        statements = ast.parse(text).body
    except SyntaxError as error:
        what = Message(N_("The file is not valid Python."))
        right = Message(N_("Correct the line, or restore the file."))
        return frozenset(), [Problem(_FILE, error.lineno or 1, 1, "settings", what, right)]
    names: frozenset[str] = frozenset()
    for statement in statements:
        if _sets(statement):
            names, found = _names(statement)
            problems += found
    return names, problems


def _sets(statement: ast.stmt) -> bool:
    """Whether a statement gives the setting a value."""
    targets = (
        statement.targets
        if isinstance(statement, ast.Assign)
        else [statement.target]
        if isinstance(statement, ast.AnnAssign | ast.AugAssign)
        else []
    )
    return any(isinstance(target, ast.Name) and target.id == SETTING for target in targets)


def _names(statement: ast.stmt) -> tuple[frozenset[str], list[Problem]]:
    """The names in the list of a statement that sets it."""
    value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
    names = [
        element.value if isinstance(element, ast.Constant) else None
        for element in (value.elts if isinstance(value, ast.List | ast.Tuple) else [None])
    ]
    if all(isinstance(n, str) and _NAME.match(n) and n not in RESERVED for n in names):
        return frozenset(str(name) for name in names), []
    what = Message(N_("%(setting)s is not a list of front-matter entries."), {"setting": SETTING})
    right = Message(
        N_(
            'Write it as ["series"]: in quotation marks, small letters and underscores, and no'
            " entry to which the site gives a meaning of its own."
        )
    )
    return frozenset(), [Problem(_FILE, statement.lineno, 1, "settings", what, right)]
