"""Projects in, bars of their money out: by fund and by year of start, in each currency apart.

A solid bar is a sum of exact totals. An approximate total is a bar of its own, hatched, and in no
sum. Everything is keyed by identifier.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from datasite.model import totals
from datasite.model.entities import Amount, Programme, Project
from datasite.model.families import fund_of
from datasite.model.register import Register
from datasite.model.totals import Totals

_HAIR = Decimal("0.3")  # per cent: however small an amount is beside the largest, it must be seen


@dataclass(frozen=True)
class Bar:
    """`amount` in units of `currency`: the sum of the exact totals of `projects`, or the one
    `approximate` total. `width` in per cent of the longest of its currency.
    """

    currency: str
    amount: Decimal
    projects: tuple[Project, ...]
    approximate: Amount | None
    width: Decimal


@dataclass(frozen=True)
class Line:
    """The bars of one fund or one year;

    None is what has no fund or no known year. A year that has nothing keeps its line, so that the
    axis has no gap.
    """

    subject: Programme | int | None
    exact: Bar | None
    approximate: tuple[Bar, ...]

    @property
    def bars(self) -> tuple[Bar, ...]:
        return (*((self.exact,) if self.exact else ()), *self.approximate)


@dataclass(frozen=True)
class Panel:
    """The lines of one currency, on one scale."""

    currency: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Money:
    """One panel for each currency, and what all the projects come to, with what is left out."""

    panels: tuple[Panel, ...]
    totals: Totals


def money_by_programme(register: Register) -> Money:
    """By fund of one period, the largest exact sum first; a project without a fund in a line of its
    own, the last.
    """
    funds = {
        p.id: fund_of(p.programme) if p.programme else None for p in register.projects.values()
    }
    return _money(register, lambda p: _id(funds[p.id]), register.programmes.get, _largest_first)


def money_by_year(register: Register) -> Money:
    """By the year of the start, in order of time; a project stands in it with its whole value, one
    whose start is not known in the last line.
    """
    return _money(
        register,
        lambda p: str(p.start.year) if p.start else "",
        lambda key: int(key) if key else None,
        _every_year,
    )


def _id(it: Programme | None) -> str:
    return it.id if it else ""


def _money(
    register: Register,
    key: Callable[[Project], str],
    subject: Callable[[str], Programme | int | None],
    arranged: Callable[[Iterable[Line]], Iterable[Line]],
) -> Money:
    # A joint sum stands where its first project begins, hence the order.
    ordered = sorted(
        register.projects.values(),
        key=lambda p: (p.start is None, p.start.first_day if p.start else (), p.id),
    )
    exact: dict[str, dict[str, list[Project]]] = defaultdict(lambda: defaultdict(list))
    approximate: dict[str, dict[str, list[Project]]] = defaultdict(lambda: defaultdict(list))
    for it, (amount, fate) in zip(ordered, totals.judge(p.total for p in ordered), strict=True):
        if amount and fate in ("exact", "approximate"):
            (exact if fate == "exact" else approximate)[amount.currency][key(it)].append(it)
    panels = []
    for total in totals.of_projects(ordered).by_currency:
        currency = total.currency
        lines = [
            Line(
                subject(group),
                _sum(currency, exact[currency][group]),
                tuple(
                    sorted((_alone(currency, p) for p in approximate[currency][group]), key=_size)
                ),
            )
            for group in sorted({*exact[currency], *approximate[currency]})
        ]
        panels.append(Panel(currency, tuple(arranged(_to_scale(lines)))))
    return Money(tuple(panels), totals.of_projects(ordered))


def _sum(currency: str, projects: list[Project]) -> Bar | None:
    return (
        Bar(
            currency,
            sum((_amount(p) for p in projects), Decimal(0)),
            tuple(projects),
            None,
            Decimal(0),
        )
        if projects
        else None
    )


def _alone(currency: str, it: Project) -> Bar:
    return Bar(currency, _amount(it), (it,), it.total, Decimal(0))


def _amount(it: Project) -> Decimal:
    assert it.total and it.total.amount is not None  # judged to be exact or approximate
    return it.total.amount


def _size(it: Bar) -> tuple[Decimal, str]:
    return -it.amount, it.projects[0].id


def _to_scale(lines: Iterable[Line]) -> list[Line]:
    unscaled = list(lines)
    longest = max((b.amount for line in unscaled for b in line.bars), default=Decimal(0))

    def scaled(it: Bar) -> Bar:
        width = (it.amount / longest * 100).quantize(Decimal("0.1")) if longest else Decimal(0)
        return replace(it, width=max(width, _HAIR) if it.amount else width)

    return [
        replace(
            line,
            exact=scaled(line.exact) if line.exact else None,
            approximate=tuple(scaled(b) for b in line.approximate),
        )
        for line in unscaled
    ]


def _largest_first(lines: Iterable[Line]) -> Iterable[Line]:
    """By exact sum, then by the largest approximate amount; what has no fund last."""
    return sorted(
        lines,
        key=lambda it: (
            it.subject is None,
            -(it.exact.amount if it.exact else 0),
            *(_size(it.bars[0])),
        ),
    )


def _every_year(lines: Iterable[Line]) -> Iterable[Line]:
    by_year = {it.subject: it for it in lines}
    years = [year for year in by_year if isinstance(year, int)]
    known = (
        [by_year.get(year) or Line(year, None, ()) for year in range(min(years), max(years) + 1)]
        if years
        else []
    )
    return [*known, *(by_year[key] for key in by_year if key is None)]
