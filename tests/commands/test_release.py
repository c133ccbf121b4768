"""scripts/release.py on a repository of the miniature: what it writes, what it refuses, and that it
writes all or nothing.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import built_sites
import commands
import pelican_runs
import pytest
import yaml
from edits import add, change, rows_of
from lxml import html
from mini_site import compose
from paths import ROOT
from repositories import AUTHOR, commit, git

import release
from datasite.command_line import CallError
from datasite.permanence.published import ADDRESSES
from datasite.publication import citations
from datasite.publication.release import read_release
from datasite.releases.kept import ALTERED, MISSING, faulty, read_kept
from datasite.releases.records import RECORDS
from datasite.site.files import build_files
from datasite.site.plan import plan_site

FIRST, SECOND = "2026-12-01", "2026-12-08"
SCRIPT = ROOT / "scripts" / "release.py"
URL = built_sites.SITE_URL


def run(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    called = [sys.executable, str(SCRIPT), "--root", str(root), *options]
    return commands.run(called, env=built_sites.environment(**AUTHOR))


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of the miniature after its first release, which is committed."""
    root = compose(tmp_path_factory.mktemp("release") / "mini")
    for name in ("CHANGELOG.md", "CITATION.cff", ".gitignore"):
        shutil.copy(ROOT / name, root)
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root)
    done = run(root, "--date", FIRST)
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        if line.startswith("  git add -- "):
            git(root, *line.split()[1:])
    git(root, "commit", "--quiet", "--message", "x")
    assert git(root, "status", "--porcelain") == ""  # it named every file
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(released, tmp_path / "mini", symlinks=True)
    return tmp_path / "mini"


def files_of(root: Path) -> dict[str, bytes]:
    """Every file but those that make history keeps for itself."""
    tree = built_sites.tree(root)
    return {path: content for path, content in tree.items() if not path.startswith(".history/")}


def prepare(root: Path, date: str = SECOND) -> release.Made:
    return release.prepare(root, root / "releases", date, "", URL)


def verify(folder: Path) -> None:
    command = ["sha256sum", "--strict", "--check", "SHA256SUMS"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": OK") == len(list(folder.iterdir())) - 1


def test_the_first_release(released: Path) -> None:
    folder = released / "releases" / FIRST
    verify(folder)
    version = read_release(released).version
    assert (read_release(released).released, version) == (FIRST, "1.2.3")
    (record,) = yaml.safe_load((released / RECORDS).read_text(encoding="utf-8"))["releases"]
    assert (record["version"], record["date"], record["doi"]) == (version, FIRST, "")
    assert "/pl/projekty/null/\n" in (released / ADDRESSES).read_text(encoding="utf-8")
    assert f"## Data 1.2.3 – {FIRST}\n" in (released / "CHANGELOG.md").read_text(encoding="utf-8")
    assert (released / "CITATION.cff").read_bytes() == citations.citation_file(
        read_release(released), URL
    )
    zenodo = json.loads((folder / ".zenodo.json").read_bytes())
    assert (zenodo["version"], zenodo["publication_date"]) == (version, FIRST)
    assert zenodo["upload_type"] == "dataset" and "doi" not in zenodo
    assert f"version: {version}\n" in (folder / "CITATION.cff").read_text(encoding="utf-8")
    package = json.loads((folder / "datapackage.json").read_bytes())
    assert package["version"] == version
    assert all((folder / resource["path"]).is_file() for resource in package["resources"])
    assert not any(path.stat().st_mode & 0o222 for path in folder.iterdir())


def test_the_same_data_are_refused(root: Path) -> None:
    done = run(root, "--date", SECOND)
    assert done.returncode == 2
    assert "The data are those of the release 1.2.3" in done.stderr
    assert git(root, "status", "--porcelain") == ""
    assert [path.name for path in (root / "releases").iterdir()] == [FIRST]


def test_changed_data_are_the_next_version(root: Path) -> None:
    change(root, "projects", "null", summary_en="Another summary.")
    made = release.prepare(root, root / "releases", SECOND, "10.5281/zenodo.1", URL)
    assert (made.record.version, [r.words for r in made.reasons]) == ("1.2.4", ["rows: 1 changed"])
    paths, new = release.write(root, root / "releases", made)
    assert new == () and RECORDS in paths
    verify(root / "releases" / SECOND)
    told = json.loads((root / "releases" / SECOND / "changes.json").read_bytes())
    assert told["since"] == FIRST
    assert [(c["record"], c["field"], c["after"]) for c in told["changes"]] == [
        ("null", "summary_en", "Another summary.")
    ]
    text = (root / "releases" / SECOND / "CITATION.cff").read_text(encoding="utf-8")
    assert "doi: 10.5281/zenodo.1\n" in text
    newest, first = read_kept(root, root / "releases")
    assert (newest.fault, first.fault, newest.since) == ("", "", FIRST)
    assert newest.has("projects", "null") and not newest.has("projects", "nowy")


