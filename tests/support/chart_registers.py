"""Registers of invented projects, for tests of charts."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from datasite.model.entities import Amount, Code, Project
from datasite.model.register import Register
from datasite.values import Date

WORDS = {"pl": "", "en": ""}
# An amount, its qualifier, currency and joint id, the year of start, and whether it has a fund.
Stated = tuple[Decimal, str, str, str, int | None, bool]


def code(name: str) -> Code:
    """A code of a list, without words."""
    return Code(name, WORDS, WORDS)


def fields(project: Project) -> dict[str, object]:
    """The fields without the cached properties, which `replace` would copy too."""
    return {name: getattr(project, name) for name in project.__dataclass_fields__}


def register_of(plain: Register, stated: Iterable[Stated | None]) -> Register:
    """A register of projects with these totals, in which each joint sum agrees with itself."""
    model = plain.projects["null"]
    assert model.total
    first: dict[str, Amount] = {}
    projects = {}
    for number, parts in enumerate(stated):
        amounts: tuple[Amount, ...] = ()
        if parts:
            amount = replace(
                model.total,
                amount=parts[0],
                qualifier=code(parts[1]),
                currency=parts[2],
                joint_id=parts[3],
            )
            amounts = (first.setdefault(amount.joint_id, amount) if amount.joint_id else amount,)
        programme = model.programme if not parts or parts[5] else None
        start = Date(parts[4]) if parts and parts[4] else None
        projects[f"p{number}"] = Project(
            **{
                **fields(model),
                "id": f"p{number}",
                "amounts": amounts,
                "programme": programme,
                "start": start,
                "end": None,
            }
        )
    return replace(plain, projects=projects)
