"""Projects that may be one project entered twice."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from datasite.model.entities import Amount, Code, Identifier, Project
from datasite.model.likeness import Feature, similar_projects
from datasite.model.register import Register
from datasite.values import Date

TITLE = {"pl": "Małopolska – przyjazna cudzoziemcom", "en": "Małopolska, open to foreigners"}


@pytest.fixture
def project(mini_register: Register, plain: Amount) -> Project:
    """A project with dates, an amount of 100 EUR and a lead organisation, and no number."""
    sample = mini_register.projects["przykladowy-projekt"]
    assert sample.lead
    return replace(
        sample,
        title=TITLE,
        start=Date(2022, 9, 1),
        end=Date(2023, 12, 31),
        amounts=(plain,),
        reference_number="",
        identifiers=(),
        follows_id="",
    )


def alike(project: Project, other: Project, register: Register) -> tuple[Feature, ...] | None:
    """What is alike in two projects; None where no question is asked. The order does not matter."""
    other = replace(other, id="other")
    answers = []
    for left, right in ((project, other), (other, project)):
        known = replace(register, projects={left.id: left, right.id: right})
        found = similar_projects(known, left)
        assert found == similar_projects(replace(register, projects={right.id: right}), left)
        answers.append(found[0].alike if found else None)
    assert answers[0] == answers[1]
    return answers[0]


def number(scheme: str, value: str, project: Project) -> Identifier:
    words = {"pl": "", "en": ""}
    return Identifier(
        scheme=Code(scheme, words, words),
        value=value,
        source=project.source,
        note=words,
        evidence={},
    )


ALL = (Feature.TITLE, Feature.DATES, Feature.AMOUNT, Feature.LEAD)
OTHER_TITLE = {"pl": "Budowa strażnicy w Przykładowie", "en": "A watch house in Przykładowo"}
RELATED_TITLE = {"pl": "Małopolska pomaga cudzoziemcom", "en": "Małopolska helps foreigners"}
Edit = Callable[[Project], Project]
CASES: dict[str, tuple[Edit, tuple[Feature, ...] | None]] = {
    "a hyphen for a dash": (
        lambda p: replace(p, title={**TITLE, "pl": "Malopolska - przyjazna cudzoziemcom"}),
        ALL,
    ),
    "alike in one language": (lambda p: replace(p, title={**OTHER_TITLE, "en": TITLE["en"]}), ALL),
    "a month for a day": (lambda p: replace(p, start=Date(2022, 9), end=Date(2023)), ALL),
    "another amount": (
        lambda p: replace(p, amounts=(replace(p.amounts[0], amount=Decimal(200)),)),
        (Feature.TITLE, Feature.DATES, Feature.LEAD),
    ),
    "a joint sum": (
        lambda p: replace(p, amounts=(replace(p.amounts[0], joint_id="x"),)),
        (Feature.TITLE, Feature.DATES, Feature.LEAD),
    ),
    "nothing but the title": (
        lambda p: replace(p, start=None, amounts=(), partners=()),
        (Feature.TITLE,),
    ),
    "a related title and all else": (
        lambda p: replace(p, title=RELATED_TITLE),
        (Feature.DATES, Feature.AMOUNT, Feature.LEAD),
    ),
    "a related title and one thing": (
        lambda p: replace(p, title=RELATED_TITLE, amounts=(), partners=()),
        None,
    ),
    "another title": (lambda p: replace(p, title=OTHER_TITLE), None),
    "the next edition": (lambda p: replace(p, start=Date(2024, 1), end=Date(2025)), None),
    "one follows the other": (lambda p: replace(p, follows_id="przykladowy-projekt"), None),
}


@pytest.mark.parametrize("name", CASES)
def test_a_question_is_asked_where_much_is_alike(
    name: str, project: Project, mini_register: Register
) -> None:
    edit, expected = CASES[name]
    assert alike(project, edit(project), mini_register) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "asked"),
    [
        ("agreement 1", "agreement 2", False),
        ("agreement 1", "agreement 1", True),
        ("agreement 1", "register 2", True),  # one project may have both
        ("agreement 1", "", True),
    ],
)
def test_two_numbers_of_one_scheme_tell_projects_apart(
    ours: str, theirs: str, asked: bool, project: Project, mini_register: Register
) -> None:
    left, right = (
        replace(project, identifiers=(number(*text.split(), project),) if text else ())
        for text in (ours, theirs)
    )
    assert (alike(left, right, mini_register) is not None) == asked


def test_those_with_most_in_common_come_first(project: Project, mini_register: Register) -> None:
    less = replace(project, id="a", amounts=())
    more = replace(project, id="b")
    register = replace(mini_register, projects={"a": less, "b": more})
    assert [similar.project.id for similar in similar_projects(register, project)] == ["b", "a"]


def test_projects_of_the_miniature_are_different(mini_register: Register) -> None:
    assert not any(similar_projects(mini_register, p) for p in mini_register.projects.values())
