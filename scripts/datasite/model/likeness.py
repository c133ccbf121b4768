"""Projects that may be one project entered twice, for a question to a person: by title, dates,
amount and lead organisation.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from datasite import matching
from datasite.model.entities import Project
from datasite.model.register import Register
from datasite.problems import N_, Message, shown
from datasite.tables.codes import IdentifierScheme
from datasite.values import Date

# The least similarity of two titles, of 100, at which their projects are probably one: by the
# titles alone, with one more thing alike, and with two more.
_SAME_TITLE, _ALIKE_TITLE, _RELATED_TITLE = 96, 85, 60


class Feature(StrEnum):
    """What two projects can have in common."""

    TITLE = "title"
    DATES = "dates"
    AMOUNT = "amount"
    LEAD = "lead"


_WORDS = {
    Feature.TITLE: N_("the title"),
    Feature.DATES: N_("the dates"),
    Feature.AMOUNT: N_("an amount"),
    Feature.LEAD: N_("the lead organisation"),
}


@dataclass(frozen=True)
class SimilarProject:
    """A project that may be the same as another one, and what is alike in the two."""

    project: Project
    alike: tuple[Feature, ...]

    def sentence(self, new: str) -> Message:
        """What is alike in it and in the project with the identifier `new`."""
        names = {f"name{number}": Message(_WORDS[name]) for number, name in enumerate(self.alike)}
        return Message(
            N_("The new project %(project)s looks like %(other)s. Alike: %(features)s."),
            {
                "project": shown(new),
                "other": shown(self.project.id),
                "features": Message(", ".join(f"%({name})s" for name in names), names),
            },
        )


def similar_projects(register: Register, project: Project) -> tuple[SimilarProject, ...]:
    """The other projects of the register that may be the same as `project`, those with most in
    common first; `project` itself may be in the register or not.

    Not those that somebody has told apart: one follows the other, or a scheme of identifiers has
    different numbers for the two; nor those whose periods do not touch.
    """
    scored = [
        (likeness, other, common)
        for other in register.projects.values()
        if other.id != project.id and not _are_told_apart(project, other)
        for likeness in [_title_likeness(project, other)]
        for common in [tuple(_common_features(project, other))]
        if _may_be_one(likeness, len(common))
    ]
    scored.sort(key=lambda entry: (-len(entry[2]), -entry[0], entry[1].id))
    return tuple(
        SimilarProject(other, ((Feature.TITLE,) if likeness >= _ALIKE_TITLE else ()) + common)
        for likeness, other, common in scored
    )


def _may_be_one(title_likeness: float, common: int) -> bool:
    return (
        title_likeness >= _SAME_TITLE
        or (title_likeness >= _ALIKE_TITLE and common >= 1)
        or (title_likeness >= _RELATED_TITLE and common >= 2)
    )


def _title_likeness(left: Project, right: Project) -> float:
    """How alike the titles are in the language in which they are most alike, of 100."""
    return max(matching.likeness(title, right.title[lang]) for lang, title in left.title.items())


def _are_told_apart(left: Project, right: Project) -> bool:
    if left.id == right.follows_id or right.id == left.follows_id:
        return True
    if left.start and right.end and left.start.first_day > right.end.last_day:
        return True
    if right.start and left.end and right.start.first_day > left.end.last_day:
        return True
    ours, theirs = _numbers(left), _numbers(right)
    if _has_another_number(left, theirs) or _has_another_number(right, ours):
        return True
    return any(ours[scheme].isdisjoint(theirs[scheme]) for scheme in ours.keys() & theirs.keys())


def _has_another_number(project: Project, numbers: Mapping[str, set[str]]) -> bool:
    """Whether a project that is still being described has a number, in a scheme not yet told, that
    is none of these.
    """
    number = "" if project.identifiers else project.reference_number
    return bool(number and numbers) and number not in set().union(*numbers.values())


def _numbers(project: Project) -> dict[str, set[str]]:
    """The numbers of a project by their scheme; that of its call is not its own."""
    numbers: dict[str, set[str]] = {}
    for identifier in project.identifiers:
        if identifier.scheme.code == IdentifierScheme.CALL:
            continue
        numbers.setdefault(identifier.scheme.code, set()).add(identifier.value)
    return numbers


def _common_features(left: Project, right: Project) -> Iterator[Feature]:
    """What two projects have in common beside their titles."""
    if _may_be_equal(left.start, right.start) and _may_be_equal(left.end, right.end):
        yield Feature.DATES
    if _own_amounts(left) & _own_amounts(right):
        yield Feature.AMOUNT
    if left.lead and right.lead and left.lead.organisation.id == right.lead.organisation.id:
        yield Feature.LEAD


def _may_be_equal(left: Date | None, right: Date | None) -> bool:
    """Whether two stated dates can be one: a month and a day in it can."""
    return (
        left is not None
        and right is not None
        and left.first_day <= right.last_day
        and right.first_day <= left.last_day
    )


def _own_amounts(project: Project) -> set[tuple[Decimal, str]]:
    """The amounts of the whole project in a currency, without sums of several projects."""
    return {
        (amount.amount, amount.currency)
        for amount in project.amounts
        if amount.amount is not None
        and amount.currency
        and amount.of_whole_project
        and not amount.joint_id
    }
