"""The build command: the same input gives the same bytes, and output/ is whole at every moment, the old site or the new."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sites
import trees

OLD_SITE = {"index.html": b"<p>The old site</p>", "pl/index.html": b"<p>Dawny serwis</p>"}
# Runs a command and kills the process, as SIGKILL does, at the n-th event of a kind whose first argument holds a text.
KILL_AT = """
import os, runpy, signal, sys
event, part, left = sys.argv[1], sys.argv[2], int(sys.argv[3])
def hook(name, arguments):
    global left
    if name == event and part in str(arguments[0]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
sys.argv = sys.argv[4:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture(scope="module")
def mini_site(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sites.mini(mini, tmp_path_factory.getbasetemp())


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder that holds an old site."""
    folder = tmp_path / "public" / "output"
    for path, content in OLD_SITE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


EAST = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
WEST = {"TZ": "America/Adak", "LC_ALL": "POSIX", "LANG": "pl_PL.UTF-8", "PYTHONHASHSEED": "4294967295", "PYTHONUTF8": "0"}


@pytest.mark.parametrize(("variables", "umask"), [(EAST, 0o077), (WEST, 0o002)], ids=["east", "west"])
def test_time_zone_locale_hash_seed_umask_and_working_folder_do_not_change_the_site(mini: Path, mini_site: Path, tmp_path: Path, variables: dict[str, str], umask: int) -> None:
    (tmp_path / "elsewhere").mkdir()
    done = sites.build(mini, tmp_path / "output", cwd=tmp_path / "elsewhere", umask=umask, **variables)
    assert done.returncode == 0, done.stderr
    assert sites.tree(tmp_path / "output") == sites.tree(mini_site)


def test_path_with_spaces_and_polish_letters_does_not_change_the_site(copy_of_mini: Path, mini_site: Path, tmp_path: Path) -> None:
    root = copy_of_mini.rename(tmp_path / "żółta łódź & 100%")
    done = sites.build(root, root / "gotowy serwis")
    assert done.returncode == 0, done.stderr
    assert sites.tree(root / "gotowy serwis") == sites.tree(mini_site)


def test_rebuild_takes_the_place_of_the_old_site_whole(mini: Path, mini_site: Path, output: Path) -> None:
    done = sites.build(mini, output)
    assert done.returncode == 0, done.stderr
    assert sites.tree(output) == sites.tree(mini_site)
    assert sites.leftovers(output) == []


def test_site_can_live_under_a_path(mini: Path, tmp_path: Path) -> None:
    done = sites.build(mini, tmp_path / "output", SITEURL="https://urzad.example/rejestr/")
    assert done.returncode == 0, done.stderr
    assert 'href="/rejestr/theme/' in (tmp_path / "output" / "404.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://urzad.example/rejestr/pl/">' in (tmp_path / "output" / "pl" / "index.html").read_text(encoding="utf-8")


def test_broken_data_are_named_and_the_old_site_stays(copy_of_mini: Path, output: Path) -> None:
    trees.replace(copy_of_mini, "datasets/projects/projects.csv", ",ongoing,2021-09-24,", ",ongoing,2021-13-24,")
    line = trees.table(copy_of_mini, "projects").read_text(encoding="utf-8").splitlines()[2]
    done = sites.build(copy_of_mini, output)
    assert done.returncode == 1
    assert f"datasets/projects/projects.csv:3:{line.index('2021-13-24') + 1}  [" in done.stderr
    assert sites.tree(output) == OLD_SITE
    assert sites.leftovers(output) == []


def test_broken_prose_is_named_and_the_old_site_stays(copy_of_mini: Path, output: Path) -> None:
    trees.replace(copy_of_mini, "content/pages/about.pl.md", "To wymyślony rejestr do prób.", "To <b>wymyślony</b> rejestr.")
    done = sites.build(copy_of_mini, output)
    assert done.returncode == 1
    assert "content/pages/about.pl.md:7:1  [markup]" in done.stderr
    assert sites.tree(output) == OLD_SITE


def test_failing_template_is_named_and_the_old_site_stays(copy_of_mini: Path, output: Path) -> None:
    trees.replace(copy_of_mini, "theme/templates/place.html", '{% extends "base.html" %}', '{% extends "base.html" %}{% block title %}{{ view.nothing }}{% endblock %}')
    done = sites.build(copy_of_mini, output)
    assert done.returncode == 3
    assert "place.html for /pl/miejsca/" in done.stderr
    assert sites.tree(output) == OLD_SITE
    assert sites.leftovers(output) == []


def test_problem_in_the_finished_site_is_named_and_the_old_site_stays(copy_of_mini: Path, output: Path) -> None:
    trees.replace(copy_of_mini, "content/pages/about.pl.md", "To wymyślony rejestr do prób.", "To [wymyślony](nie-ma/) rejestr.")
    done = sites.build(copy_of_mini, output)
    assert done.returncode == 1
    assert "pl/o-serwisie/index.html  [dead-link]" in done.stderr
    assert sites.tree(output) == OLD_SITE
    assert sites.leftovers(output) == []


def killed_at(event: str, part: str, count: int) -> Callable[[list[str]], int]:
    """What runs a command until it kills itself at that moment, and gives its exit code."""

    def run(command: list[str]) -> int:
        killing = [sys.executable, "-c", KILL_AT, event, part, str(count), *command[1:]]
        return subprocess.run(killing, env=sites.environment(PYTHONPATH=str(sites.BUILD.parent)), capture_output=True, timeout=300, check=False).returncode

    return run


@pytest.mark.parametrize(
    "run",
    [killed_at("open", ".output-building", 60), killed_at("os.rename", "output", 1), killed_at("os.rename", "output", 2), killed_at("shutil.rmtree", ".output-previous", 2)],
    ids=["while it writes pages", "before it moves the old site", "before it moves the new site", "before it removes the old site"],
)
def test_killed_at_a_moment_output_is_whole_and_the_next_build_cleans_up(mini: Path, mini_site: Path, output: Path, run: Callable[[list[str]], int]) -> None:
    new_site = sites.tree(mini_site)
    code = run(sites.command(mini, output))
    after_kill = sites.tree(output)
    sites.build(mini, output)
    assert sites.tree(output) == new_site
    assert sites.leftovers(output) == []
    assert code in (-signal.SIGKILL, 0)  # 0: there is no such moment, as with one move instead of two
    assert after_kill in (OLD_SITE, new_site), f"output/ was neither site: {sorted(after_kill)[:5]}"


def test_killed_at_random_moments_output_is_whole_and_the_next_build_cleans_up(mini: Path, mini_site: Path, output: Path) -> None:
    new_site = sites.tree(mini_site)
    for moment in sorted(random.Random(6).uniform(1, 5) for _ in range(2)):
        process = subprocess.Popen(sites.command(mini, output), env=sites.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        process.kill()
        process.wait()
        assert sites.tree(output) in (OLD_SITE, new_site), f"killed after {moment:.2f} s"
    assert sites.build(mini, output).returncode == 0
    assert sites.tree(output) == new_site
    assert sites.leftovers(output) == []


def test_old_site_comes_back_after_a_kill_even_where_the_next_data_are_broken(copy_of_mini: Path, output: Path) -> None:
    output.rename(output.with_name(".output-previous"))  # as a build leaves it that is killed between its two moves
    trees.replace(copy_of_mini, "datasets/projects/projects.csv", ",ongoing,2021-09-24,", ",ongoing,2021-13-24,")
    assert sites.build(copy_of_mini, output).returncode == 1
    assert sites.tree(output) == OLD_SITE


def test_second_build_at_once_says_so_and_leaves_the_first_alone(mini: Path, mini_site: Path, output: Path) -> None:
    first = subprocess.Popen(sites.command(mini, output), env=sites.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(output.with_name(".output-building"))
        os.kill(first.pid, signal.SIGSTOP)  # so that it is sure to be still there
        second = sites.build(mini, output)
    finally:
        os.kill(first.pid, signal.SIGCONT)
        code = first.wait()
    assert second.returncode == 4
    assert "another build is running" in second.stderr
    assert code == 0
    assert sites.tree(output) == sites.tree(mini_site)


def wait_for(path: Path) -> None:
    until = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < until, f"{path} never came"
        time.sleep(0.002)


def test_output_that_is_a_file_is_refused(mini: Path, tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"mine")
    done = sites.build(mini, tmp_path / "output")
    assert done.returncode == 4
    assert "is not a folder of its own" in done.stderr
    assert (tmp_path / "output").read_bytes() == b"mine"


def test_output_that_is_a_symlink_is_refused(mini: Path, output: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(output)
    done = sites.build(mini, tmp_path / "link")
    assert done.returncode == 4
    assert "is not a folder of its own" in done.stderr
    assert (tmp_path / "link").is_symlink()
    assert sites.tree(output) == OLD_SITE
