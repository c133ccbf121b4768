"""The rules over what a project did and for whom: its themes."""

from collections.abc import Iterator

from datasite.checks.rules.rule import Finding, rule
from datasite.problems import N_, shown
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset, RuleUse

MOST_THEMES = 3


@rule("project_id", "theme")
def three_themes_at_most(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A project has three themes at most: those that say most of it."""
    for rows in data.grouped(dataset.name, "project_id").values():
        for row in rows[MOST_THEMES:]:
            yield Finding(
                row,
                "theme",
                N_("%(project)s has more than %(limit)d themes."),
                {"project": shown(row["project_id"]), "limit": MOST_THEMES},
                rows[:MOST_THEMES],
            )
