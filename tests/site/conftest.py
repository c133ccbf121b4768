"""What tests of Pelican's runs share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest


@pytest.fixture
def heard() -> Iterator[Callable[[Any], list[Any]]]:
    """Listen to a signal: the senders that it had while the test ran."""
    connected = []

    def listen(signal: Any) -> list[Any]:
        senders: list[Any] = []

        def receiver(sender: Any, **_: Any) -> None:
            senders.append(sender)

        signal.connect(receiver)
        connected.append((signal, receiver))
        return senders

    yield listen
    for signal, receiver in connected:
        signal.disconnect(receiver)
