"""history/addresses.txt: every address that a release of the data published, one a line, sorted.

`make release` adds to it; nobody edits it.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from datasite.permanence.safe_addresses import is_safe
from datasite.problems import N_, Message, Problem, ProblemsError, shown
from datasite.tables import input_files, text_files

ADDRESSES = "history/addresses.txt"
FILE_BYTES = 50_000_000  # it grows with every record


def read_addresses(root: Path) -> Mapping[str, int]:
    """The published addresses, each with its line; none where there was no release yet.

    Raises ProblemsError.
    """
    if not (root / ADDRESSES).exists():
        return {}
    text, problems = text_files.decode_text(
        ADDRESSES, input_files.read_input(root, ADDRESSES, FILE_BYTES)
    )
    if problems:
        raise ProblemsError(problems)
    lines = text.removesuffix("\n").split("\n")
    if lines != sorted(set(lines)) or not all(map(is_safe, lines)):
        raise ProblemsError(
            [
                Problem.of_file(
                    ADDRESSES,
                    "published-addresses",
                    Message(N_("This is no sorted list of addresses as make release writes it.")),
                    Message(N_("Restore the file from git.")),
                )
            ]
        )
    return {address: number for number, address in enumerate(lines, start=1)}


def write_addresses(addresses: Iterable[str]) -> bytes:
    """The file of these addresses."""
    return "".join(f"{address}\n" for address in sorted(set(addresses))).encode()


def lost_problems(published: Mapping[str, int], answered: Iterable[str]) -> list[Problem]:
    """A problem for each published address at which nothing answers any more."""
    right = Message(
        N_(
            "Bring it back. Where a record went, add a row to datasets/withdrawn with its"
            " successor; where only the address changed, add the old and the new one to"
            " history/redirects.csv."
        )
    )
    return [
        Problem(
            ADDRESSES,
            published[address],
            1,
            "address-lost",
            Message(
                N_("The site published the address %(address)s and would no longer have it."),
                {"address": shown(address)},
            ),
            right,
        )
        for address in sorted(published.keys() - set(answered))
    ]
