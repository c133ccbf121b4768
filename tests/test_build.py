"""The build command: the same input gives the same bytes, and output/ is whole at every moment, the old site or the new."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sites
import trees

OLD_SITE = {"index.html": b"<p>The old site</p>", "pl/index.html": b"<p>Dawny serwis</p>"}
# Runs a command and sends it a signal at the n-th event of a kind whose first argument holds a text.
SIGNAL_AT = """
import os, runpy, signal, sys
kind, event, part, left = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
def hook(name, arguments):
    global left
    if name == event and part in str(arguments[0]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), kind)
sys.addaudithook(hook)
sys.argv = sys.argv[5:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
MOMENTS = {
    "while it writes pages": ("open", ".output-building", 60),
    "before it moves the old site": ("os.rename", "output", 1),
    "before it moves the new site": ("os.rename", "output", 2),
    "before it removes the old site": ("shutil.rmtree", ".output-previous", 2),
}


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


def test_time_zone_locale_hash_seed_umask_and_working_folder_do_not_change_the_site(mini: Path, mini_site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    variables = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0"}
    done = sites.build(mini, tmp_path / "output", cwd=tmp_path / "elsewhere", umask=0o077, **variables)
    assert done.returncode == 0, done.stderr
    assert sites.tree(tmp_path / "output") == sites.tree(mini_site)


def test_path_with_spaces_and_polish_letters_does_not_change_the_site(copy_of_mini: Path, mini_site: Path, tmp_path: Path) -> None:
    root = copy_of_mini.rename(tmp_path / "żółta łódź & 100%")
    done = sites.build(root, root / "gotowy serwis")
    assert done.returncode == 0, done.stderr
    assert sites.tree(root / "gotowy serwis") == sites.tree(mini_site)


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


def test_failing_search_index_is_named_and_the_old_site_stays(mini: Path, output: Path, tmp_path: Path) -> None:
    false = tmp_path / "modules" / "pagefind_bin"
    false.mkdir(parents=True)
    (false / "__init__.py").write_text("from pathlib import Path\n\ndef get_executable():\n    return Path('/bin/false')\n", encoding="utf-8")
    done = sites.build(mini, output, PYTHONPATH=str(false.parent))
    assert done.returncode == 3
    assert "Pagefind stopped with 1" in done.stderr
    assert sites.tree(output) == OLD_SITE
    assert sites.leftovers(output) == []


def signalled(command: list[str], kind: signal.Signals, moment: str) -> int:
    """Run a command that gets a signal at a moment; gives its exit code."""
    event, part, count = MOMENTS[moment]
    watched = [sys.executable, "-c", SIGNAL_AT, str(int(kind)), event, part, str(count), *command[1:]]
    return subprocess.run(watched, env=sites.environment(PYTHONPATH=str(sites.BUILD.parent)), capture_output=True, timeout=1800, check=False).returncode


def test_killed_at_each_delicate_moment_output_is_whole_and_the_next_build_cleans_up(mini: Path, mini_site: Path, output: Path) -> None:
    new_site = sites.tree(mini_site)
    broken = []
    for moment in MOMENTS:
        code = signalled(sites.command(mini, output), signal.SIGKILL, moment)
        assert code in (-signal.SIGKILL, 0), moment  # 0: there is no such moment, as with one move instead of two
        if sites.tree(output) not in (OLD_SITE, new_site):
            broken.append(moment)
    assert sites.build(mini, output).returncode == 0
    assert sites.tree(output) == new_site
    assert sites.leftovers(output) == []
    assert broken == []


def test_killed_at_random_moments_output_is_whole(mini: Path, output: Path) -> None:
    chance = random.Random(6)
    for moment in (chance.uniform(1, 5), chance.uniform(1, 5)):
        process = subprocess.Popen(sites.command(mini, output), env=sites.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        process.kill()
        process.wait()
        assert sites.tree(output) == OLD_SITE or (output / "sitemap.xml").exists(), f"killed after {moment:.2f} s"


def test_interrupted_between_its_two_moves_it_loses_neither_site(mini: Path, mini_site: Path, output: Path) -> None:
    signalled(sites.command(mini, output), signal.SIGINT, "before it moves the new site")
    assert sites.tree(output) in (OLD_SITE, sites.tree(mini_site))
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
