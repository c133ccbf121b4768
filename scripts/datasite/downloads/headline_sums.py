"""The sums of money that pages show, each one declaration: of which amounts, and by what apart.

downloads/sum_recipes makes of each a recipe in words, in SQL and in pandas; downloads/sqlite makes
a view. To show another sum, add an entry to HEADLINE_SUMS.
"""

from dataclasses import dataclass

from datasite.problems import N_
from datasite.tables.codes import AmountKind


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """The pages to which the amount of a project belongs.

    `columns` name a page, e.g. ("place", "relation"). `sql` are the expressions of a WITH, the last
    of which is `pairs`: project_id with these columns, each pair once. `pandas` are the lines that
    make such a frame `pairs`. `words` is a message.
    """

    columns: tuple[str, ...]
    words: str
    sql: str
    pandas: str


@dataclass(frozen=True, kw_only=True)
class HeadlineSum:
    """A sum that pages show in each currency: of exact amounts, each joint sum once.

    `view` is its name in the SQLite file; `title` is a message. `kind` is the kind of the amounts;
    one of `other_kind` is taken for a project for which no figure of `kind` is stated. They are of
    whole projects, or each of one organisation and then kept apart by organisation.
    """

    view: str
    title: str
    kind: AmountKind = AmountKind.TOTAL
    other_kind: AmountKind | None = None
    grouping: Grouping | None = None
    of_one_organisation: bool = False

    @property
    def kinds(self) -> tuple[AmountKind, ...]:
        """The kinds of the amounts, the one that is preferred first."""
        return (self.kind, self.other_kind) if self.other_kind else (self.kind,)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns by which sums are kept apart besides the currency."""
        if self.grouping:
            return self.grouping.columns
        return ("organisation_id",) if self.of_one_organisation else ()


_BY_PROGRAMME = Grouping(
    columns=("programme_id",),
    words=N_(
        "Join them by project_id with projects. A project belongs to its programme and to each"
        " programme above it: follow parent_id in programmes."
    ),
    sql="""RECURSIVE family (programme_id, part_id) AS (
  SELECT programme_id, programme_id FROM programmes
  UNION ALL
  SELECT family.programme_id, programmes.programme_id
  FROM family JOIN programmes ON programmes.parent_id = family.part_id
),
pairs AS (
  SELECT projects.project_id, family.programme_id
  FROM projects JOIN family ON family.part_id = projects.programme_id
)""",
    pandas="""parent = read("programmes").set_index("programme_id")["parent_id"]

def with_those_above(programme):
    return [programme, *with_those_above(parent[programme])] if programme else []

pairs = read("projects")[["project_id", "programme_id"]]
pairs["programme_id"] = pairs["programme_id"].map(with_those_above)
pairs = pairs.explode("programme_id")""",
)
_BY_PLACE = Grouping(
    columns=("place", "relation"),
    words=N_(
        "Join them by project_id with places. A project belongs to each of its places, separately"
        " for each relation."
    ),
    sql="""pairs AS (
  SELECT DISTINCT project_id, place, relation FROM places
)""",
    pandas='pairs = read("places")[["project_id", "place", "relation"]].drop_duplicates()',
)
_BY_ORGANISATION = Grouping(
    columns=("organisation_id",),
    words=N_(
        "Join them by project_id with partners. A project belongs to each of its organisations,"
        " once even if it has several roles."
    ),
    sql="""pairs AS (
  SELECT DISTINCT project_id, organisation_id FROM partners
)""",
    pandas='pairs = read("partners")[["project_id", "organisation_id"]].drop_duplicates()',
)

OF_THE_REGISTER = HeadlineSum(
    view="totals_of_register", title=N_("The value of all projects, as on the home page")
)
HEADLINE_SUMS: tuple[HeadlineSum, ...] = (
    OF_THE_REGISTER,
    HeadlineSum(
        view="totals_of_programmes",
        title=N_("The value of the projects of each fund or programme"),
        grouping=_BY_PROGRAMME,
    ),
    HeadlineSum(
        view="grants_of_programmes",
        title=N_("The own money of each fund or programme in its projects"),
        kind=AmountKind.EU_GRANT,
        other_kind=AmountKind.DONOR_GRANT,
        grouping=_BY_PROGRAMME,
    ),
    HeadlineSum(
        view="totals_of_places",
        title=N_("The value of the projects of each place"),
        grouping=_BY_PLACE,
    ),
    HeadlineSum(
        view="totals_of_organisations",
        title=N_("The value of the projects in which each organisation takes part"),
        grouping=_BY_ORGANISATION,
    ),
    HeadlineSum(
        view="parts_of_organisations",
        title=N_("The own part of each organisation in its projects"),
        of_one_organisation=True,
    ),
)
