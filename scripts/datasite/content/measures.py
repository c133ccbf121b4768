"""What a text may say of the register in figures: numbers of records, exact sums, shares, and what
comes first.

Approximate amounts are in no sum.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from datasite import matching
from datasite.model import totals
from datasite.model.entities import Project
from datasite.model.families import ancestors, fund_id
from datasite.model.register import Register
from datasite.problems import N_, Message, shown
from datasite.tables.codes import PlaceKind


class UnreadableError(Exception):
    """Words that are no measure, with the reason and the way out."""

    def __init__(self, what: Message, right: Message) -> None:
        super().__init__(what, right)
        self.what = what
        self.right = right


@dataclass(frozen=True)
class Quantity:
    """A number, an amount in `unit`, which is the code of a currency, or a share, whose unit
    is %.
    """

    value: Decimal
    unit: str = ""


_COUNTED = ("projects", "organisations", "programmes", "cooperation", "sources")
_Filter = Callable[[Project, str], bool]
_AMOUNTS: Mapping[str, Callable[[Project], bool]] = {
    "any": lambda project: bool(project.amounts),
    "total": lambda project: project.total is not None,
    "none": lambda project: not project.amounts,
}


def _programmes(project: Project) -> set[str]:
    """The identifiers of the programme of a project and of those above it."""
    programme = project.programme
    return {p.id for p in (programme, *ancestors(programme))} if programme else set()


_FILTERS: Mapping[str, _Filter] = {
    "fund": lambda project, value: value in _programmes(project),
    "place": lambda project, value: value in {tie.place.code for tie in project.ties},
    "lead": lambda project, value: bool(project.lead and project.lead.organisation.id == value),
    "status": lambda project, value: project.status.code == value,
    "amount": lambda project, value: _AMOUNTS[value](project),
}


def _filter_values(register: Register) -> Mapping[str, Collection[str]]:
    """What may follow each filter."""
    return {
        "fund": register.programmes,
        "place": register.places,
        "lead": register.organisations,
        "status": {p.status.code for p in register.projects.values()},
        "amount": _AMOUNTS,
    }


def measure(words: str, register: Register) -> Quantity:
    """The present value of a measure: `projects fund=fami`, `sum PLN place=PL-14`, or a share,
    `projects amount=total of projects`.
    """
    part, of, whole = words.partition(" of ")
    if of:
        above, below = measure(part, register), measure(whole, register)
        if above.unit != below.unit or not below.value:
            raise _no_measure(words)
        return Quantity(above.value / below.value * 100, "%")
    name, *others = words.split() or [""]
    if name == "sum" and others:
        return Quantity(_sum(others[0], _chosen(others[1:], register)), others[0])
    if name == "projects":
        return Quantity(Decimal(len(_chosen(others, register))))
    if name in _COUNTED and not others:
        return Quantity(Decimal(len(getattr(register, name))))
    raise _no_measure(words)


def leaders(words: str, register: Register) -> tuple[str, ...]:
    """The identifiers that come first: `first lead fund=fami` of the organisations that lead most
    projects, `first place` and `first fund` likewise, and `largest PLN` of the exact totals. More
    than one where they are equal.
    """
    name, key, *others = [*words.split(), "", ""][: max(2, len(words.split()))]
    projects = _chosen(others, register)
    if name == "largest" and key:
        return _largest(key, projects)
    if name == "first" and key in _GROUPS:
        counts = Counter(value for project in projects for value in _GROUPS[key](project))
        most = max(counts.values(), default=0)
        return tuple(sorted(value for value, count in counts.items() if count == most))
    raise _no_measure(words)


_GROUPS: Mapping[str, Callable[[Project], Iterable[str]]] = {
    "lead": lambda project: [project.lead.organisation.id] if project.lead else [],
    "place": lambda project: {
        tie.place.code for tie in project.ties if tie.place.kind == PlaceKind.VOIVODESHIP
    },
    "fund": lambda project: [fund_id(project)] if project.programme else [],
}


def _chosen(filters: Iterable[str], register: Register) -> list[Project]:
    """The projects that fit every filter, which is NAME=VALUE."""
    projects = list(register.projects.values())
    for text in filters:
        name, _, value = text.partition("=")
        if name not in _FILTERS:
            raise _no_measure(text)
        known = _filter_values(register)[name]
        if value not in known:
            near = matching.nearest(value, known)
            raise UnreadableError(
                Message(N_("%(filter)s names nothing in the register."), {"filter": shown(text)}),
                Message(N_("Did you mean %(near)s?"), {"near": near})
                if near
                else Message(N_("Name records by their identifiers.")),
            )
        projects = [project for project in projects if _FILTERS[name](project, value)]
    return projects


def _sum(currency: str, projects: Iterable[Project]) -> Decimal:
    """The sum of the exact totals in a currency."""
    sums = {t.currency: t.amount for t in totals.of_projects(projects).by_currency}
    return sums.get(currency, Decimal(0))


def _largest(currency: str, projects: Iterable[Project]) -> tuple[str, ...]:
    """The projects with the largest exact total in a currency."""
    stated = {
        project.id: project.total.amount
        for project in projects
        if project.total
        and project.total.exact
        and project.total.amount is not None
        and project.total.currency == currency
    }
    most = max(stated.values(), default=None)
    return tuple(sorted(key for key, amount in stated.items() if amount == most))


def _no_measure(words: str) -> UnreadableError:
    return UnreadableError(
        Message(N_("%(words)s is no measure of the register."), {"words": shown(words)}),
        Message(
            N_(
                "Write projects, organisations, programmes, cooperation, sources or sum and a"
                " currency; filters of projects: %(filters)s; a share has “of” between."
            ),
            {"filters": ", ".join(f"{name}=" for name in _FILTERS)},
        ),
    )
