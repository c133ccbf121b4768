"""What judges from outside say of every page of the real site: the Nu Html Checker, which the W3C
uses, and html-validate.

They need Java and Node. Where these are not, the tests are skipped and say why; nothing else
depends on them.
"""

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import built_sites
import pytest

from tooling import node

VNU = node.JUDGES / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
HTML_VALIDATE = node.JUDGES / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
# Of CSS Anchor Positioning and SVG 2; browsers know them, the checker does not yet.
NEW_PROPERTIES = ("position-area", "position-try-fallbacks", "vector-effect")
SHOWN = 20  # findings; the same fault of a template stands on hundreds of pages


def needs(*programs: str) -> pytest.MarkDecorator:
    reason = node.why_not(programs=programs)
    return pytest.mark.skipif(reason is not None, reason=reason or "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.real(tmp_path_factory.getbasetemp())


def run(*command: str | Path) -> str:
    done = subprocess.run(
        list(map(str, command)), capture_output=True, encoding="utf-8", timeout=1800, check=False
    )
    assert done.stdout, done.stderr
    return done.stdout


def nu(*arguments: str | Path) -> list[str]:
    """What the Nu Html Checker holds to be errors, as `file:line: message`.

    Its guess of a page's language is switched off: it takes half of the time, and a list of names
    in Polish on an English page for Polish.
    """
    said = run(
        "java",
        "-XX:+UseSerialGC",
        "-Xss2m",
        "-jar",
        VNU,
        "--stdout",
        "--exit-zero-always",
        "--errors-only",
        "--no-langdetect",
        "--format",
        "json",
        *arguments,
    )
    return [
        f"{found.get('url')}:{found.get('lastLine')}: {found['message']}"
        for found in json.loads(said)["messages"]
    ]


def distinct(findings: Iterable[str]) -> list[str]:
    """Of findings that differ in the file and the line only the first."""
    first: dict[str, str] = {}
    for finding in findings:
        first.setdefault(re.sub(r"^.*?:\d+: ", "", finding), finding)
    return list(first.values())[:SHOWN]


@needs("node", "java")
def test_nu_html_checker_finds_no_error_on_any_page(site: Path) -> None:
    assert distinct(nu("--skip-non-html", site)) == []


@needs("node", "java")
def test_nu_html_checker_finds_no_error_in_sheets_and_pictures(site: Path) -> None:
    files = [
        path
        for path in sorted(site.rglob("*"))
        if path.suffix in (".css", ".svg") and "pagefind" not in path.parts
    ]
    assert {path.suffix for path in files} == {".css", ".svg"}
    found = nu("--also-check-css", "--also-check-svg", *files)
    assert (
        distinct(
            f
            for f in found
            if not any(f"Property “{name}” doesn't exist" in f for name in NEW_PROPERTIES)
        )
        == []
    )


@needs("node", "java")
def test_nu_html_checker_is_at_work(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '<!doctype html><html lang="en"><title>A page</title><p>Words<table><td'
        ' role="cell">1</table>',
        encoding="utf-8",
    )
    (tmp_path / "sheet.css").write_text("p { colour: red }", encoding="utf-8")
    assert {
        Path(found.split(":")[1]).name
        for found in nu("--also-check-css", *sorted(tmp_path.iterdir()))
    } == {"page.html", "sheet.css"}


@needs("node")
def test_html_validate_finds_nothing_on_any_page(site: Path, tmp_path: Path) -> None:
    assert distinct(html_validate(site, tmp_path)) == []


@needs("node")
def test_html_validate_is_at_work(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '<!doctype html><html lang="en"><head><title>A'
        " page</title></head><body><button>Go</button></body></html>",
        encoding="utf-8",
    )
    assert html_validate(tmp_path, tmp_path) != []


def html_validate(folder: Path, tmp_path: Path) -> list[str]:
    """What html-validate finds, as `file:line: rule: message`.

    Its rules, and those switched off, stand in its configuration.
    """
    report_file = (
        tmp_path / "report.json"
    )  # what it prints may be cut off at the end of a pipe's first fill
    subprocess.run(
        [
            "node",
            str(HTML_VALIDATE),
            "--config",
            str(node.JUDGES / "html-validate.mjs"),
            "--formatter",
            f"json={report_file}",
            str(folder),
        ],
        check=False,
        timeout=1800,
    )
    reports = json.loads(report_file.read_text(encoding="utf-8"))
    return [
        f"{report['filePath']}:{found['line']}: {found['ruleId']}: {found['message']}"
        for report in reports
        for found in report["messages"]
    ]
