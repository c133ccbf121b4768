"""Every way in which data can be wrong, and every word that is said about it, in both languages."""

import ast
import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
import test_scan
from spoiled import spoil
from trees import replace, table

from datasite import catalog, cells
from datasite.i18n import Language

GOLDEN = Path(__file__).resolve().parent / "bad"
FROM_FRICTIONLESS = {"primary-key", "foreign-key", "type-error", "constraint-error", "required"}


@pytest.mark.parametrize("lang", ["en", "pl"])
def test_every_message(lang: str, copy_of_mini: Path, languages: Mapping[str, Language], accept: bool) -> None:
    said = [problem.text(languages[lang].translations) for problem in catalog.check(spoil(copy_of_mini))]
    assert said == _golden(f"messages.{lang}.txt", said, accept)


def _of_places(root: Path, content: bytes) -> None:
    table(root, "places").write_bytes(content)


def _described(old: str, new: str) -> Callable[[Path], None]:
    return lambda root: replace(root, "datasets/places/dataset.yaml", old, new)


def _link(root: Path) -> None:
    table(root, "places").rename(root / "places.csv")
    table(root, "places").symlink_to(root / "places.csv")


PERSON = "{name: person_name, title: {pl: osoba, en: person}, description: {pl: osoba, en: person}}"
# What is done to the tree. One such fault keeps the rules from running, so each has a tree and a golden file of its own.
WHOLE_FILES: dict[str, Callable[[Path], object]] = {
    "missing": lambda root: table(root, "places").unlink(),
    "symbolic_link": _link,
    "empty": lambda root: _of_places(root, b""),
    "not_utf8": lambda root: _of_places(root, b"project_id,place,relation,source_id\nnull,\xb9\n"),
    "wrong_header": lambda root: _of_places(root, b"project_id,country,relation,source_id\n"),
    "merge_conflict": lambda root: _of_places(root, b"project_id,place,relation,source_id\n<<<<<<< HEAD\n"),
    "swallowed_rows": lambda root: _of_places(root, b'project_id,place,relation,source_id\nnull,"PL,implemented_in,x\na,b,c,d\n'),
    "stranger": lambda root: (root / "datasets/places/places.xlsx").write_bytes(b"x"),
    "column_for_persons": _described("- name: source_id", f"- {PERSON}\n  - name: source_id"),
    "broken_yaml": _described("name: places", "name: [places"),
    "another_name": _described("name: places", "name: spots"),
    "unknown_entry": _described("name: places", "nama: x\nname: places"),
    "one_language": _described("  pl: Miejsca projektów", "  de: Orte"),
    "unknown_rule": _described("fields:", "rules: [nonsense]\nfields:"),
    "unknown_dataset": _described("territories.code", "territory.code"),
    "unknown_key_field": _described("{field: place,", "{field: plaze,"),
}


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_fault_of_a_whole_file(name: str, copy_of_mini: Path, languages: Mapping[str, Language], accept: bool) -> None:
    WHOLE_FILES[name](copy_of_mini)
    found = catalog.check(copy_of_mini)
    said = [problem.text(languages[lang].translations) for lang in ("en", "pl") for problem in found]
    assert said == _golden(f"whole_file_{name}.txt", said, accept)


def _golden(name: str, lines: list[str], accept: bool) -> list[str]:
    """The lines of a golden file; `--accept` writes it first."""
    if accept:
        (GOLDEN / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return (GOLDEN / name).read_text(encoding="utf-8").splitlines()


def test_every_rule_is_broken_somewhere() -> None:
    """In a golden file, or in a test of its own."""
    broken = {rule for file in GOLDEN.glob("*.txt") for rule in re.findall(r"^\S+  \[([\w-]+)\]  ", file.read_text(encoding="utf-8"), re.MULTILINE)}
    broken |= {rule for _, expected in test_scan.REFUSED.values() for _, _, rule in expected} | {"file-size", "no-datasets"}
    forms = {f"{name}-form" for name in cells.FORMS}
    assert set(catalog.RULES) | forms | FROM_FRICTIONLESS | _rules_in_the_code() <= broken


def _rules_in_the_code() -> set[str]:
    """Names of rules as the code writes them: a text that stands before what is wrong."""
    found = set()
    for name in ("scan", "cells", "schema", "catalog"):
        module = Path(catalog.__file__).with_name(f"{name}.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            row = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
            found |= {rule.value for rule, what in pairwise(row) if isinstance(rule, ast.Constant) and isinstance(rule.value, str) and _is_message(what)}
    return found


def _is_message(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id in {"what", "size"}) or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message")


def test_no_datasets_at_all(tmp_path: Path) -> None:
    assert [(p.path, p.rule) for p in catalog.check(tmp_path)] == [("datasets", "no-datasets")]


def test_what_is_in_a_message_cannot_speak_to_a_terminal(copy_of_mini: Path, languages: Mapping[str, Language]) -> None:
    _of_places(copy_of_mini, "project_id,\u202eplace\u00a0::error::\nx\n".encode())
    (problem,) = catalog.check(copy_of_mini)
    text = problem.text(languages["en"].translations)
    assert text.isprintable()
    assert "\\u202eplace" in text
