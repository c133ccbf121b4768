"""Pages of each type of the real site pass the Nu Html Checker, which the W3C uses, and
html-validate; all pages do in `make bench`.

They need Java and Node. Where these are missing, the tests are skipped with the reason; nothing
else depends on them.
"""

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import built_sites
import pytest
from browser_pages import EMBEDDED, PAGES

from tooling import node

VNU = node.JUDGES / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
HTML_VALIDATE = node.JUDGES / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
# Of CSS Anchor Positioning, SVG 2 and CSS Containment: browsers know them, the checker does not.
NEW = (
    *(
        f"Property “{name}” doesn't exist"
        for name in (
            "container-type",
            "paint-order",
            "position-area",
            "position-try-fallbacks",
            "vector-effect",
        )
    ),
    *("at-rule “@container”", "at-rule @container"),
)
FIRST = 2  # pages of each section in the sample
SHOWN = 20  # findings; one fault of a template is on hundreds of pages


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
    """The errors that the Nu Html Checker reports, as `file:line: message`.

    Its guess of a page's language is switched off: it needs half of the time, and takes an English
    page with many Polish names for a Polish one.
    """
    report = run(
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
        f"{error.get('url')}:{error.get('lastLine')}: {error['message']}"
        for error in json.loads(report)["messages"]
    ]


def distinct(findings: Iterable[str]) -> list[str]:
    """The first of each group of findings that differ only in the file and the line."""
    first: dict[str, str] = {}
    for finding in findings:
        first.setdefault(re.sub(r"^.*?:\d+: ", "", finding), finding)
    return list(first.values())[:SHOWN]


@pytest.fixture(scope="module")
def sample(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first pages of each section, and one page of each type that has the most on it."""
    folder = tmp_path_factory.mktemp("sample")
    chosen = {address for twins in (PAGES | EMBEDDED).values() for address in twins.values()}
    for section in {path.parent.parent for path in site.rglob("*/*/index.html")}:
        files = sorted(section.glob("*/index.html"))[:FIRST]
        chosen |= {f"/{file.parent.relative_to(site).as_posix()}/" for file in files}
    for address in chosen | {"/"}:
        file = site / address.lstrip("/") / ("index.html" if address.endswith("/") else "")
        copy = folder / file.relative_to(site)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    return folder


@needs("node", "java")
def test_nu_html_checker_finds_no_error_on_pages_of_each_type(sample: Path) -> None:
    assert distinct(nu("--skip-non-html", sample)) == []


@pytest.mark.bench
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
    errors = nu("--also-check-css", "--also-check-svg", *files)
    assert distinct(error for error in errors if not any(words in error for words in NEW)) == []


@needs("node", "java")
def test_nu_html_checker_sees_a_fault(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '<!doctype html><html lang="en"><title>A page</title><p>Words<table><td'
        ' role="cell">1</table>',
        encoding="utf-8",
    )
    (tmp_path / "sheet.css").write_text("p { colour: red }", encoding="utf-8")
    assert {
        Path(error.split(":")[1]).name
        for error in nu("--also-check-css", *sorted(tmp_path.iterdir()))
    } == {"page.html", "sheet.css"}


@needs("node")
def test_html_validate_finds_nothing_on_pages_of_each_type(sample: Path, tmp_path: Path) -> None:
    assert distinct(html_validate(sample, tmp_path)) == []


@pytest.mark.bench
@needs("node")
def test_html_validate_finds_nothing_on_any_page(site: Path, tmp_path: Path) -> None:
    assert distinct(html_validate(site, tmp_path)) == []


@needs("node")
def test_html_validate_sees_a_fault(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '<!doctype html><html lang="en"><head><title>A'
        " page</title></head><body><button>Go</button></body></html>",
        encoding="utf-8",
    )
    assert html_validate(tmp_path, tmp_path) != []


def html_validate(folder: Path, tmp_path: Path) -> list[str]:
    """The findings of html-validate, as `file:line: rule: message`.

    Its configuration has its rules and those that are switched off.
    """
    report_file = tmp_path / "report.json"  # a pipe would cut off a long report
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
        f"{report['filePath']}:{error['line']}: {error['ruleId']}: {error['message']}"
        for report in reports
        for error in report["messages"]
    ]
