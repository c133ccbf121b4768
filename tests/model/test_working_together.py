"""Who works with whom, counted again from the tables: in own projects and in those of units."""

import csv
from collections import defaultdict
from functools import cache

import site_plans
from paths import ROOT

from datasite.model.working_together import works_with


def _rows(name: str) -> list[dict[str, str]]:
    path = ROOT / "datasets" / name / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _members() -> dict[str, set[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for row in _rows("partners"):
        members[row["project_id"]].add(row["organisation_id"])
    return members


@cache
def _below() -> dict[str, set[str]]:
    """The bodies below each, at any depth."""
    parents = {row["organisation_id"]: row["parent_id"] for row in _rows("organisations")}
    below: dict[str, set[str]] = defaultdict(set)
    for key, parent in parents.items():
        above = parent
        while above:
            below[above].add(key)
            above = parents[above]
    return below


def test_everyone_met_in_own_projects_and_in_those_of_units_is_there() -> None:
    register = site_plans.register()
    for key, organisation in register.organisations.items():
        below = _below()[key]
        own: dict[str, int] = defaultdict(int)
        of_units: dict[str, int] = defaultdict(int)
        for members in _members().values():
            if key in members:
                for other in members - {key}:
                    own[other] += 1
            elif below & members:
                for other in members - below:
                    of_units[other] += 1
        found = {w.organisation.id: w for w in works_with(register, organisation)}
        assert {k: len(w.own) for k, w in found.items() if w.own} == own, key
        assert {k: len(w.of_units) for k, w in found.items() if w.of_units} == of_units, key


def test_units_that_meet_another_are_named() -> None:
    register = site_plans.register()
    border_guard = register.organisations["straz-graniczna"]
    (lithuanian,) = (
        w
        for w in works_with(register, border_guard)
        if w.organisation.name["pl"].startswith("Służba Ochrony Granicy Państwowej")
    )
    assert "Podlaski Oddział Straży Granicznej" in {u.name["pl"] for u in lithuanian.units}
    assert lithuanian.own
    assert len(lithuanian.of_units) >= 4
    for w in works_with(register, border_guard):
        inside = {unit.id for unit in w.units}
        for project in w.of_units:
            assert inside & {p.organisation.id for p in project.partners}


def test_those_met_most_often_come_first() -> None:
    register = site_plans.register()
    counts = [w.projects for w in works_with(register, register.organisations["straz-graniczna"])]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) > 12
