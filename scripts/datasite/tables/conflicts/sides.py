"""A text with the markers of merge conflicts as the text of each branch, and of the state before
both where the markers give it.
"""

import re
from dataclasses import dataclass

_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: (.*))?")
_MARKER_IN_BYTES = re.compile(rb"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$", re.MULTILINE)
_BOTH = "both"  # outside of a conflict
_PARTS = ("ours", "base", "theirs")
# Of each marker the parts that it may end, and the one that it begins.
_STEPS = {
    "<<<<<<<": ((_BOTH,), "ours"),
    "|||||||": (("ours",), "base"),
    "=======": (("ours", "base"), "theirs"),
    ">>>>>>>": (("theirs",), _BOTH),
}


@dataclass(frozen=True)
class Side:
    """A whole text as one branch has it, and the number that each of its lines has in the text with
    the markers.
    """

    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Sides:
    """The texts of two branches, and of the state before both; None where a conflict lacks it.

    `names` are those that the first conflict gives to the branches, and may be blank; `starts` are
    the lines on which the conflicts begin.
    """

    ours: Side
    theirs: Side
    base: Side | None
    names: tuple[str, str]
    starts: tuple[int, ...]


def has_conflict(content: bytes) -> bool:
    """Whether a line of a file is a marker of a conflict."""
    return bool(_MARKER_IN_BYTES.search(content))


def split_sides(text: str) -> Sides | None:
    """The sides of a text with conflicts in git's styles merge, diff3 or zdiff3; None where there
    are no markers, or not in their order.

    >>> split_sides("a\\n<<<<<<< HEAD\\nb\\n=======\\nc\\n>>>>>>> new\\n").theirs
    Side(text='a\\nc\\n', lines=(1, 5, 7))
    """
    part, names, starts, with_base = _BOTH, dict[str, str](), list[int](), 0
    lines: dict[str, list[tuple[int, str]]] = {name: [] for name in _PARTS}
    for number, line in enumerate(text.split("\n"), 1):
        marker = _MARKER.fullmatch(line)
        if not marker:
            for name in _PARTS if part == _BOTH else (part,):
                lines[name].append((number, line))
            continue
        ended, begun = _STEPS[marker[1]]
        if part not in ended:
            return None
        part = begun
        names.setdefault(marker[1], marker[2] or "")
        starts += [number] if begun == "ours" else []
        with_base += begun == "base"
    if part != _BOTH or not starts:
        return None
    ours, base, theirs = (_side(lines[name]) for name in _PARTS)
    whole_base = base if with_base == len(starts) else None
    return Sides(ours, theirs, whole_base, (names["<<<<<<<"], names[">>>>>>>"]), tuple(starts))


def _side(lines: list[tuple[int, str]]) -> Side:
    return Side("\n".join(line for _, line in lines), tuple(number for number, _ in lines))
