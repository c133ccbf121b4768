"""history/redirects.csv: addresses that changed, each with the one that took its place. People
write it, for pages and data files that are no withdrawn records.
"""

import csv
import io
from collections.abc import Iterator, Set
from dataclasses import dataclass, fields
from pathlib import Path

from datasite.permanence.safe_addresses import ending, is_data, is_safe, page_language
from datasite.problems import N_, Message, Problem, ProblemsError, shown
from datasite.publication.redirects_file import REDIRECTS
from datasite.tables import input_files, text_files
from datasite.values import Date

RELEASES = "/data/releases/"  # what is there never changes, and `make check` cannot see it
# The endings of data files in whose form a notice can be written.
NOTICES = ("csv", "excel.csv", "json", "jsonl", "parquet", "xlsx", "zip", "csv-metadata.json")


@dataclass(frozen=True, kw_only=True)
class Redirect:
    """An address that changed on a day, e.g. "2026-12-01", and the one that took its place."""

    address: str
    moved_to: str
    date: str


COLUMNS = tuple(column.name for column in fields(Redirect))


def read_redirects(root: Path) -> tuple[Redirect, ...]:
    """The redirects in the order of the file; none where there is no file. Raises ProblemsError."""
    if not (root / REDIRECTS).exists():
        return ()
    text, problems = text_files.decode_text(
        REDIRECTS, input_files.read_input(root, REDIRECTS, input_files.TABLE_BYTES)
    )
    if problems:
        raise ProblemsError(problems)
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        if tuple(header) != COLUMNS:
            raise ValueError(header)
        redirects = tuple(Redirect(**dict(zip(COLUMNS, row, strict=True))) for row in rows)
    except (ValueError, csv.Error) as error:
        raise ProblemsError(
            [
                Problem.of_file(
                    REDIRECTS,
                    "redirect",
                    Message(N_("This is not a table of redirects.")),
                    Message(
                        N_("It has the columns %(columns)s in this order."),
                        {"columns": ",".join(COLUMNS)},
                    ),
                )
            ]
        ) from error
    if problems := list(_problems_of_form(redirects)):
        raise ProblemsError(problems)
    return redirects


def _problems_of_form(redirects: tuple[Redirect, ...]) -> Iterator[Problem]:
    """The problems that can be seen without the addresses of the site."""
    first: dict[str, Redirect] = {}
    for line, redirect in enumerate(redirects, start=2):
        date = Date.parse(redirect.date)
        if first.setdefault(redirect.address, redirect) is not redirect:
            what = N_("The address %(address)s is here twice.")
            yield _problem(line, what, redirect.address, N_("Keep one of the rows."))
        elif not (is_safe(redirect.address) and is_safe(redirect.moved_to)):
            what = N_("%(address)s or its successor is no address of a page or a file.")
            right = N_("Write it from the root of the site, such as /pl/projekty/.")
            yield _problem(line, what, redirect.address, right)
        elif not (page_language(redirect.address) or is_data(redirect.address)):
            what = N_("%(address)s is neither a page in a language nor a data file.")
            right = N_("Only pages and files under /data/ can be moved: bring it back.")
            yield _problem(line, what, redirect.address, right)
        elif not date or date.day is None:
            what = N_("The date at %(address)s is no day.")
            yield _problem(line, what, redirect.address, N_("Write it as 2026-12-01."))


def redirect_problems(redirects: tuple[Redirect, ...], present: Set[str]) -> list[Problem]:
    """A problem for each redirect from an address that the site has, or to one that it has not."""
    problems = []
    for line, redirect in enumerate(redirects, start=2):
        old, new = redirect.address, redirect.moved_to
        if old in present:
            what = N_("The site has the address %(address)s, so nothing can lead away from it.")
            problems.append(_problem(line, what, old, N_("Remove the row.")))
        elif new not in present and not new.startswith(RELEASES):
            what = N_("The successor %(address)s is no address of the site.")
            right = N_("Name the address that took the place, in one step.")
            problems.append(_problem(line, what, new, right))
        elif page_language(old) and is_data(new):
            what = N_("The page %(address)s cannot become a file.")
            problems.append(_problem(line, what, old, N_("Name a page as its successor.")))
        elif is_data(old) and ending(old) != ending(new) and ending(old) not in NOTICES:
            what = N_("Nothing can be written into a file like %(address)s.")
            right = N_("Name a data file of the same type as its successor.")
            problems.append(_problem(line, what, old, right))
    return problems


def _problem(line: int, what: str, address: str, right: str) -> Problem:
    return Problem(
        REDIRECTS, line, 1, "redirect", Message(what, {"address": shown(address)}), Message(right)
    )
