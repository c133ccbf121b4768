"""Projects beside a project: of the same leader, fund, field and place, each named once."""

import site_plans

from datasite.pages.sections.related import MOST_RELATED, Related, related_projects
from datasite.tables.codes import POLAND


def _groups(project: str) -> dict[str, Related]:
    register = site_plans.register()
    found = related_projects(register, register.projects[project])
    return {group.by: group for group in found}


def test_each_group_shares_one_thing_and_counts_all_that_share_it() -> None:
    register = site_plans.register()
    project = register.projects["integracja-dla-bezpieczenstwa"]
    groups = _groups(project.id)
    others = [p for p in register.projects.values() if p.id != project.id]
    assert groups["fund"].number == sum(1 for p in others if p.programme == project.programme)
    assert groups["field"].number == sum(1 for p in others if p.field == project.field)
    assert all(p.field == project.field for p in groups["field"].projects)


def test_no_project_is_named_twice_or_beside_itself() -> None:
    register = site_plans.register()
    for project in register.projects.values():
        groups = related_projects(register, project)
        named = [p.id for group in groups for p in group.projects]
        before_and_after = {project.follows_id, *(p.id for p in register.followers_of(project))}
        assert len(named) == len(set(named)), project.id
        assert not {project.id, *before_and_after} & set(named), project.id
        assert all(0 < len(group.projects) <= MOST_RELATED for group in groups), project.id


def test_poland_as_a_whole_is_no_place_in_common() -> None:
    register = site_plans.register()
    for project in register.projects.values():
        for group in related_projects(register, project):
            assert group.by != "place" or getattr(group.shared, "code", "") != POLAND, project.id
