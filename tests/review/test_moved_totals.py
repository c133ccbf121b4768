"""The sums of the report are those of the site."""

from datasite.model.families import of_family
from datasite.model.register import Register
from datasite.review.report.moved_totals import projects_by_programme


def test_a_programme_counts_the_projects_of_its_page(mini_register: Register) -> None:
    groups = projects_by_programme(mini_register, {})
    with_parts = [p.parent.id for p in mini_register.programmes.values() if p.parent]
    assert any(groups.get(key) for key in with_parts)
    for key, programme in mini_register.programmes.items():
        assert groups.get(key, []) == list(of_family(mini_register, programme))
    assert groups[None] == list(mini_register.projects.values())
