"""The output of `make site PROFILE=1`, with a clock of the test."""

from dataclasses import dataclass

from datasite.delivery.build_profile import MOST_PAGE_TYPES, Profile, no_profile


@dataclass(frozen=True)
class Page:
    type: str


class Clock:
    """A clock that goes on only when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_steps_are_listed_in_order_with_their_seconds_and_those_within_them() -> None:
    clock = Clock()
    profile = Profile(clock)
    with profile.step("Checking"):
        with profile.step("datasets"):
            clock.now += 2
        clock.now += 1
    with profile.step("Building"):
        clock.now += 4.25
    assert list(profile.lines())[:4] == [
        "Seconds by step",
        "    3.00  Checking",
        "    2.00    datasets",
        "    4.25  Building",
    ]


def test_page_types_are_listed_slowest_first_with_their_seconds() -> None:
    clock = Clock()
    profile = Profile(clock)
    for page_type, seconds in (("place", 1.0), ("project", 2.0), ("project", 3.0)):
        with profile.html(page_type):
            clock.now += seconds
    assert list(profile.lines())[-2:] == [
        "    5.00       2  project",
        "    1.00       1  place",
    ]


def test_the_seconds_of_other_processes_are_added() -> None:
    clock = Clock()
    profile = Profile(clock)

    def work(item: str) -> str:
        clock.now += 2
        return item.upper()

    result, seconds = profile.timed(work)("x")
    profile.add_html("place", seconds)
    assert result == "X"
    assert list(profile.lines())[-1] == "    2.00       1  place"


def test_only_the_slowest_page_types_are_listed() -> None:
    clock = Clock()
    profile = Profile(clock)
    for number in range(MOST_PAGE_TYPES + 3):
        with profile.html(f"type{number}"):
            clock.now += number
    listed = [line.split()[-1] for line in list(profile.lines())[-MOST_PAGE_TYPES:]]
    assert listed == [f"type{number}" for number in reversed(range(3, MOST_PAGE_TYPES + 3))]


def test_without_a_clock_nothing_is_measured() -> None:
    profile = no_profile()
    with profile.step("Building"):
        pass
    assert "    0.00  Building" in list(profile.lines())
