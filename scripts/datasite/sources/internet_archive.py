"""The Internet Archive's copy of a source: which one is closest to the day of reading."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from datasite.tables.scan import Row
from datasite.values import is_address

AVAILABILITY_API = "https://archive.org/wayback/available"
_HOST = "web.archive.org"


def find_copy(source: Row, fetch_json: Callable[[str], Any], api: str = AVAILABILITY_API) -> str:
    """The address of the copy closest to the day on which the source was read; blank if none.

    Raises what `fetch_json` raises, which is Visitor.fetch_json.
    """
    day = source["accessed"].replace("-", "")
    answer = fetch_json(f"{api}?url={quote(source['url'], safe='')}&timestamp={day}")
    closest = _member(_member(answer, "archived_snapshots"), "closest")
    if not _member(closest, "available"):
        return ""
    url = str(_member(closest, "url")).replace("http://", "https://", 1)
    return url if is_address(url) and urlsplit(url).hostname == _HOST else ""


def _member(value: Any, name: str) -> Any:
    """A member of a JSON object; None where the value is not an object or has no such member."""
    return value.get(name) if isinstance(value, dict) else None
