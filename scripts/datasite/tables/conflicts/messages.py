"""What people read of merge conflicts in a table: where they are, which rows need a choice, and
what was done with the others.
"""

from collections.abc import Iterable, Iterator

from datasite.problems import N_, Message, N_n, Problem, shown
from datasite.tables.catalog import KEY_SEPARATOR
from datasite.tables.conflicts.branches import Branches, Decision, Key
from datasite.tables.descriptor import Dataset

RULE = "merge-conflict"
COMMAND = "make format MERGE=1"
_ADDED = N_n(
    "%(count)d row that only branch %(branch)s has: %(keys)s.",
    "%(count)d rows that only branch %(branch)s has: %(keys)s.",
)
_CHANGED = N_n(
    "%(count)d row that only branch %(branch)s changed, as that branch has it: %(keys)s.",
    "%(count)d rows that only branch %(branch)s changed, as that branch has them: %(keys)s.",
)
_DELETED = N_n(
    "%(count)d row left out, since branch %(branch)s deleted it: %(keys)s.",
    "%(count)d rows left out, since branch %(branch)s deleted them: %(keys)s.",
)
_FIRST, _SECOND = N_("1 (without a name)"), N_("2 (without a name)")


def branch_names(names: tuple[str, str]) -> tuple[Message, Message]:
    """The names of the branches as messages give them; they may be blank."""
    first, second = (
        shown(name) if name else Message(number)
        for name, number in zip(names, (_FIRST, _SECOND), strict=True)
    )
    return first, second


def without_a_choice(path: str, starts: Iterable[int]) -> list[Problem]:
    """A problem at each conflict of a table in which no row needs a choice."""
    right = N_(
        "make format MERGE=1 keeps the rows of both. By hand: delete the lines with markers; a row"
        " that is then there twice stays once."
    )
    return _at_each(path, starts, right, COMMAND)


def by_hand(path: str, starts: Iterable[int]) -> list[Problem]:
    """A problem at each conflict of a table in which something needs a choice."""
    right = N_(
        "Keep the rows of both branches, and of two versions of a row the right one. Delete the"
        " lines with markers, and what is between ||||||| and =======."
    )
    return _at_each(path, starts, right)


def _at_each(path: str, starts: Iterable[int], right: str, command: str = "") -> list[Problem]:
    what = Message(N_("A merge conflict begins here: two branches changed the same place."))
    return [Problem(path, line, 1, RULE, what, Message(right), command) for line in starts]


def two_versions(
    dataset: Dataset, path: str, key: Key, branches: Branches, names: tuple[Message, Message]
) -> Problem:
    """The problem of a row that both branches changed, at the first version that is there."""
    ours, theirs, _ = (tuple(rows.values()) for rows in branches.rows(key))
    first, second = names
    shown_key = shown(KEY_SEPARATOR.join(key))
    if not (ours and theirs):
        (row, *_), one, other = (ours, first, second) if ours else (theirs, second, first)
        what = Message(
            N_("Branch %(one)s changed the row %(key)s, and branch %(other)s deleted it."),
            {"key": shown_key, "one": one, "other": other},
        )
        right = Message(N_("Keep its line or delete it; delete the lines with markers around it."))
        return Problem(path, row.line, 1, RULE, what, right)
    here, there = next((a, b) for a in ours for b in theirs if a.cells != b.cells)
    different = [name for name in dataset.header if here[name] != there[name]]
    one_field, many_fields = N_n(
        "The row %(key)s has two versions: %(field)s is %(here)s in branch %(one)s, and %(there)s"
        " in branch %(other)s, on line %(line)d.",
        "The row %(key)s has two versions, and %(count)d fields differ: %(field)s is %(here)s in"
        " branch %(one)s, and %(there)s in branch %(other)s, on line %(line)d.",
    )
    values = {
        "key": shown_key,
        "field": different[0],
        "here": shown(here[different[0]]),
        "one": first,
        "there": shown(there[different[0]]),
        "other": second,
        "line": there.line,
        "count": len(different),
    }
    right = Message(
        N_("Keep one of the two lines, delete the other and the lines with markers around them.")
    )
    what = Message(one_field, values, many_fields)
    return Problem(path, *here.places[different[0]], RULE, what, right)


def what_was_done(
    path: str, branches: Branches, decision: Decision, count: int, names: tuple[Message, Message]
) -> Iterator[Problem]:
    """Lines that say how many conflicts are resolved, and how rows that differed were merged."""
    one, many = N_n(
        "%(count)d conflict: the rows of both branches, in the order of their keys.",
        "%(count)d conflicts: the rows of both branches, in the order of their keys.",
    )
    yield _line(path, (one, many), count)
    sides = (branches.ours, branches.theirs)
    for name, mine, other in zip(names, sides, reversed(sides), strict=True):
        alone = [key for key in mine if key not in other and decision.kept[key]]
        changed = [
            key
            for key in mine
            if key in other and decision.kept[key] == tuple(mine[key]) != tuple(other[key])
        ]
        deleted = [key for key in other if key not in mine and not decision.kept[key]]
        for words, keys in ((_ADDED, alone), (_CHANGED, changed), (_DELETED, deleted)):
            if keys:
                listed = shown(", ".join(map(KEY_SEPARATOR.join, keys)))
                yield _line(path, words, len(keys), branch=name, keys=listed)


def _line(path: str, words: tuple[str, str], count: int, **values: object) -> Problem:
    one, many = words
    what = Message(one, {"count": count, **values}, many)
    return Problem.of_file(path, RULE, what, Message(""))
