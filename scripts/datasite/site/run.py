"""Runs Pelican for `make site`: into any folder, with a plan that is made already."""

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import FatalLogger, console
from pelican.log import init as start_logging

from datasite.delivery.build_profile import Profile
from datasite.memory import NO_MEMORY, Memory
from datasite.pages.search_documents import Document
from datasite.site.build import MEMORY, PLAN, PROFILE, WORKERS, current_build
from datasite.site.plan import Plan
from datasite.workers import ALONE, Workers


class PelicanError(Exception):
    """Pelican stopped or warned; the message holds what it printed."""


def run_pelican(
    settings: dict[str, Any],
    output: Path,
    plan: Plan,
    profile: Profile | None = None,
    workers: Workers = ALONE,
    memory: Memory = NO_MEMORY,
) -> tuple[Document, ...]:
    """Let Pelican build the planned site into `output`, its pages by `workers`; `memory` has its
    compiled templates. Returns what the search knows of the pages, in the order of the plan.

    Raises TemplateError, and PelicanError also where Pelican only warns.
    """
    # The last line that Pelican prints counts articles, and it knows none of ours.
    with _fatal_warnings(), console.capture() as printed:
        try:
            ours = {PLAN: plan, PROFILE: profile, WORKERS: workers, MEMORY: memory}
            pelican = Pelican(settings | {"OUTPUT_PATH": str(output)} | ours)
            pelican.run()
            stopped = None
        except RuntimeError as error:  # what its logger raises
            stopped = error
    if stopped:
        raise PelicanError(f"Pelican: {printed.get().strip()} {stopped}") from stopped
    documents = current_build(pelican.settings).documents
    return tuple(filter(None, (documents.get(page.file) for page in plan.pages)))


@contextlib.contextmanager
def _fatal_warnings() -> Iterator[None]:
    """Let Pelican's log raise RuntimeError at a warning, within the block only: the level is one of
    the whole process, and every other logger would obey it too.
    """
    before = FatalLogger.fatal_lvl
    start_logging(level=logging.WARNING, fatal="warnings", name="pelican")
    try:
        yield
    finally:
        FatalLogger.fatal_lvl = before
