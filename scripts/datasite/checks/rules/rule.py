"""A rule: a function that yields findings, with the columns that it reads.

A rule is declared where it is written:

    @rule("project_id", "organisation_id", "role")
    def at_most_one_lead(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
        'A project has exactly one lead partner where a lead is stated.'

A dataset opts into it by its name under `rules` in its dataset.yaml. The docstring is the
sentence that contributors read in the error and in CONTRIBUTING. A rule never
raises and never prints. checks/catalog_checks leaves out a finding that rests on a refused cell.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset, RuleUse
from datasite.tables.scan import Row


@dataclass(frozen=True)
class Finding:
    """One breach of a rule: the row and field where it shows, what is wrong there, and the other
    rows of the table that the rule compared it with.
    """

    row: Row
    field: str
    what: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    others: tuple[Row, ...] = ()


Check = Callable[[Catalog, Dataset, RuleUse], Iterator[Finding]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A check that a dataset opts into by its name, the columns that it reads in that dataset, and
    the names of its settings, each of which names one more column.

    A rule without columns and settings fits every dataset.
    """

    check: Check
    columns: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name by which a dataset.yaml opts into the rule: that of its function."""
        return self.check.__name__

    def columns_of(self, use: RuleUse) -> set[str]:
        """The columns that the rule reads as a dataset uses it."""
        return {*self.columns, *use.settings.values()}

    def fits(self, use: RuleUse, dataset: Dataset) -> bool:
        """Whether the settings are those of the rule, and the dataset has the columns it reads."""
        columns = self.columns_of(use)
        return set(use.settings) == set(self.settings) and columns <= set(dataset.header)


def rule(*columns: str, settings: tuple[str, ...] = ()) -> Callable[[Check], Rule]:
    """Declare a function as a rule that reads these columns."""
    return lambda check: Rule(check=check, columns=columns, settings=settings)
