"""scripts/new.py with a record in a file: what is written, and what is refused."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import Result
from edits import rows_of, table
from golden_messages import check as check_golden_messages
from invented_records import RECORD, add_from_file, all_files
from remembered import load_catalog

from datasite.language.localization import Language
from datasite.new_records import record_file
from datasite.new_records.register_files import open_draft
from datasite.problems import ProblemsError, unlimited
from datasite.tables import yaml_files

NEWS = """
news:
  date: 2020-02-20
  title_pl: "Dobry start: są kursy"
  title_en: "A good start: there are courses"
  summary_pl: Urząd uczy języka.
  summary_en: The office teaches the language.
  projects: [przykladowy-projekt, wspolna-zagroda]
  text_pl: |
    Akapit.

    - punkt
  text_en: |
    A paragraph.

    - a point
"""
DATASET = """
dataset:
  name: trainings
  title_pl: Szkolenia
  title_en: Trainings
  description_pl: Wiersz to szkolenie.
  description_en: A row is a training.
fields:
  - name: training_id
    format: slug
    title_pl: szkolenie
    title_en: training
    description_pl: Identyfikator.
    description_en: An identifier.
    example: kurs
  - name: place
    title_pl: "tak: no"
    title_en: "yes"
    description_pl: Kraj.
    description_en: A country.
    example: "NO"
    to: territories.code
