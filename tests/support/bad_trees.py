"""Trees of files that the check refuses: what is done to a copy of the miniature site, and the path
and rule of the problem.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from edits import replace, table

from datasite.checks import personal_data


def _pipe(root: Path) -> None:
    table(root, "places").unlink()
    os.mkfifo(table(root, "places"))


def _pipe_as_description(root: Path) -> None:
    (root / "datasets/places/dataset.yaml").unlink()
    os.mkfifo(root / "datasets/places/dataset.yaml")


def _link(root: Path) -> None:
    table(root, "places").rename(root / "places.csv")
    table(root, "places").symlink_to(root / "places.csv")


def _folder(root: Path) -> None:
    table(root, "places").unlink()
    table(root, "places").mkdir()


def _linked_folder(root: Path) -> None:
    (root / "datasets/places").rename(root / "places")
    (root / "datasets/places").symlink_to(root / "places")


def _huge(root: Path) -> None:
    with table(root, "places").open("r+b") as file:
        file.truncate(100_000_000)  # a hole: it takes no room on the disk


def _described(
    dataset: str, old: str, new: str
) -> tuple[Callable[[Path], object], tuple[str, str]]:
    path = f"datasets/{dataset}/dataset.yaml"
    return lambda root: replace(root, path, old, new), (path, "descriptor")


GROUP = "group: links"


TREES: Mapping[str, tuple[Callable[[Path], object], tuple[str, str]]] = {
    "pipe": (_pipe, ("datasets/places/places.csv", "file-kind")),
    "pipe_as_description": (_pipe_as_description, ("datasets/places/dataset.yaml", "file-kind")),
    "symbolic_link": (_link, ("datasets/places/places.csv", "file-kind")),
    "folder": (_folder, ("datasets/places/places.csv", "file-kind")),
    "linked_folder": (_linked_folder, ("datasets/places", "file-kind")),
    "missing": (
        lambda root: table(root, "places").unlink(),
        ("datasets/places/places.csv", "missing-file"),
    ),
    "hundred_megabytes": (_huge, ("datasets/places/places.csv", "file-size")),
    "not_declared": (
        lambda root: (root / "datasets/places/more.csv").write_bytes(b"x\n"),
        ("datasets/places/more.csv", "unknown-file"),
    ),
    "nested_folder": (
        lambda root: (root / "datasets/places/more").mkdir(),
        ("datasets/places/more", "unknown-file"),
    ),
    "other_capitals": (
        lambda root: (root / "datasets/places/Places.csv").write_bytes(b"x\n"),
        ("datasets/places/Places.csv", "alike-names"),
    ),
    "regex_that_hangs": _described("organisations", "'[0-9]{9}|[0-9]{14}'", "'(a+)+b'"),
    "way_out_of_the_folder": _described(
        "currencies", "fields_from: codelist", "fields_from: ../../codelist"
    ),
    "address_in_a_description": _described(
        "places", GROUP, f"{GROUP}\npath: https://przyklad.example/x.csv"
    ),
    "entry_twice": _described("places", GROUP, f"{GROUP}\n{GROUP}"),
    "reference_in_yaml": _described("places", GROUP, "group: &a links"),
    "type_of_its_own": _described("places", GROUP, "group: !!python/name:os.system links"),
    "depth": (
        lambda root: (root / "datasets/places/dataset.yaml").write_bytes(
            b"a: " + b"[" * 90_000 + b"\n"
        ),
        ("datasets/places/dataset.yaml", "descriptor"),
    ),
    "exception_without_a_reason": (
        lambda root: (root / personal_data.FILE).write_bytes(
            b"exceptions:\n  - text: Zofia\n    file: datasets/projects/projects.csv\n"
        ),
        (personal_data.FILE, "privacy-exception"),
    ),
    "exception_not_needed": (
        lambda root: (root / personal_data.FILE).write_bytes(
            b"exceptions:\n  - text: Zofia Nikt\n    file: datasets/projects/projects.csv\n   "
            b" reason: Nobody has this name here.\n"
        ),
        (personal_data.FILE, "privacy-exception"),
    ),
}
