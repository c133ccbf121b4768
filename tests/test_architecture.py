"""Which room may import which, where a library may be used, and what no module may do.

The rooms are the folders of scripts/datasite.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from code_uses import used_names
from paths import ROOT, SCRIPTS, TESTS

PACKAGE = SCRIPTS / "datasite"
# Modules beside the rooms that every room may import.
GROUND = {"problems", "values", "matching", "workers", "memory"}
# What each room may import beside the ground and itself.
ROOMS: dict[str, set[str]] = {
    "language": set(),
    "tables": {"language"},
    "publication": {"language", "tables"},
    "checks": {"language", "tables"},
    "model": {"language", "tables"},
    "content": {"language", "tables", "publication", "checks", "model"},
    "history": {"language", "tables"},
    "permanence": {"language", "tables", "publication", "model", "content", "history"},
    "downloads": {"language", "tables", "publication", "model", "history", "permanence"},
    "releases": {
        *("language", "tables", "publication", "model", "content", "history", "downloads"),
    },
    "metadata": {
        *("language", "tables", "publication", "model", "content", "history", "downloads"),
    },
    "charts": {"language", "model", "downloads"},
    "delivery": {"language", "publication"},
    "pages": {
        "language",
        "tables",
        "publication",
        "checks",
        "model",
        "content",
        "history",
        "permanence",
        "downloads",
        "releases",
        "metadata",
        "charts",
        "delivery",
    },
    "cards": {"language", "publication", "model", "pages"},
    "review": {"language", "tables", "publication", "checks", "model", "content", "history"},
    "sources": {"tables", "review"},
    "new_records": {"language", "tables", "checks", "model", "content", "sources"},
    # The roof: no room imports it.
    "site": {
        "language",
        "tables",
        "publication",
        "checks",
        "model",
        "content",
        "history",
        "permanence",
        "downloads",
        "releases",
        "metadata",
        "charts",
        "pages",
        "cards",
        "delivery",
    },
}
TOP = {"command_line"}  # modules above the rooms; only commands import them
MAY_USE_COMMAND_LINE = {"review.revisions"}
MOST_AT_THE_TOP = 6
MOST_IN_A_FOLDER = 14
LONGEST = 300  # lines
MAY_BE_LONGER = 4  # modules, each with its reason in the docstring
# A library's only places, as modules or rooms, so that it can be replaced there.
HOMES: dict[str, set[str]] = {
    "frictionless": {"checks.schema"},
    "stdnum": {"checks.personal_data", "checks.rules"},
    "yaml": {"tables.yaml_files", "publication"},
    "pandas": {"downloads", "charts"},
    "pyarrow": {"downloads"},
    "pyoxigraph": {"metadata"},
    "xlsxwriter": {"downloads"},
    "sqlite3": {"downloads"},
    "markdown": {"content"},
    "nh3": {"content"},
    "babel": {"language"},
    "gettext": {"language", "problems"},
    "jinja2": {
        *("site.build", "site.environment", "site.generator", "site.writer"),
        "review.report.page",
    },
    "lxml": {"delivery.lint", "delivery.lint_pages", "metadata", "sources"},
    "rapidfuzz": {"matching"},
    "feedgenerator": {"site.feed_formats"},
    "daff": {"review.report.page"},
    "pelican": {"content.reader", "site"},
    "pagefind_bin": {"delivery.search_index"},
    "resvg_py": {"cards.pictures"},
    "PIL": {"cards.pictures"},
    "zopfli": {"cards.pictures"},
    "fontTools": {"cards.typefaces"},
    "filelock": {"delivery.output"},
    "subprocess": {"delivery.os_calls", "review.revisions"},
    "requests": {"sources.visits", "sources.public_network", "review.github"},
    "protego": {"sources.visits"},
}
# The same input gives the same bytes: no clock, no chance, no surroundings, no network, no other
# program.
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
NEVER_CALLED = {
    "now",
    "utcnow",
    "today",
    "environ",
    "getenv",
    "uuid1",
    "uuid4",
    "expanduser",
    "getcwd",
    "cwd",
    "system",
    "popen",
    "mktime",
    "urandom",
}
ASKS_OTHER_SITES = {"sources.visits", "sources.public_network", "review.github"}
SERVES = {"site.preview_server"}  # a built site, to this machine
# The command line ends processes; workers are forks of this one, which change no result.
MEETS_THE_WORLD = {*ASKS_OTHER_SITES, *SERVES, "command_line", "workers"}
WRITES_FILES = {
    "memory",
    "delivery.output",
    "delivery.os_calls",
    "tables.safe_write",
    "command_line",
}


# What few modules may do, by the names that they use for it, and the modules.
ONLY_THERE: dict[str, tuple[set[str], set[str]]] = {
    # Pelican's environment has every other template.
    "make an environment of templates": (
        {
            *("Environment", "NativeEnvironment", "Template", "NativeTemplate", "overlay"),
            *("SandboxedEnvironment", "ImmutableSandboxedEnvironment", "from_string", "*"),
        },
        {"review.report.page", "site.environment"},  # the latter has the class of ours
    ),
    "render a template": (
        {"render", "render_async", "root_render_func", "stream", "make_module"},
        {"site.writer", "site.environment", "review.report.page"},
    ),
    # The writer is a subclass of Pelican's; the generator asks it to write.
    "write a page or a feed": (
        {"write_file", "write_feed", "writeString", "Writer"},
        {"site.writer", "site.generator"},
    ),
    "write a file": (
        {"write_bytes", "write_text", "writelines", "fdopen", "copyfile", "copy2", "copytree"},
        {
            *("site.writer", "site.generator"),  # what is no page, by the writer
            *("memory", "tables.safe_write", "delivery.output", "delivery.search_index"),
            *("delivery.upload_targets", "review.revisions"),
        },
    ),
}


def _name(path: Path) -> str:
    """checks/rules/money.py as checks.rules.money; the __init__ of a folder as the folder."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {
    _name(path): path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"
}


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def _room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def _imports(module: str) -> Iterator[str]:
    """The dotted names that a module imports; a module of ours as `datasite.ROOM.NAME`."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole package"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            own_modules = [name for name in names if name.removeprefix("datasite.") in MODULES]
            yield from own_modules or [str(node.module)]


def _ours(module: str) -> set[str]:
    """The modules of the package that a module imports, as `ROOM.NAME`."""
    return {
        name.removeprefix("datasite.") for name in _imports(module) if name.startswith("datasite.")
    }


def _is_within(module: str, places: set[str]) -> bool:
    """Whether a module is one of the places or inside one of them."""
    return any(module == place or module.startswith(f"{place}.") for place in places)


def test_every_folder_is_a_room() -> None:
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == set(ROOMS)
    assert {path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"} == GROUND | TOP


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_it_may(room: str) -> None:
    for module in (name for name in MODULES if _room(name) == room):
        rooms = {_room(name) for name in _ours(module)} - GROUND - {room}
        allowed = ROOMS[room] | ({"command_line"} if module in MAY_USE_COMMAND_LINE else set())
        assert rooms <= allowed, f"{module} imports {sorted(rooms - allowed)}"


@pytest.mark.parametrize("module", sorted(GROUND))
def test_the_ground_imports_no_room(module: str) -> None:
    assert _ours(module) <= GROUND


def test_no_module_imports_itself_through_others() -> None:
    waiting, done = dict.fromkeys(MODULES, 0), set[str]()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way, module))
        if module not in done:
            for imported in _ours(module) & MODULES.keys():
                visit(imported, (*way, module))
            done.add(module)

    for module in waiting:
        visit(module, ())


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_used_only_in_its_place(library: str) -> None:
    users = {
        module
        for module in MODULES
        if any(name.split(".")[0] == library for name in _imports(module))
    }
    assert users
    assert [module for module in users if not _is_within(module, HOMES[library])] == []


@pytest.mark.parametrize("module", sorted(MODULES.keys() - MEETS_THE_WORLD))
def test_nothing_depends_on_time_chance_or_surroundings(module: str) -> None:
    imported = {".".join(name.split(".")[:depth]) for name in _imports(module) for depth in (1, 2)}
    used = {node.attr for node in ast.walk(_tree(module)) if isinstance(node, ast.Attribute)}
    assert not imported & NEVER_IMPORTED
    assert not used & NEVER_CALLED
    assert "os" not in imported or module in WRITES_FILES


@pytest.mark.parametrize("act", ONLY_THERE)
def test_only_few_modules_may(act: str) -> None:
    names, places = ONLY_THERE[act]
    users = {module for module in MODULES if names & used_names(_tree(module))}
    assert users - places == set(), f"other modules {act}"
    assert users, f"no module has to {act}"


@pytest.mark.parametrize(
    ("act", "sample"),
    [
        ("make an environment of templates", "import jinja2\njinja2.Environment()"),
        ("make an environment of templates", "import jinja2 as j\nnew = j.Environment\nnew()"),
        ("make an environment of templates", "from jinja2 import Environment as E\nE()"),
        ("make an environment of templates", "from jinja2 import Template as T\nT('x').render()"),
        ("make an environment of templates", "from jinja2 import *\nEnvironment()"),
        ("make an environment of templates", "import jinja2\ngetattr(jinja2, 'Environment')()"),
        (
            "make an environment of templates",
            "from importlib import import_module as load\nload('jinja2').Environment()",
        ),
        (
            "make an environment of templates",
            "from jinja2 import sandbox\nclass E(sandbox.SandboxedEnvironment): ...",
        ),
        ("make an environment of templates", "def f(env): return env.overlay().from_string('')"),
        ("render a template", "def f(template): return template.render()"),
        ("render a template", "from operator import methodcaller\nmethodcaller('render')(1)"),
        ("write a page or a feed", "def f(writer): writer.write_file('x.html', 1, {})"),
        ("write a page or a feed", "def f(writer): write = writer.write_feed\n"),
        ("write a page or a feed", "def f(feed): return feed.writeString('utf-8')"),
        ("write a page or a feed", "from pelican.writers import Writer as W\nW('output')"),
        ("write a file", "def f(path): path.write_text('<!doctype html>')"),
    ],
)
def test_the_test_sees_who_does_it_under_any_name(act: str, sample: str) -> None:
    names, _ = ONLY_THERE[act]
    assert names & used_names(ast.parse(sample))


def test_what_a_module_is_given_it_does_not_make() -> None:
    sample = (
        "import jinja2\ndef f(e: jinja2.Environment) -> jinja2.Template: return e.get_template()"
    )
    assert used_names(ast.parse(sample)) == {"get_template"}


def test_no_module_that_builds_draws_cards() -> None:
    """A build has neither their renderer nor their typefaces: it copies what is drawn."""
    draws = {"cards.pictures", "cards.drawing", "cards.typefaces", "cards.setting"}
    assert {module for module in MODULES if draws & _ours(module)} <= draws


def test_no_module_that_builds_asks_other_sites_or_serves() -> None:
    users = {module for module in MODULES if (ASKS_OTHER_SITES | SERVES) & _ours(module)}
    assert users <= ASKS_OTHER_SITES


def test_folders_are_small() -> None:
    for folder in (path.parent for path in PACKAGE.rglob("__init__.py")):
        modules = [path for path in folder.glob("*.py") if path.stem != "__init__"]
        assert len(modules) <= (MOST_AT_THE_TOP if folder == PACKAGE else MOST_IN_A_FOLDER), folder


def test_few_modules_are_long_and_each_says_why() -> None:
    long = {
        module
        for module, path in MODULES.items()
        if path.read_text(encoding="utf-8").count("\n") > LONGEST
    }
    assert len(long) <= MAY_BE_LONGER, sorted(long)
    assert [
        module for module in long if "Long because" not in (ast.get_docstring(_tree(module)) or "")
    ] == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_is_for(module: str) -> None:
    assert len(ast.get_docstring(_tree(module)) or "") > len("A few words.")


def test_only_the_settings_read_the_environment() -> None:
    """And the command that looks for a browser for the tests."""
    readers = [
        path.name
        for path in [ROOT / "pelicanconf.py", *SCRIPTS.rglob("*.py")]
        if "os.environ" in path.read_text(encoding="utf-8")
    ]
    assert readers == ["pelicanconf.py", "browser.py"]


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("checks.rules.")])
def test_rules_neither_raise_nor_print(module: str) -> None:
    names = {node.id for node in ast.walk(_tree(module)) if isinstance(node, ast.Name)}
    assert not names & {"print", "open", "input"}
    assert not any(isinstance(node, ast.Raise | ast.Assert) for node in ast.walk(_tree(module)))


def _imported_modules(path: Path) -> set[str]:
    """The modules that a file outside the package imports, by their full names."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(node.module or "")
    return modules


def test_no_test_imports_a_test() -> None:
    tests = {
        path.stem
        for path in TESTS.rglob("*.py")
        if path.stem.startswith("test_") or path.stem == "conftest"
    }
    for path in TESTS.rglob("*.py"):
        assert not tests & _imported_modules(path), path


def test_no_command_imports_a_command() -> None:
    commands = {path.stem for path in SCRIPTS.glob("*.py")}
    for path in SCRIPTS.glob("*.py"):
        assert not commands & _imported_modules(path), path
