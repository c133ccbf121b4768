"""One text of content/ in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from datasite.publication import addresses
from datasite.values import Date


@dataclass(frozen=True)
class Text:
    """One text in one language.

    `html` is sanitised; `references` holds identifiers by kind of record, e.g.
    {"projects": ("some-project",)}.
    """

    kind: str
    name: str
    lang: str
    slug: str
    title: str
    summary: str
    html: str
    date: Date | None
    references: Mapping[str, tuple[str, ...]]

    @property
    def path(self) -> str:
        """Its file, from the root."""
        return f"content/{self.kind}/{self.name}.{self.lang}.md"

    @property
    def address(self) -> str:
        """Its page, from the root of the site."""
        return addresses.page("news" if self.kind == "news" else "", self.slug, self.lang)
