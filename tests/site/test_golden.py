"""The miniature site against its accepted output, byte for byte.

`make golden` accepts the present output.

The golden files leave out, to stay few, what other tests hold: the copies of theme/static (compared
with their originals below), the search index (used in the browser), the pages of most datasets (all
of one template; those kept show each group), and most of /data/, which has every table in many
formats. Sizes and checksums on pages are masked: those of archives depend on the machine's
libraries.
"""

import difflib
import re
import shutil
from pathlib import Path

import built_sites
import pytest
from paths import TESTS

from datasite.cards.kept import FOLDER, kept_files
from datasite.site.style_sheets import join_style_sheets

GOLDEN = TESTS / "golden"
KEPT_DATASETS = "budgets|currencies"
KEPT_FILES = rf"({KEPT_DATASETS})\.(csv|json)|projects/przykladowy-projekt\.(csv|json)"
LEFT_OUT = re.compile(
    r"theme/|pagefind/|.*/words\.json$|"
    rf"(pl/dane|en/data)/(?!({KEPT_DATASETS})/|index\.html)|data/(?!({KEPT_FILES})$)"
)
SHOWN_FILES, SHOWN_LINES = 5, 60


@pytest.fixture(scope="module")
def mini_site(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.mini(mini, tmp_path_factory.getbasetemp())


def comparable(site: Path) -> dict[str, bytes]:
    """The files of a site that are compared."""
    kept = {
        path: content
        for path, content in built_sites.tree(site).items()
        if not LEFT_OUT.match(path)
    }
    return {
        path: built_sites.masked(content.decode()).encode() if path.endswith(".html") else content
        for path, content in kept.items()
    }


def differences(accepted: dict[str, bytes], present: dict[str, bytes]) -> str:
    """The files that differ, and how the first of them do."""
    differing = sorted(
        path for path in accepted.keys() | present.keys() if accepted.get(path) != present.get(path)
    )
    report = [
        (
            f"{len(differing)} files differ from tests/golden. If the present ones are right: make"
            " golden"
        ),
        *differing,
    ]
    for path in differing[:SHOWN_FILES]:
        old, new = (side.get(path, b"").decode().splitlines() for side in (accepted, present))
        report += [
            "",
            *list(
                difflib.unified_diff(
                    old, new, f"golden/{path}", f"present/{path}", lineterm="", n=1
                )
            )[:SHOWN_LINES],
        ]
    return "\n".join(report)


def test_miniature_site_is_as_accepted(mini_site: Path, accept: bool) -> None:
    present = comparable(mini_site)
    if accept:
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, content in present.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(content)
    accepted = built_sites.tree(GOLDEN)
    if accepted != present:
        pytest.fail(differences(accepted, present), pytrace=False)


def test_static_files_of_the_theme_are_published_as_they_are(mini: Path, mini_site: Path) -> None:
    sheets = {sheet.path: sheet.content for sheet in join_style_sheets(mini / "theme").values()}
    cards = {
        f"{FOLDER.name}/{name}": (mini / "theme" / FOLDER / name).read_bytes()
        for name in kept_files(mini / "theme" / FOLDER)
    }
    assert built_sites.tree(mini_site / "theme") == {
        **built_sites.tree(mini / "theme" / "static"),
        **sheets,
        **cards,
    }
