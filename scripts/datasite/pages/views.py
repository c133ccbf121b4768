"""The register in, what each page shows out: joined, ordered and counted, so that templates only
set it in type.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from datasite.charts import maps, timelines
from datasite.charts.maps import Atlas, Locator
from datasite.charts.timelines import Timeline
from datasite.content.prose import Text
from datasite.model import totals
from datasite.model.entities import (
    Amount,
    Cooperation,
    Organisation,
    Partner,
    Place,
    Programme,
    Project,
    Source,
    Statement,
)
from datasite.model.families import ancestors, newest_first, of_family
from datasite.model.register import Register
from datasite.model.totals import Totals

WORKS_WITH_MOST = 12  # organisations listed under "with whom"
_SPLIT_KINDS = ("eu_grant", "donor_grant", "grant", "national_cofinancing", "own_contribution")


@dataclass(frozen=True)
class Dispute:
    """A field of which sources say different things, or whose value was deduced."""

    field: str
    statements: tuple[Statement, ...]

    @property
    def differs(self) -> bool:
        return len({s.value for s in self.statements}) > 1

    @property
    def adopted(self) -> Statement | None:
        return next((s for s in self.statements if s.preferred), None)

    @property
    def others(self) -> tuple[Statement, ...]:
        return tuple(s for s in self.statements if not s.preferred)


@dataclass(frozen=True)
class Slice:
    """A part of the total, drawn to scale.

    `width` is in per cent of the total; both are exact and of one currency and stage.
    """

    amount: Amount
    width: Decimal


@dataclass(frozen=True)
class ProjectView:
    project: Project
    roles: tuple[tuple[str, tuple[Partner, ...]], ...]  # everyone but the lead
    slices: tuple[Slice, ...]
    shares: tuple[Slice, ...]  # what organisations have of the total
    whole: tuple[Amount, ...]  # other statements on the whole project
    parts: tuple[Amount, ...]  # statements on parts of organisations
    disputes: Mapping[str, Dispute]
    follows: Project | None
    followers: tuple[Project, ...]
    joint_with: tuple[Project, ...]
    news: tuple[Text, ...]
    press_only: bool
    sources: tuple[Source, ...]
    prints: Mapping[str, tuple[str, ...]]


def project(register: Register, it: Project, news: Iterable[Text]) -> ProjectView:
    slices = _slices(it)
    drawn = {s.amount.id for s in slices} | ({it.total.id} if it.total else set())
    rest = [a for a in it.amounts if a.id not in drawn]
    sources = sources_of(it)
    joint = {a.joint_id for a in it.amounts if a.joint_id}
    return ProjectView(
        project=it,
        roles=_by_role(it.partners),
        slices=slices,
        shares=_shares(it),
        whole=tuple(
            sorted(
                (a for a in rest if not a.organisation),
                key=lambda a: (not a.preferred, a.kind.code, a.id),
            )
        ),
        parts=tuple(
            sorted(
                (a for a in rest if a.organisation),
                key=lambda a: (
                    a.organisation.id if a.organisation else "",
                    a.purpose["en"] != "",
                    a.kind.code != "total",
                    a.id,
                ),
            )
        ),
        disputes=disputes(it.evidence)
        | {
            f"lead_{k}": d
            for p in it.partners
            if p.role.code == "lead"
            for k, d in disputes(p.evidence).items()
        },
        follows=register.projects.get(it.follows_id),
        followers=register.followers_of(it),
        joint_with=tuple(
            p
            for p in register.projects.values()
            if p.id != it.id and joint & {a.joint_id for a in p.amounts}
        ),
        news=tuple(t for t in news if it.id in t.references["projects"]),
        press_only=all(s.kind.code == "press" for s in sources),
        sources=sources,
        prints=prints(it),
    )


def _slices(it: Project) -> tuple[Slice, ...]:
    """What sources say of whose money the total is, by kind of money."""
    of_kind = (
        a for kind in _SPLIT_KINDS for a in it.amounts if a.kind.code == kind and not a.organisation
    )
    return _drawn(it.total, of_kind)


def _shares(it: Project) -> tuple[Slice, ...]:
    """What sources say of the organisations' parts in the total, the largest first."""
    drawn = _drawn(it.total, (a for a in it.amounts if a.kind.code == "total" and a.organisation))
    return tuple(sorted(drawn, key=lambda s: (-s.width, s.amount.id)))


