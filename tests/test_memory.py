"""What is kept from one command to the next changes no result."""

import os
import pickle
from pathlib import Path

import edits
import pytest
import remembered

from datasite.checks import catalog_checks
from datasite.memory import NO_MEMORY, Memory
from datasite.site.plan import plan_site

SITE_URL = "https://mini.example"


def _files(root: Path, memory: Memory) -> dict[str, bytes]:
    plan = plan_site(root, SITE_URL, memory=memory)
    return {name: file.content for name, file in plan.site.files.items()}


def test_the_same_input_is_made_once_and_another_one_anew(tmp_path: Path) -> None:
    made: list[str] = []

    def recall(memory: Memory, name: str, *inputs: str) -> str:
        def make() -> str:
            made.append(" ".join((name, *inputs)))
            return made[-1]

        return memory.recall(name, inputs, make)

    memory = Memory(tmp_path / "new", "program")
    assert [recall(memory, "x", "a"), recall(memory, "x", "a")] == ["x a", "x a"]
    assert recall(memory, "x", "ab", "c") == "x ab c"
    assert recall(memory, "x", "a", "bc") == "x a bc"
    assert recall(memory, "y", "a") == "y a"
    assert recall(Memory(tmp_path / "new", "another program"), "x", "a") == "x a"
    assert recall(NO_MEMORY, "x", "a") == "x a"
    assert made == ["x a", "x ab c", "x a bc", "y a", "x a", "x a"]


@pytest.mark.parametrize("damage", [b"", b"no pickle", pickle.dumps("x")[:-3]])
def test_a_damaged_result_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    memory = Memory(tmp_path)
    memory.recall("x", "a", lambda: "first")
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage)
    assert memory.recall("x", "a", lambda: "second") == "second"
    assert memory.recall("x", "a", lambda: "third") == "second"


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Memory(tmp_path / "file").recall("x", "a", lambda: 1) == 1


def test_an_error_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        Memory(tmp_path).recall("x", "a", lambda: 1 / 0)
    assert Memory(tmp_path).recall("x", "a", lambda: 2) == 2


def test_the_oldest_half_is_forgotten_where_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory(tmp_path)
    for number in range(4):
        memory.recall("x", str(number), lambda: 0)
        (made,) = set(tmp_path.iterdir()) - {*tmp_path.glob("*.old")}
        made.rename(tmp_path / f"{number}.old")
        os.utime(tmp_path / f"{number}.old", (number, number))
    memory.forget()
    assert len(list(tmp_path.iterdir())) == 4
    monkeypatch.setattr("datasite.memory.MOST_FILES", 3)
    memory.forget()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["2.old", "3.old"]


def test_a_plan_that_remembers_is_that_of_one_that_does_not(copy_of_mini: Path) -> None:
    """Also after each change of a row, of a description, of the release and of the address."""
    remembered_before = _files(copy_of_mini, remembered.memory())
    assert remembered_before == _files(copy_of_mini, NO_MEMORY)
    edits.change(copy_of_mini, "projects", "null", title_en="Another title")
    edits.replace(copy_of_mini, "datasets/places/dataset.yaml", "en: Places", "en: All places")
    edits.replace(copy_of_mini, "datasets/release.yaml", "version: 1.2.3", "version: 1.2.4")
    after = _files(copy_of_mini, remembered.memory())
    assert after == _files(copy_of_mini, NO_MEMORY)
    assert after != remembered_before


def test_a_problem_is_found_again(copy_of_mini: Path) -> None:
    edits.change(copy_of_mini, "projects", "null", status="no-status")
    problems = catalog_checks.check_catalog(copy_of_mini)
    assert problems
    assert remembered.check_catalog(copy_of_mini) == problems
    assert remembered.check_catalog(copy_of_mini) == problems
