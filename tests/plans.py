"""What a site is to hold, worked out in this process and once: for tests of what is made from it."""

from functools import cache
from pathlib import Path

import sites

from datasite import site
from datasite.site import Plan

STANDARDS = sites.ROOT.parent / "shared" / "standards"  # reference data of others, not always there


@cache
def of(root: Path) -> Plan:
    """The plan of the site at `root`."""
    return site.plan(root, sites.SITE_URL)


def real() -> Plan:
    """The plan of the real site."""
    return of(sites.ROOT)
