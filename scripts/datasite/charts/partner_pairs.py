"""Projects in, who meets whom in them out: pairs of organisations, and a matrix of those with the
most projects in company.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from datasite.model.entities import Organisation, Project

MATRIX_SIZE = 20  # organisations whose rows and columns can be read on one screen
_SHOWN_FROM = 2  # projects that make a pair worth a bar
_LARGEST = Decimal(14)  # radius of the largest dot, in CSS pixels


@dataclass(frozen=True)
class Pair:
    """Two organisations, in the order of their identifiers, with the projects in which both take
    part, in whatever role. `width` in per cent of the most.
    """

    one: Organisation
    other: Organisation
    projects: tuple[Project, ...]
    width: Decimal


@dataclass(frozen=True)
class Cell:
    """`count` projects of the organisations of a row and a column; the area of the dot of `radius`
    (CSS pixels) grows with it. `same`: on the diagonal.
    """

    count: int
    radius: Decimal
    same: bool
    with_whom: Organisation


@dataclass(frozen=True)
class Together:
    """`pairs` that meet most often first, all of them;

    `frequent` are those with more than one project; `matrix` rows in the order of its columns.
    """

    pairs: tuple[Pair, ...]
    frequent: tuple[Pair, ...]
    matrix: tuple[tuple[Organisation, tuple[Cell, ...]], ...]


def together(projects: Iterable[Project]) -> Together:
    """The pairs of organisations that take part in the same projects.

    Keyed by identifier: two bodies of one name stay two.
    """
    met: dict[tuple[str, str], list[Project]] = {}
    organisations: dict[str, Organisation] = {}
    for it in sorted(projects, key=lambda p: p.id):
        organisations |= {p.organisation.id: p.organisation for p in it.partners}
        for pair in combinations(sorted({p.organisation.id for p in it.partners}), 2):
            met.setdefault(pair, []).append(it)
    most = max((len(shared) for shared in met.values()), default=1)
    ordered = sorted(met.items(), key=lambda m: (-len(m[1]), m[0]))
    pairs = tuple(
        Pair(
            organisations[a],
            organisations[b],
            tuple(shared),
            (Decimal(len(shared)) / most * 100).quantize(Decimal("0.1")),
        )
        for (a, b), shared in ordered
    )
    return Together(
        pairs,
        tuple(p for p in pairs if len(p.projects) >= _SHOWN_FROM),
        _matrix(organisations, met, most),
    )


def _matrix(
    organisations: dict[str, Organisation], met: dict[tuple[str, str], list[Project]], most: int
) -> tuple[tuple[Organisation, tuple[Cell, ...]], ...]:
    counts = {pair: len(shared) for pair, shared in met.items()}
    order = _neighbours(_busiest(met), counts)

    def cell(row: str, column: str) -> Cell:
        count = counts.get((min(row, column), max(row, column)), 0)
        return Cell(
            count,
            (_LARGEST * (Decimal(count) / most).sqrt()).quantize(Decimal("0.1")),
            row == column,
            organisations[column],
        )

    return tuple(
        (organisations[row], tuple(cell(row, column) for column in order)) for row in order
    )


def _busiest(met: dict[tuple[str, str], list[Project]]) -> list[str]:
    """Those with the most projects in company."""
    in_company: dict[str, set[str]] = defaultdict(set)
    for pair, shared in met.items():
        for one in pair:
            in_company[one] |= {p.id for p in shared}
    return sorted(in_company, key=lambda i: (-len(in_company[i]), i))[:MATRIX_SIZE]


def _neighbours(chosen: list[str], counts: dict[tuple[str, str], int]) -> list[str]:
    """An order in which those that meet stand side by side: each next one has most projects with
    the last of the row, then with all before it.
    """
    order, left = chosen[:1], chosen[1:]

    def ties(it: str, others: list[str]) -> int:
        return sum(counts.get((min(it, other), max(it, other)), 0) for other in others)

    while left:
        following = min(
            left, key=lambda i: (-ties(i, order[-1:]), -ties(i, order), chosen.index(i))
        )
        order.append(following)
        left.remove(following)
    return order
