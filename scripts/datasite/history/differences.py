"""The place at which two texts differ."""

_AROUND = 40  # characters shown on each side of that place


def difference(was: str, now: str, most: int) -> tuple[str, str]:
    """Two long texts cut to the place at which they differ, with a few words around it, each about
    twice `most` characters at the most.
    """
    start = next((i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), None)
    start = min(len(was), len(now)) if start is None else start
    alike = min(len(was), len(now)) - start
    backwards = zip(
        reversed(was[len(was) - alike :]), reversed(now[len(now) - alike :]), strict=True
    )
    end = next((i for i, (a, b) in enumerate(backwards) if a != b), alike)
    return _cut(was, start, len(was) - end, most), _cut(now, start, len(now) - end, most)


def _cut(text: str, start: int, end: int, most: int) -> str:
    """The text from `start` to `end` with what is around it; "…" marks what is left out."""
    first = max(start - _AROUND, 0)
    first = text.rfind(" ", 0, first) + 1 if first else 0
    last = min(end + _AROUND, first + 2 * most, len(text))
    gap = text.find(" ", last)
    last = len(text) if gap == -1 else gap
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