"""


def assert_no_problems(result: Result) -> None:
    """The record was written, and the check of everything that followed was content."""
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "No problems found."), (
        result.output
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "organisation_id: fundacja-przykladowa",
            "organisation_id: fundacja-przykladova",
            (
                ":28:5  [foreign-key]  organisation_id is “fundacja-przykladova”, which"
                " organisations does not have.  Did you mean fundacja-przykladowa?"
            ),
        ),
        (
            "  status: announced",
            "  statuss: announced",
            ":24:3  [unknown-entry]  There is no entry “statuss” here.  Did you mean status?",
        ),
        ("  status: announced\n", "", ":14:1  [required]  status is blank.  It must be filled."),
        (
            "partners:",
            "partnerzy:",
            ":26:1  [unknown-entry]  There is no entry “partnerzy” here.  Did you mean partners?",
        ),
        (
            "  start_date: 2020-06",
            "  start_date: [2020]",
            "[entry-kind]  The value of “start_date” is not a text.",
        ),
        ("amount: 1200000", "amount: 1300000", "[amount_as_printed]"),
        ("page: note.html", "page: other.html", "[saved-page]"),
        ("projects:", "projects: &anchor", "[descriptor]  An entry refers to another one."),
    ],
)
def test_a_wrong_record_is_refused(old: str, new: str, expected: str, copy_of_mini: Path) -> None:
    before = all_files(copy_of_mini)
    assert RECORD.count(old) == 1
    result = add_from_file(copy_of_mini, "project", RECORD.replace(old, new))
    assert (result.exit_code, expected in result.stdout) == (1, True), result.output
    assert "Traceback" not in result.stderr
    assert all_files(copy_of_mini) == before


def test_a_news_item_passes_the_check(copy_of_mini: Path) -> None:
    result = add_from_file(copy_of_mini, "news", NEWS)
    assert_no_problems(result)
    text = (copy_of_mini / "content/news/2020-02-20-dobry-start-sa-kursy.pl.md").read_text(
        encoding="utf-8"
    )
    assert (
        text == "Title: Dobry start: są kursy\nSummary: Urząd uczy języka.\nProjects:"
        " przykladowy-projekt, wspolna-zagroda\n\nAkapit.\n\n- punkt\n"
    )
    again = add_from_file(
        copy_of_mini,
        "news",
        NEWS.replace("2020-02-20", "2020-02-21")
        .replace("  title_pl", "  slug: dobry-start-sa-kursy\n  title_pl")
        .replace("wspolna-zagroda]", "wspolna]"),
    )
    assert again.exit_code == 1
    assert "[primary-key]" in again.stdout
    assert ":9:3  [prose-reference]" in again.stdout


def test_a_dataset_passes_the_check(copy_of_mini: Path) -> None:
    result = add_from_file(copy_of_mini, "dataset", DATASET)
    assert_no_problems(result)
    dataset = load_catalog(copy_of_mini).datasets["trainings"]
    assert (dataset.title, dataset.primary_key, dataset.header) == (
        {"pl": "Szkolenia", "en": "Trainings"},
        ("training_id",),
        ("training_id", "place"),
    )
    assert (
        dataset.field("place").title,
        dataset.field("place").example,
        dataset.foreign_keys[0].dataset,
    ) == ({"pl": "tak: no", "en": "yes"}, "NO", "territories")
    assert table(copy_of_mini, "trainings").read_text(encoding="utf-8") == "training_id,place\n"


def test_what_nothing_uses_yet_is_written_and_said(copy_of_mini: Path) -> None:
    record = (
        "programmes: {name_pl: Nowy Fundusz, name_en: New Fund, name_en_origin: official,"
        " short_name_pl: NF, short_name_en: NF, funder: eu, source_id: urzad-o-projekcie}\n"
    )
    result = add_from_file(copy_of_mini, "programme", record)
    assert (result.exit_code, "[is_used]" in result.stdout) == (1, True), result.output
    assert "nowy-fundusz" in [row["programme_id"] for row in rows_of(copy_of_mini, "programmes")]


@pytest.mark.parametrize("part", [0, 1])
def test_the_record_in_contributing_is_one(part: int, project_root: Path, tmp_path: Path) -> None:
    for folder in ("datasets", "content"):
        shutil.copytree(project_root / folder, tmp_path / folder)
    record = re.findall(
        r"```yaml\n(.*?)```",
        (project_root / "CONTRIBUTING.md").read_text(encoding="utf-8"),
        re.DOTALL,
    )[part]
    result = add_from_file(tmp_path, "project", record)
    assert_no_problems(result)


TWIN = (
    RECORD.replace("Dobry start w Wymyślinie", "Wspólna – zagroda")
    .replace("A good start in Wymyślin", "Common – farmstead")
    .replace("status: announced", "status: completed")
    .replace("start_date: 2020-06", "start_date: 2022\n  end_date: 2023-12")
)


def test_a_project_entered_twice_is_refused(copy_of_mini: Path) -> None:
    before = all_files(copy_of_mini)
    result = add_from_file(copy_of_mini, "project", TWIN)
    assert result.exit_code == 1
    assert (
        ":14:1  [similar-project]  The new project “wspolna-zagroda-2” looks like"
        " “wspolna-zagroda”. Alike: the title, the dates."
    ) in result.stdout
    assert "by follows_id, or here: distinct_from: wspolna-zagroda." in result.stdout
    assert all_files(copy_of_mini) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  status:", "  distinct_from: wspolna-zagroda\n  status:"),
        ("  status:", "  distinct_from: [other, wspolna-zagroda]\n  status:"),
        ("  status:", "  follows_id: wspolna-zagroda\n  status:"),
        ("scheme: agreement", "scheme: donor"),
        ("2023-12", "2024-06"),  # the title alone is not enough
    ],
)
def test_a_project_told_apart_is_written(old: str, new: str, copy_of_mini: Path) -> None:
    assert TWIN.count(old) == 1
    assert_no_problems(add_from_file(copy_of_mini, "project", TWIN.replace(old, new)))


WRONG = """projects:
  - statuss: announced
    start_date: [2020]
  - Null
partners: []
sources: {page: nowhere.html}
"""


def test_what_is_said_of_a_wrong_file(
    copy_of_mini: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    (copy_of_mini / "record.yaml").write_text(WRONG, encoding="utf-8")
    with pytest.raises(ProblemsError) as refused:
        record_file.read_record(
            yaml_files.read_entries(copy_of_mini, "record.yaml"),
            "record.yaml",
            open_draft(copy_of_mini, unlimited, "2020-02-28", "project"),
            read_no_page,
        )
    assert {problem.rule for problem in refused.value.problems} == {
        "unknown-entry",
        "entry-kind",
        "missing-entry",
        "saved-page",
    }
    check_golden_messages("others", "record_in_a_file", refused.value.problems, languages, accept)


def read_no_page(name: str) -> Mapping[str, str]:
    raise FileNotFoundError(2, "No such file or directory", name)
