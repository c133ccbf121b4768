"""What the documents say is so: every rule with its sentence, every command, every dependency with
its reason.
"""

import re
import tomllib

import pytest
from make_targets import TARGETS
from paths import ROOT

from datasite.checks.rules import RULES, rule_sentence
from datasite.language.localization import load_languages

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_contributing_gives_each_rule_with_its_sentence(rule: str) -> None:
    sentence = rule_sentence(RULES[rule])
    assert f"`{rule}`" in CONTRIBUTING
    for language in load_languages(ROOT).values():
        assert language.translations.gettext(sentence) in CONTRIBUTING


@pytest.mark.parametrize("target", TARGETS)
def test_the_readme_names_each_command(target: str) -> None:
    assert f"make {target}" in README


@pytest.mark.parametrize(
    "command",
    sorted(set(re.findall(r"(?:`|^ *|&& )make ([a-z]+)", README + CONTRIBUTING, re.MULTILINE))),
)
def test_each_command_named_is_there(command: str) -> None:
    assert command in TARGETS


def test_each_dependency_has_its_reason() -> None:
    reasons = (
        (ROOT / "docs" / "decisions" / "0003-libraries.md").read_text(encoding="utf-8").lower()
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = (project["project"]["dependencies"], *project["dependency-groups"].values())
    named = [re.split(r"[<>=![]", entry)[0] for group in listed for entry in group]
    assert [name for name in named if name.lower() not in reasons] == []


@pytest.mark.parametrize(
    "document",
    ["docs/threat-model.md", "docs/platforms.md", "docs/decisions/0014-pull-requests.md"],
)
def test_each_file_named_is_there(document: str) -> None:
    """By its name alone where it is unambiguous, else by its path."""
    there = [
        path
        for folder in ("scripts", "tests", ".github", "docs")
        for path in (ROOT / folder).rglob("*")
        if "node_modules" not in path.parts
    ]
    named = set(
        re.findall(r"`([\w./-]+\.(?:py|yml|json))`", (ROOT / document).read_text(encoding="utf-8"))
    )
    assert named
    assert [
        name
        for name in named
        if not (ROOT / name).is_file() and name not in {path.name for path in there}
    ] == []


def test_the_interface_is_run_as_the_readme_says() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
