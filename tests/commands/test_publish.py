"""The publish command in real processes, to a folder and to a real S3 server on this machine: equal
in the end, also after a kill, with the right headers.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import built_sites
import commands
import pytest

from datasite.delivery import host_headers, output, site_digests
from datasite.publication.checksums import sha256sum_lines

PUBLISH = built_sites.ROOT / "scripts" / "publish.py"
RCLONE = Path(sys.executable).parent / "rclone"
HOST = "127.0.0.1"
KEYS = ("publisher", "of-the-tests")
CONTACT = "<footer><a href='https://git.przyklad.example/issues' rel='author'>@</a></footer>"
# One file of each kind that is served otherwise, and enough of one kind to be stopped among.
FILES = {
    "index.html": "<a href='pl/'>pl</a>",
    "404.html": "404",
    "pl/index.html": f"żółć{CONTACT}",
    "en/index.html": f"gall{CONTACT}",
    "pl/atom.xml": "<feed/>",
    "sitemap.xml": "<urlset/>",
    ".htaccess": "Options -Indexes",
    "data/SHA256SUMS": "0  a",
    "data/projects.csv": "kolumna z odstępem,ż\n",
    "data/projects.xlsx": "PK",
    site_digests.SITE_MARKER: "{}",
    "theme/css/base.css": "body {}",
    "theme/js/site.js": "export {}",
    "pagefind/index/pl_1a2b.pf_index": "1",
    "a name & a half/żółw #1.txt": "1",
} | {f"pl/projekty/{number}/index.html": f"<p>{number}</p>" for number in range(60)}


def put(site: Path, files: dict[str, str]) -> None:
    """A site as a build leaves it: with the list of what was verified beside it."""
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    output.sibling(site, "verified").write_bytes(sha256sum_lines(site_digests.read_digests(site)))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    put(tmp_path / "site" / "output", FILES)
    return tmp_path / "site" / "output"


def command(site: Path, to: str, *more: str) -> list[str]:
    return [sys.executable, str(PUBLISH), to, "--site", str(site), *more]


def publish(site: Path, to: str, *more: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return commands.run(command(site, to, *more), env=built_sites.environment(**variables))


def kill_when(count: int, folder: Path, running: subprocess.Popen[str]) -> None:
    """Kill the command once the folder holds so many files."""
    while len(built_sites.tree(folder)) < count:
        assert running.poll() is None, running.communicate()
        time.sleep(0.01)
    running.kill()
    running.communicate()


# A site without an address for corrections


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_site_in_which_readers_find_no_address_is_refused_in_both_languages(
    site: Path, tmp_path: Path, lang: str
) -> None:
    put(site, {f"{lang}/index.html": "<footer><a href='/'>@</a></footer>"})
    for more in ([], ["--dry"]):
        done = publish(site, str(tmp_path / "www"), *more)
        assert done.returncode == 2
        assert not (tmp_path / "www").exists()
        assert done.stdout == ""
        english, polish = sorted(done.stderr.splitlines(), key=lambda line: "serwis" in line)
        for line in (english, polish):
            for name in ("REPOSITORY_URL", "CORRECTIONS_EMAIL", "ALLOW_NO_CONTACT=1"):
                assert name in line


def test_site_without_an_address_is_sent_where_that_is_wanted(site: Path, tmp_path: Path) -> None:
    put(site, {"pl/index.html": "żółć", "en/index.html": "gall"})
    done = publish(site, str(tmp_path / "www"), "--allow-no-contact")
    assert done.returncode == 0, done.stderr
    assert built_sites.tree(tmp_path / "www") == built_sites.tree(site)


# To a folder


def test_folder_becomes_equal_to_the_site(site: Path, tmp_path: Path) -> None:
    done = publish(site, str(tmp_path / "www"))
    assert done.returncode == 0, done.stderr
    assert built_sites.tree(tmp_path / "www") == built_sites.tree(site)
    again = publish(site, str(tmp_path / "www"))
    assert "nothing to do" in again.stdout


def test_changed_files_are_sent_and_gone_ones_removed_with_their_folders(
    site: Path, tmp_path: Path
) -> None:
    assert publish(site, str(tmp_path / "www")).returncode == 0
    (site / "data" / "projects.csv").write_text("changed", encoding="utf-8")
    shutil.rmtree(site / "pl" / "projekty" / "7")
    put(site, {})
    done = publish(site, str(tmp_path / "www"))
    assert done.returncode == 0, done.stderr
    assert "2 files sent or removed" in done.stdout
    assert built_sites.tree(tmp_path / "www") == built_sites.tree(site)
    assert not (tmp_path / "www" / "pl" / "projekty" / "7").exists()


def test_folder_of_a_web_server_can_be_read_with_any_umask(site: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        command(site, str(tmp_path / "www")),
        env=built_sites.environment(),
        umask=0o077,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert set(built_sites.modes(tmp_path / "www").values()) == {0o755, 0o644}


def test_dry_run_says_each_file_in_order_and_sends_none(site: Path, tmp_path: Path) -> None:
    done = publish(site, str(tmp_path / "www"), "--dry")
    assert done.returncode == 0, done.stderr
    lines = [line.split("\t") for line in done.stdout.splitlines()[:-1]]
    assert {line[1] for line in lines} == FILES.keys()
    assert lines[0] == [
        "send",
        site_digests.SITE_MARKER,
        *host_headers.headers_of_file(site_digests.SITE_MARKER).values(),
    ]
    assert lines[-1][1] == "index.html"
    assert not (tmp_path / "www").exists()


@pytest.mark.parametrize("spoil", ["changed", "more", "fewer", "never built"])
def test_tree_that_was_not_verified_is_refused(site: Path, tmp_path: Path, spoil: str) -> None:
    if spoil == "changed":
        (site / "index.html").write_text("by hand", encoding="utf-8")
    elif spoil == "more":
        (site / "more.html").write_text("by hand", encoding="utf-8")
    elif spoil == "fewer":
        (site / "404.html").unlink()
    else:
        output.sibling(site, "verified").unlink()
    done = publish(site, str(tmp_path / "www"))
    assert done.returncode == 1
    assert "is not what the last `make site` verified" in done.stderr
    assert not (tmp_path / "www").exists()


def test_folder_with_other_things_is_refused(site: Path, tmp_path: Path) -> None:
    (tmp_path / "diploma.txt").write_text("mine", encoding="utf-8")
    for unfit in (
        tmp_path,
        site / "inside",
        Path("/"),
        built_sites.ROOT,
        built_sites.ROOT / "content" / "www",
    ):
        done = publish(site, str(unfit))
        assert done.returncode == 2, done.stderr
        assert "Nothing was sent." in done.stderr
    assert (tmp_path / "diploma.txt").read_text(encoding="utf-8") == "mine"


def test_nothing_is_published_while_a_build_runs(site: Path, tmp_path: Path) -> None:
    with output.locked(site):
        done = publish(site, str(tmp_path / "www"))
    assert done.returncode == 4
    assert "another build is running" in done.stderr


# To a store


@dataclass(frozen=True)
class Store:
    """A running S3 server: the variables with which rclone reaches it as `store:`, and the folder
    in which it keeps its buckets.
    """

    port: int
    folder: Path

    @property
    def variables(self) -> dict[str, str]:
        settings = {
            "TYPE": "s3",
            "PROVIDER": "Rclone",
            "ENDPOINT": f"http://{HOST}:{self.port}",
            "ACCESS_KEY_ID": KEYS[0],
            "SECRET_ACCESS_KEY": KEYS[1],
        }
        return {
            "RCLONE_CONFIG": os.devnull,
            **{f"RCLONE_CONFIG_STORE_{name}": value for name, value in settings.items()},
        }


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """`rclone serve s3` on a free port, with an empty bucket."""
    folder = tmp_path / "store"
    (folder / "bucket").mkdir(parents=True)
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    arguments = [
        str(RCLONE),
        "serve",
        "s3",
        "--config",
        os.devnull,
        "--addr",
        f"{HOST}:{port}",
        "--auth-key",
        ",".join(KEYS),
        str(folder),
    ]
    server = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 120
        while not answers(port):
            assert server.poll() is None
            assert time.monotonic() < until, "rclone serve s3 never came"
            time.sleep(0.05)
        yield Store(port, folder)
    finally:
        server.kill()
        server.wait()


def headers_of(store: Store, folder: str) -> dict[str, dict[str, str]]:
    """Content-Type and Cache-Control of each object, as the server sends them."""
    listing = [
        str(RCLONE),
        "lsjson",
        "--recursive",
        "--files-only",
        "--metadata",
        f"store:{folder}",
    ]
    done = subprocess.run(
        listing,
        env=built_sites.environment(**store.variables),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=True,
    )
    return {
        item["Path"]: {
            "Content-Type": item["Metadata"]["content-type"],
            "Cache-Control": item["Metadata"]["cache-control"],
        }
        for item in json.loads(done.stdout)
    }


def test_killed_half_way_and_run_again_the_store_equals_the_site_with_the_right_headers(
    site: Path, store: Store
) -> None:
    target = store.folder / "bucket" / "rejestr"
    slow = store.variables | {"RCLONE_TPSLIMIT": "20", "RCLONE_TRANSFERS": "1"}
    first = subprocess.Popen(
        command(site, "store:bucket/rejestr"),
        env=built_sites.environment(**slow),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    kill_when(len(FILES) // 2, target, first)
    assert first.returncode == -signal.SIGKILL
    half = built_sites.tree(target)
    assert len(FILES) // 2 <= len(half) < len(FILES)
    assert "index.html" not in half

    done = publish(site, "store:bucket/rejestr", **store.variables)
    assert done.returncode == 0, done.stderr
    assert built_sites.tree(target) == built_sites.tree(site)
    assert headers_of(store, "bucket/rejestr") == {
        path: host_headers.headers_of_file(path) for path in FILES
    }

    (site / "theme" / "css" / "base.css").write_text("body {color: red}", encoding="utf-8")
    (site / "404.html").unlink()
    put(site, {})
    done = publish(site, "store:bucket/rejestr", **store.variables)
    assert done.returncode == 0, done.stderr
    assert "2 files sent or removed" in done.stdout
    assert built_sites.tree(target) == built_sites.tree(site)


def test_store_with_other_things_loses_nothing(site: Path, store: Store) -> None:
    (store.folder / "bucket" / "diploma.txt").write_text("mine", encoding="utf-8")
    done = publish(site, "store:bucket", **store.variables)
    assert done.returncode == 2
    assert "diploma.txt" in done.stderr
    assert built_sites.tree(store.folder) == {"bucket/diploma.txt": b"mine"}


def test_store_without_a_bucket_is_refused(site: Path) -> None:
    done = publish(site, "store:")
    assert done.returncode == 2
    assert "names no bucket" in done.stderr


def test_store_that_does_not_answer_is_said(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))  # nobody listens there
        nobody = Store(taken.getsockname()[1], site)
        done = publish(
            site,
            "store:bucket",
            **nobody.variables,
            RCLONE_RETRIES="1",
            RCLONE_LOW_LEVEL_RETRIES="1",
        )
    assert done.returncode == 4
    assert "Run it again" in done.stderr
