"""What people type: make passes the language of the system to the commands, and refuses a variable
that no command has.
"""

import subprocess

import built_sites
import pytest
from paths import ROOT

# Commands that speak the language of the system.
SPEAK = ("check", "new", "format", "diff", "judge")


def make(*arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Run make as if the libraries were installed, in surroundings without another language."""
    command = ["make", "--no-print-directory", "--old-file", ".venv/.site", "-C", str(ROOT)]
    variables = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "", "LANGUAGE_OF_MESSAGES": ""}
    return subprocess.run(
        [*command, *arguments],
        env={
            name: value
            for name, value in built_sites.environment(**variables | surroundings).items()
            if value or name not in variables
        },
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


@pytest.mark.parametrize(
    ("surroundings", "lang"),
    [
        ({"LANG": "pl_PL.UTF-8"}, "pl"),
        ({"LANG": "pl_PL"}, "pl"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "pl"}, "pl"),
        ({"LANG": "pl_PL.UTF-8", "LC_ALL": "C.UTF-8"}, ""),
        ({"LANG": "plt_MG"}, ""),  # Malagasy
        ({"LANG": "pl_PL.UTF-8", "LANGUAGE_OF_MESSAGES": "en"}, "en"),
        ({}, ""),
    ],
)
def test_commands_speak_the_language_of_the_system(surroundings: dict[str, str], lang: str) -> None:
    done = make("--dry-run", *SPEAK, **surroundings)
    assert done.returncode == 0, done.stderr
    scripts = [line for line in done.stdout.splitlines() if "scripts/" in line]
    assert len(scripts) == len(SPEAK)
    assert all((f" --lang {lang}" in line) == bool(lang) for line in scripts)


def test_a_polish_system_is_answered_in_polish() -> None:
    for lang, words in (("pl_PL.UTF-8", "Nie ma rodzaju nic"), ("C.UTF-8", "There is no kind nic")):
        done = make("new", "KIND=nic", LANG=lang)
        assert done.returncode == 2
        assert words in done.stderr


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"])
def test_a_hook_of_git_does_not_name_the_repository(variable: str) -> None:
    done = make("--eval", "shown: ; @env", "shown", **{variable: "/another", "GIT_EDITOR": "vi"})
    assert "GIT_EDITOR=vi" in done.stdout
    assert f"{variable}=" not in done.stdout


@pytest.mark.parametrize("command", ["judge", "check", "site"])
def test_a_variable_that_no_command_has_is_an_error(command: str) -> None:
    done = make("--dry-run", command, "BSE=main")
    assert (done.returncode, done.stdout) == (2, "")
    assert "BSE" in done.stderr and "make help" in done.stderr


def test_variables_of_the_documents_are_known() -> None:
    """And so is what a program takes from the environment, such as rclone."""
    known = ("BASE=main", "SITEURL=https://x.example", "CHROMIUM=/x", "RCLONE_CONFIG_STORE_TYPE=s3")
    assert make("--dry-run", "check", *known).returncode == 0
    assert make("--dry-run", "check", BSE="main").returncode == 0  # of the environment
