"""Where the seconds of a build go: by step, and by page type. `make site PROFILE=1` prints it.

Nothing here reads a clock. The command passes one in; without it every step takes no time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

MOST_PAGE_TYPES = 10

Clock = Callable[[], float]  # seconds since any moment


ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


@dataclass
class _Step:
    """A step of the build; a step within another has a greater depth."""

    name: str
    depth: int
    seconds: float = 0.0


@dataclass
class _PageType:
    """The pages of one type: how many, and the seconds of all processes that wrote them."""

    pages: int = 0
    seconds: float = 0.0


@dataclass
class Profile:
    """Measures a build while it runs, e.g. `with profile.step("Checking data and prose"): …`."""

    clock: Clock
    _steps: list[_Step] = field(default_factory=list)
    _page_types: dict[str, _PageType] = field(default_factory=dict)
    _depth: int = 0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure the block as a step. Steps may lie within steps."""
        step = _Step(name, self._depth)
        self._steps.append(step)
        self._depth += 1
        start = self.clock()
        try:
            yield
        finally:
            step.seconds = self.clock() - start
            self._depth -= 1

    @contextmanager
    def html(self, page_type: str) -> Iterator[None]:
        """Measure the block as the rendering and writing of one page of a type."""
        start = self.clock()
        try:
            yield
        finally:
            self.add_html(page_type, self.clock() - start)

    def timed(self, work: Callable[[ItemT], ResultT]) -> Callable[[ItemT], tuple[ResultT, float]]:
        """The work, which also returns its seconds; for work that other processes do."""

        def measured(item: ItemT) -> tuple[ResultT, float]:
            start = self.clock()
            result = work(item)
            return result, self.clock() - start

        return measured

    def add_html(self, page_type: str, seconds: float) -> None:
        """Add one page of a type, which took `seconds` to render and write."""
        row = self._of_type(page_type)
        row.pages += 1
        row.seconds += seconds

    def _of_type(self, page_type: str) -> _PageType:
        return self._page_types.setdefault(page_type, _PageType())

    def lines(self) -> Iterator[str]:
        """The steps in their order, then the ten slowest page types, as lines to print."""
        yield "Seconds by step"
        for step in self._steps:
            yield f"{step.seconds:8.2f}  {'  ' * step.depth}{step.name}"
        yield ""
        yield f"Seconds by page type, the {MOST_PAGE_TYPES} slowest"
        yield " seconds   pages  type"
        slowest = sorted(self._page_types.items(), key=lambda item: -item[1].seconds)
        for name, row in slowest[:MOST_PAGE_TYPES]:
            yield f"{row.seconds:8.2f}{row.pages:8d}  {name}"


def no_profile() -> Profile:
    """A profile that measures nothing, for builds without --profile."""
    return Profile(lambda: 0.0)
