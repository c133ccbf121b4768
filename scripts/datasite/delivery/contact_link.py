"""The link in the foot of every page by which readers reach the publisher, in a site that is
built.
"""

from pathlib import Path

from datasite.delivery.lint_pages import BuiltPage
from datasite.language.languages import LANGUAGES

_CONTACT = "//footer//a[@rel='author']/@href"  # as base.html writes it


def has_contact_link(site: Path) -> bool:
    """Whether the first page of every language has the link."""
    homes = [site / lang / "index.html" for lang in LANGUAGES]
    return all(
        home.is_file() and bool(BuiltPage.parse(home.name, home.read_bytes()).texts(_CONTACT))
        for home in homes
    )
