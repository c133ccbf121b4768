"""The real data built in memory once for each process: the plan of the site, its tables, and its
files and packages in a folder.
"""

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import site_plans

from datasite.downloads.data_package import Package
from datasite.downloads.published_tables import PublishedTable
from datasite.publication.release import Release
from datasite.site.plan import Plan


def plan() -> Plan:
    return site_plans.real()


def release() -> Release:
    return plan().site.release


@cache
def tables() -> Mapping[str, PublishedTable]:
    """Every published table by name."""
    return {table.dataset.name: table for table in plan().site.packages[0].tables}


@cache
def data_folder(temporary: Path) -> Path:
    """Every file under /data/, written somewhere in `temporary`."""
    for name, file in plan().site.files.items():
        path = temporary / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return temporary / "data"


@cache
def unzipped(package: str, temporary: Path) -> Path:
    """The folder to which a package's zip unzips."""
    (content,) = (zip_of(each) for each in plan().site.packages if each.id == package)
    folder = temporary / "unzipped" / package
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def zip_of(package: Package) -> bytes:
    """The bytes of a package's zip."""
    (content,) = (f.content for f in package.files if f.name.endswith(".zip"))
    return content
