"""The build command: the same input gives the same bytes, and output/ is whole at every moment: the
old site or the new one.
"""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import built_sites
import edits
import kills
import pytest
from kills import OLD_SITE

from datasite.delivery.output import UnfitOutputError, build_aside


@pytest.fixture(scope="module")
def mini_site(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.mini(mini, tmp_path_factory.getbasetemp())


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder that holds an old site."""
    folder = tmp_path / "public" / "output"
    for path, content in OLD_SITE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


# Where the system can, Pagefind has no network either.
ALONE = (
    ["unshare", "--net"]
    if shutil.which("unshare")
    and not subprocess.call(["unshare", "--net", "true"], stderr=subprocess.DEVNULL)
    else []
)
# Each variation is one build with several changes at once, since a build takes seconds: variables
# (None: not set), the umask, the words of sandbox.py, the number of cores.
VARIATIONS: dict[str, tuple[dict[str, str | None], int, str, int | None]] = {
    "far east, plain locale, open umask, one core, folders listed backwards": (
        {
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C",
            "LANG": "C",
            "PYTHONUTF8": "0",
            "PYTHONHASHSEED": "1",
        },
        0,
        "backwards",
        1,
    ),
    "far west, Turkish, closed umask, no home, no network, 400 days later": (
        {
            "TZ": "America/Los_Angeles",
            "LC_ALL": "tr_TR.UTF-8",
            "LANG": "tr_TR.UTF-8",
            "LANGUAGE": "tr",
            "HOME": None,
            "PYTHONHASHSEED": "2",
        },
        0o077,
        "later,no-sockets",
        None,
    ),
}


@pytest.mark.parametrize("variation", VARIATIONS)
def test_surroundings_change_neither_bytes_nor_modes(
    mini: Path, mini_site: Path, tmp_path: Path, variation: str
) -> None:
    variables, umask, words, cores = VARIATIONS[variation]
    (tmp_path / "elsewhere").mkdir()
    there = {
        name: value
        for name, value in built_sites.environment(
            SURROUNDINGS=words, **{n: v for n, v in variables.items() if v is not None}
        ).items()
        if variables.get(name, "") is not None
    }
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, set(sorted(before)[:cores]))
        command = [
            *(ALONE if "no-sockets" in words else ()),
            *built_sites.command(mini, tmp_path / "output"),
        ]
        done = subprocess.run(
            command,
            env=there,
            cwd=tmp_path / "elsewhere",
            umask=umask,
            capture_output=True,
            encoding="utf-8",
            timeout=1800,
            check=False,
        )
    finally:
        os.sched_setaffinity(0, before)
    assert done.returncode == 0, done.stderr
    assert built_sites.tree(tmp_path / "output") == built_sites.tree(mini_site)
    assert built_sites.modes(tmp_path / "output") == built_sites.modes(mini_site)
    assert set(built_sites.modes(mini_site).values()) == {0o644, 0o755}


def test_neither_the_path_nor_the_times_of_the_sources_nor_a_profile_change_the_site(
    copy_of_mini: Path, mini_site: Path, tmp_path: Path
) -> None:
    """The profile names the steps and the page types with their seconds."""
    root = copy_of_mini.rename(tmp_path / "żółta łódź & 100%")
    for path in (
        *(root / "datasets").rglob("*"),
        *(root / "content").rglob("*"),
        *(root / "theme").rglob("*"),
    ):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    done = subprocess.run(
        [*built_sites.command(root, root / "gotowy serwis"), "--profile"],
        env=built_sites.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=1800,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert built_sites.tree(root / "gotowy serwis") == built_sites.tree(mini_site)
    for name in ("Whole build", "Checking data and texts", "downloads", "Making the search index"):
        (line,) = [line for line in done.stdout.splitlines() if line.endswith(f" {name}")]
        assert float(line.split()[0]) > 0
    *_, pages, page_type = done.stdout.splitlines()[-1].split()
    assert int(pages) > 0
    assert page_type.isidentifier()


def test_site_can_live_under_a_path(mini: Path, tmp_path: Path) -> None:
    done = built_sites.build(mini, tmp_path / "output", SITEURL="https://urzad.example/rejestr/")
    assert done.returncode == 0, done.stderr
    assert "Share cards that are missing or out of date: " in done.stdout  # none of its projects
    assert 'href="/rejestr/theme/' in (tmp_path / "output" / "404.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://urzad.example/rejestr/pl/">' in (
        tmp_path / "output" / "pl" / "index.html"
    ).read_text(encoding="utf-8")
    headers, apache, nginx, robots = (
        (tmp_path / "output" / name).read_text(encoding="utf-8")
        for name in ("_headers", ".htaccess", "nginx.conf", "robots.txt")
    )
    assert re.findall("^/.*", headers, re.M) == ["/rejestr/*", "/rejestr/data/*"]
    assert "ErrorDocument 404 /rejestr/404.html\n" in apache
    assert "m#^/rejestr/data/#" in apache
    assert nginx.startswith("location /rejestr/ {\n")
    found = re.findall(r"^ +(error_page|location) (.*?) ?[;{]", nginx, re.M)
    redirects = {place for place in found if place[1].startswith("= ")}
    assert ("location", "= /rejestr/pl/projekty/dawny-adres/") in redirects
    assert [place for place in found if place not in redirects] == [
        ("error_page", "404 /rejestr/404.html"),
        ("location", r"~ ^/rejestr/(nginx\.conf|_headers|_redirects|\.)"),
        ("location", "/rejestr/data/"),
    ]
    assert "Allow: /rejestr/\nSitemap: https://urzad.example/rejestr/sitemap.xml" in robots


def test_broken_data_are_named_and_the_old_site_stays(copy_of_mini: Path, output: Path) -> None:
    edits.replace(
        copy_of_mini,
        "datasets/projects/projects.csv",
        ",ongoing,2021-09-24,",
        ",ongoing,2021-13-24,",
    )
    line = edits.table(copy_of_mini, "projects").read_text(encoding="utf-8").splitlines()[2]
    done = built_sites.build(copy_of_mini, output)
    assert done.returncode == 1
    assert f"datasets/projects/projects.csv:3:{line.index('2021-13-24') + 1}  [" in done.stderr
    assert built_sites.tree(output) == OLD_SITE
    assert built_sites.leftovers(output) == []


def test_failing_template_is_named_and_the_old_site_stays(copy_of_mini: Path, output: Path) -> None:
    """tests/site/test_pelican.py tries more of them."""
    edits.replace(
        copy_of_mini,
        "theme/templates/article.html",
        '{% extends "base.html" %}',
        '{% extends "base.html" %}{% block title %}{{ nothing }}{% endblock %}',
    )
    done = built_sites.build(copy_of_mini, output)
    assert done.returncode == 3
    (line,) = [line for line in done.stderr.splitlines() if "article.html" in line]
    assert line.startswith("article.html for /en/news/nowy-etap/")
    assert built_sites.tree(output) == OLD_SITE
    assert built_sites.leftovers(output) == []


def test_text_that_a_plugin_loses_is_named_and_the_old_site_stays(
    copy_of_mini: Path, output: Path
) -> None:
    (copy_of_mini / "plugin_that_loses.py").write_text(
        "from pelican import signals\n\n\ndef lose(generator):\n    generator.articles.clear()\n"
        "    generator.translations.clear()\n\n\n"
        "def register():\n    signals.article_generator_finalized.connect(lose)\n",
        encoding="utf-8",
    )
    edits.replace(
        copy_of_mini,
        "pelicanconf.py",
        "PLUGINS = [site]",
        "PLUGIN_PATHS = [ROOT]\nPLUGINS = [site, 'plugin_that_loses']",
    )
    done = built_sites.build(copy_of_mini, output)
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1].startswith("pl/aktualnosci/nowy-etap/index.html is planned")
    assert built_sites.tree(output) == OLD_SITE


def test_missing_template_is_named_and_the_old_site_stays(copy_of_mini: Path, output: Path) -> None:
    (copy_of_mini / "theme" / "templates" / "place.html").unlink()
    done = built_sites.build(copy_of_mini, output)
    assert done.returncode == 3
    assert "place.html for /pl/miejsca/" in done.stderr
    assert done.stderr.splitlines()[-1].endswith(
        f"/: the theme has no such template; {output} is as it was."
    )
    assert built_sites.tree(output) == OLD_SITE
    assert built_sites.leftovers(output) == []


def test_plugin_that_cannot_be_imported_is_named_and_the_old_site_stays(
    copy_of_mini: Path, output: Path
) -> None:
    edits.replace(copy_of_mini, "pelicanconf.py", "PLUGINS = [site]", 'PLUGINS = [site, "nowhere"]')
    done = built_sites.build(copy_of_mini, output)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"pelicanconf.py: ModuleNotFoundError: No module named 'nowhere'; {output} is as it was."
    ]
    assert built_sites.tree(output) == OLD_SITE
    assert built_sites.leftovers(output) == []


def test_problem_in_the_finished_site_is_named_and_the_old_site_stays(
    copy_of_mini: Path, output: Path
) -> None:
    edits.replace(
        copy_of_mini,
        "theme/templates/page.html",
        "{% block main %}",
        '{% block main %}<a href="nie-ma/">Nie ma</a>',
    )
    done = built_sites.build(copy_of_mini, output)
    assert done.returncode == 1
    assert "pl/o-serwisie/index.html  [dead-link]" in done.stderr
    assert built_sites.tree(output) == OLD_SITE
    assert built_sites.leftovers(output) == []


def test_failing_search_index_is_named_and_the_old_site_stays(
    mini: Path, output: Path, tmp_path: Path
) -> None:
    false = tmp_path / "modules" / "pagefind_bin"
    false.mkdir(parents=True)
    (false / "__init__.py").write_text(
        "from pathlib import Path\n\ndef get_executable():\n    return Path('/bin/false')\n",
        encoding="utf-8",
    )
    done = built_sites.build(mini, output, PYTHONPATH=str(false.parent))
    assert done.returncode == 3
    assert "Pagefind stopped with 1" in done.stderr
    assert built_sites.tree(output) == OLD_SITE
    assert built_sites.leftovers(output) == []


def run_kills(*options: str) -> str:
    """The output of tests/stress/kills.py: each of its trials left a whole site."""
    done = subprocess.run(
        [sys.executable, str(Path(kills.__file__)), *options],
        env=built_sites.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=1800,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_after_a_kill_at_any_event_of_the_swap_a_site_is_whole_and_the_next_build_cleans_up() -> (
    None
):
    """With a site of three files, so that every event can be tried, and every error of the disk."""
    printed = run_kills("--every")
    assert printed.count(" 0 broken sites, the next build cleans up") == 2


def test_disk_that_refuses_is_said_and_the_old_site_stays(mini: Path, output: Path) -> None:
    """`make faults` tries forty."""
    done = built_sites.build(mini, output, SURROUNDINGS="fail=ENOSPC:open:.output-building:40")
    assert done.returncode == 4, done.stderr
    assert "No space left on device" in done.stderr
    assert "is as it was" in done.stderr
    assert built_sites.tree(output) == OLD_SITE
    assert built_sites.leftovers(output) == []


def test_stopped_it_leaves_the_old_site_and_nothing_else(mini: Path, output: Path) -> None:
    """By SIGTERM: test_stopped_twice_it_leaves_nothing_either."""
    done = built_sites.build(mini, output, SURROUNDINGS="signal=SIGINT:open:.output-building:60")
    assert done.returncode == 130, done.stderr
    assert "is whole" in done.stderr
    assert built_sites.tree(output) == OLD_SITE
    assert built_sites.leftovers(output) == []


def test_check_needs_no_network_at_all(mini: Path) -> None:
    """Nor a name to be looked up: any use of a socket would end it at once.

    So it is with a build, above.
    """
    command = [
        *ALONE,
        sys.executable,
        str(built_sites.BUILD.with_name("check.py")),
        "--root",
        str(mini),
    ]
    done = subprocess.run(
        command,
        env=built_sites.environment(SURROUNDINGS="no-sockets"),
        capture_output=True,
        encoding="utf-8",
        timeout=1800,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_old_site_comes_back_after_a_kill_even_where_the_next_data_are_broken(
    copy_of_mini: Path, output: Path
) -> None:
    output.rename(
        output.with_name(".output-leaving")
    )  # as a build leaves it that is killed between its two renames
    edits.replace(
        copy_of_mini,
        "datasets/projects/projects.csv",
        ",ongoing,2021-09-24,",
        ",ongoing,2021-13-24,",
    )
    assert built_sites.build(copy_of_mini, output).returncode == 1
    assert built_sites.tree(output) == OLD_SITE


def test_second_build_at_once_says_so_and_leaves_the_first_alone(
    mini: Path, mini_site: Path, output: Path
) -> None:
    first = subprocess.Popen(
        built_sites.command(mini, output),
        env=built_sites.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(output.with_name(".output-building"))
        os.kill(first.pid, signal.SIGSTOP)  # so that it is sure to be still there
        second = built_sites.build(mini, output)
    finally:
        os.kill(first.pid, signal.SIGCONT)
        code = first.wait()
    assert second.returncode == 4
    assert "another build is running" in second.stderr
    assert code == 0
    assert built_sites.tree(output) == built_sites.tree(mini_site)
    is_kept_and_listed(output, len(built_sites.tree(mini_site)))


def is_kept_and_listed(output: Path, files: int) -> None:
    """The site before is kept whole, and the new one listed as other tools can check it."""
    assert built_sites.tree(output.with_name(".output-previous")) == OLD_SITE
    listed = subprocess.run(
        ["sha256sum", "--check", "--quiet", "../.output-verified"],
        cwd=output,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert listed.returncode == 0, listed.stdout
    assert output.with_name(".output-verified").read_text(encoding="utf-8").count("\n") == files


def wait_for(path: Path) -> None:
    until = time.monotonic() + 600
    while not path.exists():
        assert time.monotonic() < until, f"{path} never came"
        time.sleep(0.002)


def test_output_that_is_a_file_is_refused(mini: Path, tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"mine")
    done = built_sites.build(mini, tmp_path / "output")
    assert done.returncode == 2
    assert "is not a folder of its own" in done.stderr
    assert (tmp_path / "output").read_bytes() == b"mine"


def test_output_that_is_a_symlink_is_refused(mini: Path, output: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(output)
    refuses(mini, tmp_path / "link", "is not a folder of its own")
    assert (tmp_path / "link").is_symlink()
    assert built_sites.tree(output) == OLD_SITE


@pytest.mark.parametrize(
    "unfit", ["/", "~", ".", "content/site", "datasets", "theme", "scripts/x", ".."]
)
def test_output_that_would_take_away_what_is_not_a_site_is_refused(
    copy_of_mini: Path, unfit: str
) -> None:
    before = built_sites.tree(copy_of_mini)
    refuses(copy_of_mini, Path.home() if unfit == "~" else copy_of_mini / unfit, "folder")
    assert built_sites.tree(copy_of_mini) == before


def test_output_with_other_files_is_refused(mini: Path, tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "diploma.txt").write_bytes(b"mine")
    refuses(mini, tmp_path / "output", "is not a site of ours")
    assert built_sites.tree(tmp_path / "output") == {"diploma.txt": b"mine"}


def refuses(root: Path, folder: Path, message: str) -> None:
    """The build ends before it begins; the test of a file, above, shows that of a process."""
    with pytest.raises(UnfitOutputError, match=message), build_aside(folder, root, Path.home()):
        pytest.fail("the build began")


def test_output_behind_a_circle_of_links_is_said(mini: Path, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    done = built_sites.build(mini, tmp_path / "a" / "output")
    assert done.returncode == 4
    assert "Too many levels of symbolic links" in done.stderr


def test_stopped_twice_it_leaves_nothing_either(mini: Path, output: Path) -> None:
    """As where the whole group of processes gets the signal, and make passes it on."""
    first, second = "open:.output-building:60", "shutil.rmtree:.output-building:2"
    done = built_sites.build(
        mini, output, SURROUNDINGS=f"signal=SIGTERM:{first},signal=SIGTERM:{second}"
    )
    assert done.returncode == 130, done.stderr
    assert built_sites.tree(output) == OLD_SITE
    assert built_sites.leftovers(output) == []


def test_too_little_memory_is_said_without_a_traceback(mini: Path, output: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (300_000_000, 300_000_000))

    done = subprocess.run(
        built_sites.command(mini, output),
        env=built_sites.environment(),
        preexec_fn=limit,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr
    assert "The system says: a library cannot be loaded" in done.stderr
