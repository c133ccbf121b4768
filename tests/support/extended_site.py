"""A miniature site that has a copy of the program too, and what a contributor adds to it by a
recipe of CONTRIBUTING.

The new files of a recipe are in tests/support/recipes/RECIPE/, each by its path from the root.
"""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import built_sites
import commands
import edits
from paths import TESTS

MESSAGES = "theme/locale/pl/LC_MESSAGES/messages.po"
NEW_FILES = TESTS / "support" / "recipes"


class Insertion(NamedTuple):
    """Text that is put right behind other text, which occurs once in the file."""

    path: str
    after: str
    text: str


@dataclass(frozen=True)
class Recipe:
    """What a contributor adds: files, insertions in files that are there, and translations.

    `name` is its folder in tests/support/recipes, `title` its name in both parts of CONTRIBUTING,
    `polish` the Polish of each new message.
    """

    name: str
    title: Mapping[str, str]
    insertions: tuple[Insertion, ...]
    polish: Mapping[str, str] = field(default_factory=dict)


class Changes(NamedTuple):
    """The files that are there and were edited, but for translations; and the new ones."""

    edited: set[str]
    new: set[str]


def follow(root: Path, recipe: Recipe) -> Changes:
    """Do what the recipe says, and tell what it changed."""
    before = built_sites.tree(root)
    if (NEW_FILES / recipe.name).is_dir():
        shutil.copytree(NEW_FILES / recipe.name, root, dirs_exist_ok=True)
    for path, after, text in recipe.insertions:
        edits.replace(root, path, after, after + text)
    with (root / MESSAGES).open("a", encoding="utf-8") as file:
        for message, polish in recipe.polish.items():
            file.write(f'\nmsgid "{message}"\nmsgstr "{polish}"\n')
    after = built_sites.tree(root)
    edited = {path for path, content in before.items() if after.get(path) != content}
    return Changes(edited - {MESSAGES}, after.keys() - before.keys())


def run(root: Path, command: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the copied program, e.g. "build.py", on the site in which it is."""
    return commands.run(
        [sys.executable, str(root / "scripts" / command), *options], env=built_sites.environment()
    )