def _drawn(whole: Amount | None, parts: Iterable[Amount]) -> tuple[Slice, ...]:
    """The parts of the total that may be drawn: exact, preferred, for no purpose of their own, of
    its currency and stage, and not above it together.
    """
    if not whole or not whole.exact or not whole.amount or not whole.currency:
        return ()
    fitting = [
        a
        for a in parts
        if a.exact
        and a.preferred
        and not any(a.purpose.values())
        and (a.currency, a.stage.code) == (whole.currency, whole.stage.code)
    ]
    if sum((a.amount or Decimal(0) for a in fitting), Decimal(0)) > whole.amount:
        return ()
    return tuple(
        Slice(a, ((a.amount or Decimal(0)) / whole.amount * 100).quantize(Decimal("0.1")))
        for a in fitting
    )


def _by_role(partners: tuple[Partner, ...]) -> tuple[tuple[str, tuple[Partner, ...]], ...]:
    order = (
        "partner",
        "donor_partner",
        "implementer",
        "operator",
        "funder",
        "supporter",
        "recipient",
    )
    roles = sorted(
        {p.role.code for p in partners if p.role.code != "lead"},
        key=lambda r: order.index(r) if r in order else len(order),
    )
    return tuple((role, tuple(p for p in partners if p.role.code == role)) for role in roles)


def disputes(evidence: Mapping[str, tuple[Statement, ...]]) -> dict[str, Dispute]:
    """The fields that need a word beside their value."""
    found = {name: Dispute(name, statements) for name, statements in evidence.items()}
    return {
        name: d
        for name, d in found.items()
        if d.differs or any(s.deduced for s in d.statements) or not d.adopted
    }


def sources_of(it: Project | Cooperation) -> tuple[Source, ...]:
    """Every source of a record once, in the order in which the page meets them."""
    found: list[Source] = [it.source]
    if isinstance(it, Project):
        found += [p.source for p in it.partners] + [
            s.source for p in it.partners for ss in p.evidence.values() for s in ss
        ]
        found += [a.source for a in it.amounts] + [i.source for i in it.identifiers]
        found += [s.source for a in it.amounts for ss in a.evidence.values() for s in ss]
    else:
        found += [p.source for p in it.participants]
    found += [s.source for statements in it.evidence.values() for s in statements] + [
        t.source for t in it.ties
    ]
    found += [s.source for t in it.ties for ss in t.evidence.values() for s in ss]
    return tuple({s.id: s for s in found}.values())


def prints(it: Project | Cooperation) -> Mapping[str, tuple[str, ...]]:
    """The very words of each source, by its identifier, on which an amount or another value of the
    record rests; each once.
    """
    said = [(a.source.id, a.as_printed) for a in it.amounts] if isinstance(it, Project) else []
    said += [(s.source.id, s.as_printed) for statements in it.evidence.values() for s in statements]
    found: dict[str, dict[str, None]] = {}
    for source, words in said:
        if words:
            found.setdefault(source, {})[words] = None
    return {source: tuple(words) for source, words in found.items()}


@dataclass(frozen=True)
class Part:
    """An organisation's part in one project."""

    project: Project
    roles: tuple[Partner, ...]


@dataclass(frozen=True)
class OrganisationView:
    organisation: Organisation
    units: tuple[Organisation, ...]
    parts: tuple[Part, ...]
    timeline: Timeline
    unit_parts: tuple[Part, ...]  # projects of its units in which it does not stand itself
    own: Totals  # its own part, where one is stated
    own_known: int
    taken_part: Totals
    works_with: tuple[tuple[Organisation, int], ...]
    cooperation: tuple[Cooperation, ...]
    published: tuple[Source, ...]
    news: tuple[Text, ...]
    sources: tuple[Source, ...]


def organisation(register: Register, it: Organisation, news: Iterable[Text]) -> OrganisationView:
    parts = _parts(register, {it.id})
    units = register.units_of(it)
    mine = {p.project.id for p in parts}
    unit_parts = tuple(
        p for p in _parts(register, {u.id for u in units}) if p.project.id not in mine
    )
    own = [
        next(
            (
                a
                for a in p.project.amounts
                if a.organisation
                and a.organisation.id == it.id
                and a.kind.code == "total"
                and a.preferred
                and not any(a.purpose.values())
            ),
            None,
        )
        for p in parts
    ]
    met = Counter(
        other.organisation.id
        for p in parts
        for other in {o.organisation.id: o for o in p.project.partners}.values()
        if other.organisation.id != it.id
    )
    return OrganisationView(
        organisation=it,
        units=units,
        parts=parts,
        timeline=timelines.timeline(
            (p.project for p in parts),
            {p.project.id for p in parts if any(r.role.code == "lead" for r in p.roles)},
        ),
        unit_parts=unit_parts,
        own=totals.of_amounts(own),
        own_known=sum(1 for a in own if a),
        taken_part=totals.of_projects(p.project for p in parts),
        works_with=tuple(
            (register.organisations[i], n)
            for i, n in sorted(met.items(), key=lambda m: (-m[1], m[0]))[:WORKS_WITH_MOST]
        ),
        cooperation=tuple(
            c
            for c in register.cooperation.values()
            if any(p.organisation.id == it.id for p in c.participants)
        ),
        published=tuple(s for s in register.sources.values() if s.publisher.id == it.id),
        news=tuple(t for t in news if it.id in t.references["organisations"]),
        sources=tuple(
            {
                i: register.sources[i]
                for i in (it.source_id, *(n.source_id for n in it.other_names))
            }.values()
        ),
    )


