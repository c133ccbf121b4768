"""The chart of who works with whom: pairs of organisations, and the neighbourhoods of those that
have the most projects with others.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from datasite.charts.chart import Chart, ChartRow, name_cells, name_columns
from datasite.charts.neighbours import curves
from datasite.charts.thumbnail import HEIGHT, WIDTH, Curve, Thumbnail, rounded
from datasite.language.localization import Language
from datasite.model.entities import Organisation, Project
from datasite.problems import N_

_MOST_NEIGHBOURHOODS = 8
_MOST_NEIGHBOURS = 10  # names beside one picture
# Pairs grow with the square of the partners of a project, so a page has the first ones alone.
_MOST_ROWS = 500


@dataclass(frozen=True)
class Pair:
    """Two organisations, in the order of their identifiers, with the projects in which both take
    part, in any role.
    """

    left: Organisation
    right: Organisation
    projects: tuple[Project, ...]


@dataclass(frozen=True)
class Neighbour:
    """An organisation that another one works with, in so many `projects`, and the curve to its
    name.
    """

    organisation: Organisation
    projects: int
    curve: Curve


@dataclass(frozen=True)
class Neighbourhood:
    """An organisation with the neighbours that it meets most often; `more` have no room.

    `projects` is the number of its projects with others.
    """

    organisation: Organisation
    projects: int
    neighbours: tuple[Neighbour, ...]
    more: int


@dataclass(frozen=True)
class PartnerPairs:
    """All `pairs`, those with the most projects first, and the neighbourhoods of the organisations
    with the most projects with others, of which there are `beyond` more.
    """

    pairs: tuple[Pair, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    beyond: int

    @property
    def in_table(self) -> tuple[Pair, ...]:
        """The pairs that the table of the page has; the files have all."""
        return self.pairs[:_MOST_ROWS]


def partner_pairs(projects: Iterable[Project]) -> PartnerPairs:
    """The pairs of organisations that take part in the same projects.

    Keyed by identifier, so that two organisations of one name stay apart.
    """
    by_id = {project.id: project for project in sorted(projects, key=lambda p: p.id)}
    organisations = {
        partner.organisation.id: partner.organisation
        for project in by_id.values()
        for partner in project.partners
    }
    together: dict[tuple[str, str], list[Project]] = {}
    company: Counter[str] = Counter()
    for project in by_id.values():
        members = sorted({partner.organisation.id for partner in project.partners})
        company.update(members if len(members) > 1 else ())
        for both in combinations(members, 2):
            together.setdefault(both, []).append(project)
    pairs = sorted(
        (
            Pair(organisations[left], organisations[right], tuple(shared))
            for (left, right), shared in together.items()
        ),
        key=lambda pair: (-len(pair.projects), pair.left.id, pair.right.id),
    )
    chosen = sorted(company, key=lambda key: (-company[key], key))
    shown = chosen[:_MOST_NEIGHBOURHOODS]
    met = _met(pairs)
    most = max((number for key in shown for _, number in met[key]), default=1)
    return PartnerPairs(
        tuple(pairs),
        tuple(neighbourhood(organisations[key], company[key], met[key], most) for key in shown),
        len(chosen) - len(shown),
    )


def _met(pairs: Iterable[Pair]) -> Mapping[str, list[tuple[Organisation, int]]]:
    """For each organisation the others with the number of projects together, in the order of
    `pairs`.
    """
    met: dict[str, list[tuple[Organisation, int]]] = {}
    for pair in pairs:
        for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
            met.setdefault(one.id, []).append((other, len(pair.projects)))
    return met


def neighbourhood(
    organisation: Organisation, projects: int, met: Sequence[tuple[Organisation, int]], most: int
) -> Neighbourhood:
    """The picture of an organisation and those that it `met`, those with the most projects first;
    `most` is the largest number of projects on the scale of the curves.
    """
    shown = met[:_MOST_NEIGHBOURS]
    drawn = curves([number for _, number in shown], most)
    return Neighbourhood(
        organisation,
        projects,
        tuple(
            Neighbour(other, number, curve)
            for (other, number), curve in zip(shown, drawn, strict=True)
        ),
        len(met) - len(shown),
    )


def _claim(figure: PartnerPairs, language: Language) -> str:
    """That one organisation has more projects with others than any other."""
    first, second, *_ = (*figure.neighbourhoods, None, None)
    if first is None or (second and second.projects == first.projects):
        return ""
    return language.translations.gettext(
        N_("%(organisation)s has the most projects with partners: %(projects)s")
    ) % {
        "organisation": first.organisation.name[language.code],
        "projects": language.number(first.projects),
    }


def _thumbnail(figure: PartnerPairs) -> Thumbnail:
    """The curves of the first neighbourhood, in the shape of a thumbnail."""
    neighbours = figure.neighbourhoods[0].neighbours if figure.neighbourhoods else ()
    high, middle = Decimal(HEIGHT) / max(len(neighbours), 1), HEIGHT // 2
    thin = []
    for row, neighbour in enumerate(neighbours):
        y = rounded(high * row + high / 2)
        path = f"M40 {middle}C{WIDTH // 2 + 10} {middle} {WIDTH // 2 - 10} {y} {WIDTH - 40} {y}"
        thin.append(Curve(path, neighbour.curve.width))
    return Thumbnail((), tuple(thin))


def _rows(figure: PartnerPairs) -> Iterable[ChartRow]:
    for pair in figure.pairs:
        yield {
            **name_cells("organisation", pair.left),
            **name_cells("other", pair.right),
            "projects": len(pair.projects),
            "project_ids": " ".join(project.id for project in pair.projects),
        }


CHART = Chart(
    id="who-with-whom",
    title=N_("Who works with whom"),
    description=N_(
        "The organisations that most often work with others, and with whom; in numbers of projects."
    ),
    reading=N_(
        "A number counts the projects in which both organisations take part, in any role; the"
        " thicker the line, the more projects. An organisation and its units are counted apart."
    ),
    figure=lambda register: partner_pairs(register.projects.values()),
    claim=_claim,
    thumbnail=_thumbnail,
    columns=(
        *name_columns("organisation"),
        *name_columns("other"),
        "projects",
        "project_ids",
    ),
    rows=_rows,
)
