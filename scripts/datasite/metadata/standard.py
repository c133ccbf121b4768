"""A metadata standard: its files, and the purpose of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from datasite.downloads.data_package import Package
from datasite.language.localization import Language
from datasite.model.register import Register
from datasite.publication.release import Release


@dataclass(frozen=True, kw_only=True)
class Publication:
    """All that a description is made from.

    `packages` begins with the package of everything; `site_url` has no slash at its end, e.g.
    "https://example.org/register". `contact` is the address at which readers reach the publisher,
    blank where there is none. `charts` are the columns of the rows of each chart by its id.
    """

    packages: tuple[Package, ...]
    register: Register
    release: Release
    languages: Mapping[str, Language]
    site_url: str
    contact: str = ""
    charts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Standard:
    """A standard in which the data are described, declared once in its own module.

    `use` is a message that says what the files are for. `build_files` gives their content by their
    name under /data/, e.g. {"croissant.json": b"…"}.
    """

    use: str
    build_files: Callable[[Publication], Mapping[str, bytes]]
