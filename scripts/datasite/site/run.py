"""Runs Pelican for `make site`: into any folder, with a plan that is made already."""

import logging
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import console
from pelican.log import init as start_logging

from datasite.delivery.build_profile import Profile
from datasite.site.build import PLAN, PROFILE
from datasite.site.plan import Plan


class PelicanError(Exception):
    """Pelican stopped or warned; the message holds what it printed."""


def run_pelican(
    settings: dict[str, Any], output: Path, plan: Plan, profile: Profile | None = None
) -> None:
    """Let Pelican build the planned site into `output`.

    Raises TemplateError, and PelicanError also where Pelican only warns.
    """
    start_logging(level=logging.WARNING, fatal="warnings", name="pelican")
    with console.capture() as printed:  # its last line counts articles, and it knows none of ours
        try:
            Pelican(settings | {"OUTPUT_PATH": str(output), PLAN: plan, PROFILE: profile}).run()
            stopped = None
        except RuntimeError as error:  # what its logger raises
            stopped = error
    if stopped:
        raise PelicanError(f"Pelican: {printed.get().strip()} {stopped}") from stopped
