"""The folders of datasets/ and their dataset.yaml files: which files may be there, and what one
description says of other datasets, rules and persons.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from pathlib import Path

from datasite.checks import personal_data
from datasite.checks.rules import RULES
from datasite.problems import N_, Message, Problem, ProblemsError
from datasite.tables import dataset_yaml, input_files, yaml_files
from datasite.tables.descriptor import Dataset

# Files of datasets/ that belong to no single dataset.
SHARED_FILES = {"codelist.yaml", "release.yaml", "privacy.yaml"}


def read_descriptions(root: Path) -> tuple[dict[str, Dataset], list[Problem]]:
    """Every dataset of `root`/datasets by name, in alphabetical order, and the problems of the
    folders and descriptions.
    """
    datasets: dict[str, Dataset] = {}
    problems: list[Problem] = []
    if (root / "datasets").is_dir():
        folders, problems = input_files.list_folders(root, "datasets")
        named = {p.name for p in folders} | {p.path.rpartition("/")[2] for p in problems}
        if "datasets" not in named:  # else it is a link, which is not followed
            problems += input_files.unexpected_files(
                root / "datasets", "datasets", SHARED_FILES | named
            )
    else:
        folders = []
    for folder in folders:
        try:
            datasets[folder.name] = dataset = dataset_yaml.read_dataset(folder)
        except ProblemsError as error:
            problems += error.problems
            continue
        problems += personal_data.problems_of_columns(
            dataset, dataset.description_path, partial(_place_of_field, root, dataset)
        )
        problems += input_files.unexpected_files(
            folder, f"datasets/{folder.name}", {"dataset.yaml", f"{folder.name}.csv"}
        )
    if not datasets and not problems:
        what = Message(N_("There is no dataset here."))
        right = Message(N_("Each folder of datasets/ holds NAME.csv and dataset.yaml."))
        problems.append(Problem.of_file("datasets", "no-datasets", what, right))
    return datasets, problems + list(
        _wrong_references(root, datasets, {folder.name for folder in folders} - datasets.keys())
    )


def _place_of_field(root: Path, dataset: Dataset, name: str) -> tuple[int, int]:
    """The line and column of a field in its dataset.yaml, or of the file where it is shared."""
    entries = yaml_files.read_entries(root, dataset.description_path)
    fields = entries["fields"].value if "fields" in entries else ()
    for field in fields if isinstance(fields, tuple) else ():
        if isinstance(field.value, Mapping) and field.value["name"].value == name:
            return field.line, field.column
    return 1, 1


def _wrong_references(
    root: Path, datasets: Mapping[str, Dataset], unread: Collection[str]
) -> Iterator[Problem]:
    """Foreign keys into what is not there, and rules that do not exist or do not fit. Of keys into
    datasets whose own description could not be read nothing is known.
    """
    for dataset in datasets.values():
        for index, key in enumerate(dataset.foreign_keys):
            if key.dataset in unread:
                continue
            if key.dataset not in datasets or key.target not in datasets[key.dataset].header:
                yield _wrong(
                    root,
                    dataset,
                    ("foreign_keys", index),
                    N_("The foreign key of %(field)s has no target."),
                    N_("Write `to: dataset.field`."),
                    field=key.field,
                )
        for index, use in enumerate(dataset.rules):
            if use.name not in RULES:
                yield _wrong(
                    root,
                    dataset,
                    ("rules", index),
                    N_("There is no rule %(name)s."),
                    N_("The rules are listed in CONTRIBUTING."),
                    name=use.name,
                )
            elif not RULES[use.name].fits(use, dataset):
                yield _wrong(
                    root,
                    dataset,
                    ("rules", index),
                    N_("The rule %(name)s does not fit the columns of this dataset."),
                    N_("Name existing columns in its settings, or leave it out."),
                    name=use.name,
                )


def _wrong(
    root: Path,
    dataset: Dataset,
    way: tuple[str | int, ...],
    template: str,
    right: str,
    **values: object,
) -> Problem:
    path, what = dataset.description_path, Message(template, values)
    place = yaml_files.place_of(root, path, way)
    return Problem(path, *place, "descriptor", what, Message(right))
