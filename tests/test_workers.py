"""Work that is split among processes gives what one process would give."""

import os
import signal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasite.workers import WorkerError, Workers


class UnreadableError(Exception):
    """An error that cannot be sent from one process to another."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


@settings(max_examples=10)  # each starts processes
@given(st.lists(st.integers(), max_size=7), st.integers(1, 4))
def test_results_come_in_the_order_of_the_items(items: list[int], count: int) -> None:
    assert Workers(count).map(str, items) == [str(item) for item in items]


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("failing", [{0}, {3}, {1, 2}, {2, 3}])
def test_the_error_of_the_first_item_that_fails_is_raised(count: int, failing: set[int]) -> None:
    def work(item: int) -> int:
        if item in failing:
            raise ValueError(item)
        return item

    with pytest.raises(ValueError) as raised:
        Workers(count).map(work, range(5))
    assert raised.value.args == (min(failing),)


def test_an_error_of_the_system_keeps_its_number_and_file() -> None:
    def work(item: int) -> None:
        if item:
            Path("/nowhere/x").read_bytes()

    with pytest.raises(FileNotFoundError) as raised:
        Workers(2).map(work, range(2))
    assert raised.value.filename == "/nowhere/x"


def test_an_error_that_cannot_be_sent_is_told() -> None:
    def work(item: int) -> int:
        if item:
            raise UnreadableError("what went wrong", "")
        return item

    with pytest.raises(WorkerError, match="UnreadableError: what went wrong"):
        Workers(2).map(work, range(2))


def test_a_process_that_is_killed_is_told() -> None:
    first = os.getpid()

    def work(item: int) -> None:
        if os.getpid() != first:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(WorkerError, match="signal 9"):
        Workers(2).map(work, range(2))


def test_no_process_is_left_where_the_first_one_is_stopped(tmp_path: Path) -> None:
    first = os.getpid()

    def work(item: int) -> None:
        if os.getpid() != first:
            (tmp_path / "new").write_text(str(os.getpid()))
            (tmp_path / "new").rename(tmp_path / "fork")
            signal.pause()
        while not (tmp_path / "fork").exists():
            pass
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Workers(2).map(work, range(2))
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "fork").read_text()), 0)
