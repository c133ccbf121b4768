"""Fixtures of all tests: the real root, and a miniature site root composed from real descriptions
and invented rows.
"""

import os
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

import pytest
import sandbox
from hypothesis import settings
from mini_site import compose
from paths import ROOT
from remembered import load_catalog

from datasite.downloads.all_tables import build_published_tables
from datasite.downloads.published_tables import PublishedTable
from datasite.language.localization import Language, load_languages
from datasite.model.builder import build_register
from datasite.model.register import Register
from datasite.tables.catalog import Catalog

# The same examples on every machine, and no time limit: a slow machine is not a fault of the code.
settings.register_profile("site", deadline=None, derandomize=True, database=None)
settings.load_profile("site")


def pytest_configure(config: pytest.Config) -> None:
    """Keep this process from reaching another machine; built_sites.environment keeps the commands
    that tests start. All processes of a run share one memory, which begins empty.
    """
    sys.addaudithook(_stay_here)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["MEMORY"] = tempfile.mkdtemp(prefix="memory-")
        config.add_cleanup(partial(shutil.rmtree, os.environ["MEMORY"], ignore_errors=True))


def _stay_here(event: str, arguments: tuple[object, ...]) -> None:
    if host := sandbox.outside(event, arguments):
        raise AssertionError(f"a test looked outside this machine: {host}")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write the present output over the golden files"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What makes a site for several processes comes first, so that they do not wait for it; the
    real site, which takes longest and is tested last, before the others.
    """
    makers = [item for item in items if item.get_closest_marker("makes_for_others")]
    items[:] = [*reversed(makers), *(item for item in items if item not in makers)]


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def mini(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the miniature site.

    Shared by the tests of a process: read it, do not write to it.
    """
    return compose(tmp_path_factory.mktemp("mini"))


@pytest.fixture
def copy_of_mini(tmp_path: Path) -> Path:
    """The root of a miniature site of the test's own, to be broken."""
    return compose(tmp_path / "mini")


@pytest.fixture(scope="session")
def mini_catalog(mini: Path) -> Catalog:
    return load_catalog(mini)


@pytest.fixture(scope="session")
def mini_register(mini_catalog: Catalog) -> Register:
    return build_register(mini_catalog)


@pytest.fixture(scope="session")
def mini_published(mini_catalog: Catalog, mini_register: Register) -> dict[str, PublishedTable]:
    """The tables that the miniature site publishes, by name."""
    return dict(build_published_tables(mini_catalog, mini_register, "https://mini.example"))


@pytest.fixture(scope="session")
def languages(project_root: Path) -> dict[str, Language]:
    return dict(load_languages(project_root))


@pytest.fixture(scope="session")
def dataset_names() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in (ROOT / "datasets").glob("*/dataset.yaml")))


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether the present output is to be written over the golden files."""
    return bool(request.config.getoption("--accept"))
