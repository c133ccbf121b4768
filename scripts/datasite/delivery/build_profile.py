"""Where the seconds of a build go: by step, and by page type. `make site PROFILE=1` prints it.

Nothing here reads a clock. The command passes one in; without it every step takes no time.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

MOST_PAGE_TYPES = 10

Clock = Callable[[], float]  # seconds since any moment


class _HasType(Protocol):
    @property
    def type(self) -> str: ...


PageT = TypeVar("PageT", bound=_HasType)
ItemT = TypeVar("ItemT")


@dataclass
class _Step:
    """A step of the build; a step within another has a greater depth."""

    name: str
    depth: int
    seconds: float = 0.0


@dataclass
class _PageType:
    """The pages of one type: how many, and the seconds for their views and for their HTML."""

    pages: int = 0
    view_seconds: float = 0.0
    html_seconds: float = 0.0

    @property
    def seconds(self) -> float:
        return self.view_seconds + self.html_seconds


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

    def views(self, pages: Iterable[PageT]) -> Iterator[PageT]:
        """The pages, measuring for each how long it takes until it comes."""
        start = self.clock()
        for page in pages:
            self._of_type(page.type).view_seconds += self.clock() - start
            yield page
            start = self.clock()

    @contextmanager
    def html(self, page_type: str) -> Iterator[None]:
        """Measure the block as the rendering and writing of one page of a type."""
        start = self.clock()
        try:
            yield
        finally:
            self.add_html(page_type, self.clock() - start)

    def timed(self, work: Callable[[ItemT], object]) -> Callable[[ItemT], float]:
        """The work, which returns its seconds; for work that other processes do."""

        def measured(item: ItemT) -> float:
            start = self.clock()
            work(item)
            return self.clock() - start

        return measured

    def add_html(self, page_type: str, seconds: float) -> None:
        """Add one page of a type, which took `seconds` to render and write."""
        row = self._of_type(page_type)
        row.pages += 1
        row.html_seconds += seconds

    def _of_type(self, page_type: str) -> _PageType:
        return self._page_types.setdefault(page_type, _PageType())

    def lines(self) -> Iterator[str]:
        """The steps in their order, then the ten slowest page types, as lines to print."""
        yield "Seconds by step"
        for step in self._steps:
            yield f"{step.seconds:8.2f}  {'  ' * step.depth}{step.name}"
        yield ""
        yield f"Seconds by page type, the {MOST_PAGE_TYPES} slowest"
        yield "   total    view    HTML   pages  type"
        slowest = sorted(self._page_types.items(), key=lambda item: -item[1].seconds)
        for name, row in slowest[:MOST_PAGE_TYPES]:
            yield (
                f"{row.seconds:8.2f}{row.view_seconds:8.2f}{row.html_seconds:8.2f}"
                f"{row.pages:8d}  {name}"
            )


def no_profile() -> Profile:
    """A profile that measures nothing, for builds without --profile."""
    return Profile(lambda: 0.0)