def _parts(register: Register, organisations: set[str]) -> tuple[Part, ...]:
    parts = (
        Part(p, tuple(x for x in p.partners if x.organisation.id in organisations))
        for p in register.projects.values()
    )
    return tuple(sorted((p for p in parts if p.roles), key=lambda p: newest_first(p.project)))


@dataclass(frozen=True)
class Group:
    """Projects with what they come to: of a programme, a place, everything."""

    projects: tuple[Project, ...]
    totals: Totals


def group(projects: Iterable[Project]) -> Group:
    chosen = tuple(sorted(projects, key=newest_first))
    return Group(chosen, totals.of_projects(chosen))


@dataclass(frozen=True)
class ProgrammeView:
    programme: Programme
    ancestors: tuple[Programme, ...]
    children: tuple[tuple[Programme, Group], ...]
    group: Group
    grants: Totals  # what is stated of the programme's own money
    leads: tuple[tuple[Organisation, int], ...]
    timeline: Timeline


def programme(register: Register, it: Programme) -> ProgrammeView:
    mine = group(of_family(register, it))
    leads = Counter(p.lead.organisation.id for p in mine.projects if p.lead)
    return ProgrammeView(
        programme=it,
        ancestors=ancestors(it),
        children=tuple(
            (child, group(of_family(register, child))) for child in register.children_of(it)
        ),
        group=mine,
        grants=totals.of_amounts([_grant(p) for p in mine.projects]),
        leads=tuple(
            (register.organisations[i], n)
            for i, n in sorted(leads.items(), key=lambda m: (-m[1], m[0]))[:WORKS_WITH_MOST]
        ),
        timeline=timelines.timeline(mine.projects),
    )


def _grant(it: Project) -> Amount | None:
    return next(
        (
            a
            for kind in ("eu_grant", "donor_grant")
            for a in it.amounts
            if a.kind.code == kind
            and a.amount is not None
            and a.preferred
            and not a.organisation
            and not any(a.purpose.values())
        ),
        None,
    )


@dataclass(frozen=True)
class PlaceView:
    place: Place
    relations: tuple[tuple[str, Group], ...]
    cooperation: tuple[Cooperation, ...]
    seated: tuple[Organisation, ...]
    locator: Locator | None


def place(register: Register, it: Place, atlas: Atlas) -> PlaceView:
    order = ("implemented_in", "target", "coordinated_with")
    relations = [
        (
            relation,
            group(
                p
                for p in register.projects.values()
                if any(t.place.code == it.code and t.relation.code == relation for t in p.ties)
            ),
        )
        for relation in order
    ]
    return PlaceView(
        place=it,
        relations=tuple((relation, g) for relation, g in relations if g.projects),
        cooperation=tuple(
            c for c in register.cooperation.values() if any(t.place.code == it.code for t in c.ties)
        ),
        seated=(
            tuple(
                o
                for o in register.organisations.values()
                if o.country and o.country.code == it.code
            )
            if it.code != "PL"
            else ()
        ),
        locator=maps.locator(
            atlas.poland if it.kind == "voivodeship" else atlas.countries, it.code
        ),
    )


@dataclass(frozen=True)
class CooperationView:
    cooperation: Cooperation
    disputes: Mapping[str, Dispute]
    news: tuple[Text, ...]
    sources: tuple[Source, ...]
    prints: Mapping[str, tuple[str, ...]]


def cooperation(register: Register, it: Cooperation, news: Iterable[Text]) -> CooperationView:
    return CooperationView(
        it,
        disputes(it.evidence),
        tuple(t for t in news if it.id in t.references["cooperation"]),
        sources_of(it),
        prints(it),
    )
