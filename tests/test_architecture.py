"""Who may import whom, and what no module may do. The layers stand in one flat list; each imports only what is above it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "scripts" / "datasite"
LAYERS = (
    # text with positions
    "problems",
    "intake",
    "scan",
    "settings",
    "values",
    "languages",
    "identity",
    "likeness",
    "descriptor",
    "records",
    "changes",
    "health",
    "plain_text",
    "page_text",
    "privacy",
    # checks
    "spellings",
    "printed",
    "rules",
    "money_rules",
    "cells",
    "schema",
    # repairs
    "charsets",
    "repair",
    "catalog",
    # meaning
    "model",
    "totals",
    "families",
    "words",
    "i18n",
    "typography",
    "amount_words",
    "prose",
    "outlines",
    "reports",
    "comments",
    # new records
    "page_facts",
    "drafts",
    "forms",
    "kinds",
    "recorded",
    "dialogue",
    "inplace",
    # files to download
    "tables",
    "addresses",
    "corrections",
    "differences",
    "telling",
    "row_tables",
    "wide",
    "operations",
    "published",
    "exports",
    "extracts",
    "release",
    "citations",
    "snippets",
    "database",
    "package",
    # metadata for catalogues
    "syntaxes",
    "dcat",
    "csvw",
    "croissant",
    "grants360",
    "manifest",
    "metadata",
    "linked",
    # pages
    "maps",
    "timelines",
    "together",
    "views",
    "charts",
    "gallery",
    "overviews",
    "explorer",
    "coverage",
    "repository",
    "pages",
    "feeds",
    "sitemap",
    "hosting",
    "render",
    "search",
    "site",
    # on their own: they look at files and folders, not at data
    "proposals",
    "system",
    "programs",
    "indexer",
    "lint",
    "verified",
    "output",
    "serving",
    "publishing",
)
ALONE = ("indexer", "lint", "output", "publishing")
MODULES = sorted(path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__")
TABLES = {"tables", "wide", "operations", "published"}
# A library's only places, so that it can be replaced there.
HOMES = {
    "frictionless": {"schema"},
    "stdnum": {"privacy", "rules"},
    "yaml": {"settings", "site", "citations"},
    "pandas": TABLES,
    "numpy": TABLES,
    "pyarrow": {"exports"},
    "rdflib": {"dcat", "syntaxes"},
    "xlsxwriter": {"exports"},
    "sqlite3": {"database"},
    "markdown": {"prose"},
    "nh3": {"prose"},
    "babel": {"i18n"},
    "gettext": {"i18n", "problems"},
    "jinja2": {"render"},
    "lxml": {"lint", "manifest", "page_text", "page_facts"},
    "rapidfuzz": {"likeness"},
    "feedgenerator": {"feeds"},
    "daff": {"row_tables"},
    "pelican": {"site"},
    "pagefind_bin": {"indexer"},
    "subprocess": {"programs"},
}
# The same input gives the same bytes: no clock, no chance, no surroundings, no network, no other program.
NEVER_IMPORTED = {
    "time",
    "random",
    "secrets",
    "locale",
    "socket",
    "ssl",
    "http",
    "requests",
    "urllib.request",
    "git",
    "getpass",
    "platform",
    "tempfile",
    "multiprocessing",
    "threading",
}
NEVER_CALLED = {"now", "utcnow", "today", "environ", "getenv", "uuid1", "uuid4", "expanduser", "getcwd", "cwd", "system", "popen", "mktime", "urandom"}
LONGEST = 400  # lines


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))


def _imports(module: str) -> Iterator[str]:
    """Dotted names of what a module imports, `datasite` itself as `datasite.NAME`."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole package"
            if node.module == "datasite":
                yield from (f"datasite.{alias.name}" for alias in node.names)
            else:
                yield str(node.module)


def test_every_module_has_its_layer() -> None:
    assert sorted(LAYERS) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_imports_only_what_is_above(module: str) -> None:
    ours = {name.split(".")[1] for name in _imports(module) if name.startswith("datasite.")}
    assert ours <= set(LAYERS[: LAYERS.index(module)])
    assert not ours & set(ALONE)


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_used_only_at_home(library: str) -> None:
    users = {module for module in MODULES if any(name.split(".")[0] == library for name in _imports(module))}
    assert users
    assert users <= HOMES[library]


@pytest.mark.parametrize("module", MODULES)
def test_nothing_depends_on_time_chance_or_surroundings(module: str) -> None:
    imported = {".".join(name.split(".")[:depth]) for name in _imports(module) for depth in (1, 2)}
    used = {node.attr for node in ast.walk(_tree(module)) if isinstance(node, ast.Attribute)}
    assert not imported & NEVER_IMPORTED
    assert not used & NEVER_CALLED
    assert "os" not in imported or module in ("output", "inplace", "system")  # they put files on the disk


@pytest.mark.parametrize("module", MODULES)
def test_a_long_module_says_why(module: str) -> None:
    lines = (PACKAGE / f"{module}.py").read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST or "Long because" in (ast.get_docstring(_tree(module)) or "")


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_is_for(module: str) -> None:
    assert ast.get_docstring(_tree(module))


def test_only_the_settings_read_the_environment(project_root: Path) -> None:
    """And the command that looks for a browser for the tests."""
    readers = [path.name for path in [project_root / "pelicanconf.py", *(project_root / "scripts").rglob("*.py")] if "os.environ" in path.read_text(encoding="utf-8")]
    assert readers == ["pelicanconf.py", "browser.py"]


@pytest.mark.parametrize("module", ["rules", "money_rules"])
def test_rules_neither_raise_nor_print(module: str) -> None:
    names = {node.id for node in ast.walk(_tree(module)) if isinstance(node, ast.Name)}
    assert not names & {"print", "open", "input"}
    assert not any(isinstance(node, ast.Raise | ast.Assert) for node in ast.walk(_tree(module)))
