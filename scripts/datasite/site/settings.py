"""The settings of pelicanconf.py: which there are, and what they may be."""

import contextlib
import importlib.util
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pelican.settings import DEFAULT_CONFIG, read_settings

from datasite import matching
from datasite.content import plugin_metadata
from datasite.publication.edit_links import Repository

REPOSITORY_SETTINGS = (
    "REPOSITORY_URL",
    "REPOSITORY_HOST",
    "REPOSITORY_BRANCH",
    "CORRECTIONS_EMAIL",
)
RELEASES = "RELEASES"  # the folder that keeps the releases of the data
# Settings of Pelican's for which it has no default.
WITHOUT_DEFAULT = ("TIMEZONE", "FEED_DOMAIN", "TRANSLATION_FEED_RSS", "DEBUG")
# Where pelicanconf.py lists the settings that its plugins from elsewhere read.
PLUGIN_SETTINGS = "PLUGIN_SETTINGS"


class SettingError(Exception):
    """pelicanconf.py cannot be used; the message says why."""


def load_settings(root: Path) -> dict[str, Any]:
    """Pelican's settings from `root`/pelicanconf.py.

    Raises SettingError where the file or a plugin cannot be imported, and those of check_settings.
    """
    try:
        settings = dict(read_settings(str(root / "pelicanconf.py")))
        with _importable(settings["PLUGIN_PATHS"]):
            for plugin in settings["PLUGINS"] or ():
                if isinstance(plugin, str):
                    _import_plugin(plugin)
    except Exception as error:  # the file and the plugins are programs: they can raise anything
        raise SettingError(f"pelicanconf.py: {type(error).__name__}: {error}") from error
    check_settings(settings)
    return settings


def check_plugins(root: Path, registered: Collection[str]) -> None:
    """Raise SettingError where a plugin that `root`/pelicanconf.py lists cannot be imported, or is
    not among those that Pelican registered: it goes on without them.
    """
    plugins = load_settings(root)["PLUGINS"] or ()
    if len(registered) < len(plugins):
        raise SettingError(
            f"pelicanconf.py: of the {len(plugins)} plugins in PLUGINS Pelican registered only"
            f" {', '.join(registered)}"
        )


def _import_plugin(name: str) -> None:
    """Import a plugin by its name, which Pelican takes for a short one too: "neighbors"."""
    whole = f"pelican.plugins.{name}"
    is_short = "." not in name and importlib.util.find_spec(whole)
    importlib.import_module(whole if is_short else name)


@contextlib.contextmanager
def _importable(folders: Iterable[str]) -> Iterator[None]:
    """Let modules of these folders be imported within the block."""
    before = list(sys.path)
    sys.path[:0] = [str(folder) for folder in folders]
    try:
        yield
    finally:
        sys.path[:] = before


def check_settings(settings: Mapping[str, Any]) -> None:
    """Raise SettingError where neither Pelican nor we nor a plugin knows a setting, and where the
    address of the site or of its repository cannot be used.
    """
    listed = settings.get(PLUGIN_SETTINGS, ())
    known = {
        *(*DEFAULT_CONFIG, *WITHOUT_DEFAULT, "ROOT", *REPOSITORY_SETTINGS, RELEASES),
        *(PLUGIN_SETTINGS, plugin_metadata.SETTING),
    }
    if unknown := sorted(settings.keys() - known - {*listed}):
        near = matching.nearest(unknown[0], known)
        raise SettingError(
            f"pelicanconf.py: there is no setting {', '.join(unknown)}"
            f"{f'; did you mean {near}?' if near else ''}"
            f" (what a plugin reads must be listed in {PLUGIN_SETTINGS})"
        )
    # The files for hosts name the folders of the address, so they are plain words.
    if not re.match(r"https?://[^\s/?#]+(?:/[\w.~-]+)*/?\Z", str(settings["SITEURL"]), re.ASCII):
        raise SettingError(
            f"SITEURL is {settings['SITEURL']!r}; it must be a whole address, such as"
            " https://example.org/register; folders in it have letters, digits and . _ ~ - alone"
        )
    if error_text := repository_from(settings).error():
        raise SettingError(error_text)


def settings_from_environment(settings: Mapping[str, Any]) -> list[str]:
    """The values of the settings that pelicanconf.py takes from environment variables, and the
    checksums of the releases that are kept in the folder that one of them names.
    """
    folder = Path(settings.get(RELEASES, ""))
    sums = sorted(folder.glob("*/SHA256SUMS")) if settings.get(RELEASES) else []
    return [
        *(str(settings.get(name, "")) for name in ("SITEURL", *REPOSITORY_SETTINGS)),
        *(f"{path.parent.name} {path.read_text(encoding='utf-8')}" for path in sums),
    ]


def repository_from(settings: Mapping[str, Any]) -> Repository:
    """The repository that the settings name."""
    url, host, branch, email = (str(settings.get(name, "")) for name in REPOSITORY_SETTINGS)
    return Repository(url, host, branch, email)
