"""Work on all cores: a list is split among processes that are forks of this one.

A fork has all that this process has made, so nothing is copied to it; only results are sent back.
Where the system has no forks, this process does all of the work. How many processes there are
changes no result.
"""

import multiprocessing
import pickle
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class WorkerError(Exception):
    """A process of ours ended before its work did; the message says how."""


@dataclass(frozen=True)
class _Part(Generic[ResultT]):
    """What one process made: the results of its items up to the first `error`, if there is one."""

    results: list[ResultT]
    error: Exception | None = None


@dataclass(frozen=True)
class Workers:
    """`count` processes, of which this one is the first."""

    count: int = 1

    def map(self, work: Callable[[ItemT], ResultT], items: Sequence[ItemT]) -> list[ResultT]:
        """`work` of each item, in their order.

        Raises the error of the first item that has one, and WorkerError where a process is killed.
        What `work` changes in memory is lost where a fork did it.
        """
        count = min(self.count, len(items)) if _can_fork() else 1
        if count <= 1:
            return [work(item) for item in items]
        shares = _shares(len(items), count)
        forks = [_Fork.start(work, [items[at] for at in share]) for share in shares[1:]]
        try:
            parts = [_do(work, [items[at] for at in shares[0]]), *(fork.part() for fork in forks)]
        finally:
            for fork in forks:
                fork.end()
        failed = [
            (share[len(part.results)], part.error)
            for share, part in zip(shares, parts, strict=True)
            if part.error
        ]
        if failed:
            raise min(failed, key=lambda entry: entry[0])[1]
        results = {
            at: result
            for share, part in zip(shares, parts, strict=True)
            for at, result in zip(share, part.results, strict=True)
        }
        return [results[at] for at in range(len(items))]


ALONE = Workers()


def _shares(items: int, count: int) -> list[list[int]]:
    """The positions of the items of each process: neighbours together, as they often share what
    they are made from, and yet each process gets some of each kind.
    """
    block = max(1, min(16, items // (count * 8)))
    return [[at for at in range(items) if at // block % count == share] for share in range(count)]


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()


def _do(work: Callable[[ItemT], ResultT], items: Sequence[ItemT]) -> _Part[ResultT]:
    results: list[ResultT] = []
    for item in items:
        try:
            results.append(work(item))
        except Exception as error:  # raised again by map
            return _Part(results, error)
    return _Part(results)


@dataclass(frozen=True)
class _Fork(Generic[ResultT]):
    """A process that does its share."""

    process: multiprocessing.process.BaseProcess
    answers: Connection

    @classmethod
    def start(cls, work: Callable[[ItemT], ResultT], items: Sequence[ItemT]) -> "_Fork[ResultT]":
        context = multiprocessing.get_context("fork")
        answers, sender = context.Pipe(duplex=False)
        process = context.Process(target=_work_in_fork, args=(work, items, sender))
        process.start()
        sender.close()  # so that the end of the process is the end of its answers
        return cls(process, answers)

    def part(self) -> _Part[ResultT]:
        """Its answer. Raises WorkerError where there is none."""
        try:
            part: _Part[ResultT] = pickle.loads(self.answers.recv_bytes())
        except EOFError:
            self.process.join()
            code = self.process.exitcode or 0
            how = f"by signal {-code}" if code < 0 else f"with code {code}"
            raise WorkerError(
                f"a process of this command was ended {how}; there may be too little memory"
            ) from None
        return part

    def end(self) -> None:
        """Stop the process, if it is not done, and wait for its end."""
        self.process.terminate()
        self.process.join()
        self.answers.close()


def _work_in_fork(
    work: Callable[[ItemT], ResultT], items: Sequence[ItemT], sender: Connection
) -> None:
    """In the fork. A Ctrl-C reaches it too, but the first process ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    part = _do(work, items)
    try:
        pickle.loads(pickle.dumps(part.error))  # an error may be written and yet not be read
        answer = pickle.dumps(part)
    except Exception as error:  # of any class of errors
        said = part.error or error
        unsaid = WorkerError(f"{type(said).__name__}: {said}")
        answer = pickle.dumps(_Part([None] * len(part.results), unsaid))
    sender.send_bytes(answer)
    sender.close()
