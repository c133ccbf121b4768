"""The miniature site against its accepted output, byte for byte. `make golden` accepts the present one.

Not among the golden files, to keep them few, and each covered elsewhere: the copies of theme/static (compared with their
originals below), the pages of most datasets (all of one template; those kept show each group), and of the data what is
large or the same for each table: its sum stands in the golden SHA256SUMS. The zip is masked, since its bytes depend on
the machine's zlib.
"""

import difflib
import re
import shutil
from pathlib import Path

import pytest
import sites

GOLDEN = Path(__file__).resolve().parent / "golden"
KEPT_DATASETS = "projects|budgets|statements|currencies"
LEFT_OUT = re.compile(rf"theme/|(pl/dane|en/data)/(?!({KEPT_DATASETS})/|index\.html)|data/(?!(({KEPT_DATASETS})\.(csv|json)|SHA256SUMS)$)")
ZIP_SUM = re.compile(rb"^[0-9a-f]{64}(?=  \S+\.zip$)", re.MULTILINE)
ZIP_SIZE = re.compile(rb"(?<=\.zip <small>)\d+")
SHOWN_FILES, SHOWN_LINES = 5, 60


@pytest.fixture(scope="module")
def mini_site(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sites.mini(mini, tmp_path_factory.getbasetemp())


def comparable(site: Path) -> dict[str, bytes]:
    """What of a site is compared."""
    return {path: ZIP_SIZE.sub(b"0", ZIP_SUM.sub(b"0" * 64, content)) for path, content in sites.tree(site).items() if not LEFT_OUT.match(path)}


def differences(accepted: dict[str, bytes], present: dict[str, bytes]) -> str:
    """The files that differ, and how the first of them do."""
    differing = sorted(path for path in accepted.keys() | present.keys() if accepted.get(path) != present.get(path))
    said = [f"{len(differing)} files differ from tests/golden. If the present ones are right: make golden", *differing]
    for path in differing[:SHOWN_FILES]:
        old, new = (side.get(path, b"").decode().splitlines() for side in (accepted, present))
        said += ["", *list(difflib.unified_diff(old, new, f"golden/{path}", f"present/{path}", lineterm="", n=1))[:SHOWN_LINES]]
    return "\n".join(said)


def test_miniature_site_is_as_accepted(mini_site: Path, accept: bool) -> None:
    present = comparable(mini_site)
    if accept:
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, content in present.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(content)
    accepted = sites.tree(GOLDEN)
    if accepted != present:
        pytest.fail(differences(accepted, present), pytrace=False)


def test_static_files_of_the_theme_are_published_as_they_are(mini: Path, mini_site: Path) -> None:
    assert sites.tree(mini_site / "theme") == sites.tree(mini / "theme" / "static")
