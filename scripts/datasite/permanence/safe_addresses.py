"""The form of an address of the site in the files of history/: from there it goes into pages and
into the settings of hosts, so it is made of plain characters.
"""

import re

from datasite.language.languages import LANGUAGES
from datasite.permanence.data_files import DATA

_SAFE = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*)?\Z")


def is_safe(address: str) -> bool:
    """Whether an address from the root has plain characters alone and leads nowhere else."""
    return bool(_SAFE.match(address))


def page_language(address: str) -> str:
    """The language of a page by its address: "pl" of "/pl/projekty/"; blank for what is no page in
    a language.
    """
    lang = address.split("/")[1] if address.endswith("/") else ""
    return lang if lang in LANGUAGES else ""


def is_data(address: str) -> bool:
    """Whether this is the address of a data file."""
    return address.startswith(DATA)


def ending(address: str) -> str:
    """The ending of a file without its first dot: "excel.csv" of "/data/projects.excel.csv"."""
    return address.rpartition("/")[2].partition(".")[2]
