"""The locks of the libraries: for every Python that is allowed, each file with its hashes."""

import re
import tomllib

import pytest
from paths import ROOT

from tooling import lock

SETTINGS = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
ENTRY = re.compile(
    r"^([a-z0-9.-]+)==(\S+)(?: ; .+)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", re.M
)


def test_the_locks_do_not_depend_on_the_python_that_writes_them() -> None:
    """Each command names the oldest Python that is allowed, on which a lock must work too."""
    python = lock.oldest_python(SETTINGS)
    assert tomllib.loads(SETTINGS)["project"]["requires-python"] == f">={python}"
    commands = list(lock.compile_commands(python))
    assert [command[-1] for command in commands] == list(lock.LOCKS)
    for command in commands:
        assert command[command.index("--python-version") + 1] == python
        assert {"--universal", "--generate-hashes", "--no-python-downloads"} <= set(command)


def test_every_group_has_a_lock() -> None:
    groups = tomllib.loads(SETTINGS)["dependency-groups"]
    assert {f"requirements-{group}.lock" for group in groups} | {"requirements.lock"} == set(
        lock.LOCKS
    )
    assert {path.name for path in ROOT.glob("requirements*.lock")} == set(lock.LOCKS)


@pytest.mark.parametrize("name", lock.LOCKS)
def test_every_library_is_pinned_with_its_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    rest = re.sub(r"^ *#.*\n", "", ENTRY.sub("", text), flags=re.MULTILINE)
    assert rest == ""
    assert "://" not in text  # no host of a registry
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"scripts/tooling/setup.py {name}\n" in makefile


def test_what_writes_the_locks_is_pinned_too() -> None:
    text = (ROOT / "requirements-uv.lock").read_text(encoding="utf-8")
    assert [name for name, _ in ENTRY.findall(text)] == ["uv"]
