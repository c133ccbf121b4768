"""The tables of the miniature site, judged once, so that a test can replace one of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bad_inputs import Input

from datasite.checks import catalog_checks
from datasite.checks.catalog_checks import Judged
from datasite.problems import Problem, in_order
from datasite.tables.catalog import Catalog


@dataclass(frozen=True)
class Clean:
    """The miniature's tables judged once, so that an input costs one table and not thirty."""

    contents: Mapping[str, bytes]
    catalog: Catalog

    def judged(self, it: Input) -> tuple[bytes, list[Problem]]:
        content = it.spoil(self.contents[it.dataset])
        return content, self.with_tables({it.dataset: content})

    def with_tables(self, contents: Mapping[str, bytes]) -> list[Problem]:
        judged = {
            name: catalog_checks.judge(
                self.catalog.datasets[name], f"datasets/{name}/{name}.csv", content
            )
            for name, content in contents.items()
        }
        tables = {
            name: it.table
            for name in self.catalog.tables
            if (it := judged.get(name) or Judged(self.catalog.tables[name], (), whole=True)).table
        }
        found = [problem for it in judged.values() for problem in it.problems]
        return in_order(
            [
                *found,
                *catalog_checks.across(
                    Catalog(self.catalog.datasets, tables),
                    {name for name, it in judged.items() if not it.whole},
                    known=found,
                ),
            ]
        )
