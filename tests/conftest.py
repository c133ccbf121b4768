"""What tests share: the real root, and a miniature site root composed from real descriptions and invented rows."""

import re
import shutil
import sys
from pathlib import Path

import pytest
import sites
import surroundings
from hypothesis import settings

from datasite.checks.catalog_checks import load_catalog
from datasite.downloads import published_tables
from datasite.downloads.published_tables import Published
from datasite.language.localization import Language, load_languages
from datasite.model.register import Register, build_register
from datasite.tables.catalog import Catalog

# The same examples on every machine and no limit of time for one: a slow machine is no fault of the code.
settings.register_profile("site", deadline=None, derandomize=True, database=None)
settings.load_profile("site")

ROOT = Path(__file__).resolve().parent.parent
ROWS = Path(__file__).resolve().parent / "mini"
MINIMUM = re.compile(r"^(rows: \{min: )\d+", re.MULTILINE)


def pytest_configure() -> None:
    """No test reaches another machine: neither this process nor, by sites.environment, the commands that it starts."""
    sys.addaudithook(_stay_here)


def _stay_here(event: str, arguments: tuple[object, ...]) -> None:
    if host := surroundings.outside(event, arguments):
        raise AssertionError(f"a test looked outside this machine: {host}")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the present output over the golden files")


def compose(target: Path) -> Path:
    """A site root in `target`: the real dataset.yaml, templates and settings, the rows and the prose of tests/mini.

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
    shutil.copytree(ROWS / "content", target / "content")
    shutil.copytree(ROOT / "theme", target / "theme")
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    (target / "pelicanconf.py").write_text(settings.replace('"REPOSITORY_URL", ""', f'"REPOSITORY_URL", "{sites.REPOSITORY}"'), encoding="utf-8")
    (target / "scripts").symlink_to(ROOT / "scripts")  # where pelicanconf.py looks for the plugin
    return target


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def mini(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the miniature site. Shared by the tests of a process: read it, do not write to it."""
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
def mini_published(mini_catalog: Catalog, mini_register: Register) -> dict[str, Published]:
    """The tables that the miniature site publishes, by name."""
    return dict(published_tables.build(mini_catalog, mini_register, "https://mini.example"))


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
