"""Which programmes belong together, and the order in which projects are listed."""

from datasite.model.register import Programme, Project, Register


def newest_first(it: Project) -> tuple[int, str]:
    """A sort key: by the first known year, the latest first, undated last."""
    known = it.start or it.end
    return (-known.year if known else 0, it.id)


def ancestors(it: Programme) -> tuple[Programme, ...]:
    return (*ancestors(it.parent), it.parent) if it.parent else ()


def fund_of(it: Programme) -> Programme:
    """The fund in one period to which a programme belongs: its highest ancestor that has a period,
    else the highest of all.
    """
    line = (*ancestors(it), it)
    return next((p for p in line if any(p.period)), line[0])


def of_family(register: Register, it: Programme) -> tuple[Project, ...]:
    family = register.family_of(it)
    return tuple(p for p in register.projects.values() if p.programme and p.programme.id in family)