def test_a_version_that_a_person_raised_is_kept(root: Path) -> None:
    change(root, "projects", "null", summary_en="Another summary.")
    file = root / "datasets/release.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub("^version: .*$", "version: 2.0.0", text, flags=re.M), encoding="utf-8")
    assert prepare(root).record.version == "2.0.0"


@pytest.mark.parametrize(
    ("path", "words"), [("datasets/projects/projects.csv", "Not committed: datasets/projects")]
)
def test_what_is_not_committed_is_refused(path: str, words: str, root: Path) -> None:
    with (root / path).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(CallError, match=words):
        release.require_committed(root)


def test_a_check_that_finds_problems_stops_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, "places", lambda row: row["place"] == "NA", place="NX")
    with pytest.raises(release.typer.Exit) as stopped:
        release.require_good_data(root)
    assert stopped.value.exit_code == 1
    assert "[foreign-key]" in capsys.readouterr().err


def test_a_lost_identifier_stops_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "budgets", "null-total", budget_id="null-razem")
    with pytest.raises(release.typer.Exit) as stopped:
        release.require_no_lost_ids(prepare(root))
    assert stopped.value.exit_code == 1
    assert "budgets null-total" in capsys.readouterr().err


def test_the_last_release_must_be_there_and_whole(root: Path) -> None:
    change(root, "projects", "null", summary_en="Another summary.")
    file = root / "releases" / FIRST / "projects.csv"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(CallError, match=ALTERED):
        prepare(root)
    shutil.rmtree(root / "releases")
    with pytest.raises(CallError, match=MISSING):
        prepare(root)


@pytest.mark.parametrize("date", [FIRST, "2026-11-30"])
def test_a_day_that_is_not_later_is_refused(date: str, root: Path) -> None:
    with pytest.raises(CallError, match="not later"):
        prepare(root, date)


def test_nothing_is_overwritten(root: Path) -> None:
    (root / "releases" / SECOND).mkdir()
    with pytest.raises(CallError, match="nothing is overwritten"):
        prepare(root)


@pytest.mark.parametrize("options", [("--date", "2026-12"), ("--doi", "zenodo.1")])
def test_wrong_options_are_refused(options: tuple[str, str], root: Path) -> None:
    assert run(root, *options).returncode == 2


@pytest.fixture
def failing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[type]:
    """Files of the repository cannot be written: the disk is full, or somebody stops it."""

    def fail(*_: object) -> None:
        raise request.param

    monkeypatch.setattr(release, "write_files", fail)
    yield request.param


@pytest.mark.parametrize("failing", [OSError, KeyboardInterrupt], indirect=True)
def test_a_release_that_fails_leaves_everything_as_it_was(
    failing: type[BaseException], root: Path
) -> None:
    change(root, "projects", "null", summary_en="Another summary.")
    made = prepare(root)
    before = files_of(root)
    with pytest.raises(failing):
        release.write(root, root / "releases", made)
    assert files_of(root) == before
    assert [path.name for path in (root / "releases").iterdir()] == [FIRST]


def test_an_added_record_is_told(root: Path) -> None:
    last = rows_of(root, "glossary")[-1]
    add(root, "glossary", **{**last, "term_id": "zzz"} if "term_id" in last else last)
    assert prepare(root).differences.counts["glossary"]["added"] == 1


def test_the_page_shows_releases_and_records_name_them(root: Path, mini: Path) -> None:
    change(root, "projects", "null", summary_en="Another summary.")
    release.write(root, root / "releases", prepare(root))
    shutil.rmtree(root / "releases" / FIRST)
    plan = plan_site(root, URL)
    pages = {page.url: page for page in plan.pages}
    chosen = [pages["/pl/wydania/"], pages["/en/releases/"], pages["/en/projects/null/"]]
    written = pelican_runs.pages(plan, mini / "theme", chosen)
    polish, english, project = (html.fromstring(written[page.file]) for page in chosen)
    newest, first = english.xpath("//section[starts-with(@id, 'r2')]")
    assert (newest.get("id"), first.get("id")) == (f"r{SECOND}", f"r{FIRST}")
    text = built_sites.plain(newest.text_content())
    assert "Another summary." in text and "(version 1.2.4)" in text
    digest = yaml.safe_load((root / RECORDS).read_text(encoding="utf-8"))["releases"][1]["sha256"]
    assert digest in text
    assert f"../../data/releases/{SECOND}/kto-z-kim-za-ile.zip" in newest.xpath(".//a/@href")
    assert "not on this copy" in first.text_content()
    assert "Co się zmieniło od poprzedniego wydania" in built_sites.plain(polish.text_content())
    links = project.xpath("//a[contains(@href, '#r2')]/@href")
    assert links == [f"../../releases/#r{SECOND}"]  # the files of the first are not there
    files = dict(build_files(plan))
    folder = root / "releases" / SECOND
    for path in folder.iterdir():
        assert files[f"data/releases/{SECOND}/{path.name}"] == path.read_bytes()
    assert faulty(plan.site.releases) == [f"{FIRST}: {MISSING}"]
