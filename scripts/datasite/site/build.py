"""One run of Pelican: what it builds, and what its generators and its writer share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2

from datasite.cards.contents import all_cards
from datasite.cards.kept import KeptCards, kept_cards
from datasite.content.prose import prose_rules
from datasite.content.reader import RULES
from datasite.delivery.build_profile import Profile, no_profile
from datasite.memory import NO_MEMORY, Memory
from datasite.pages.feeds.all_feeds import build_channels
from datasite.pages.feeds.channels import Channel
from datasite.pages.page import Page
from datasite.pages.search_documents import Document
from datasite.site.environment import prepare_environment
from datasite.site.plan import Plan, plan_site
from datasite.site.settings import RELEASES, check_plugins, check_settings, repository_from
from datasite.site.style_sheets import StyleSheet, join_style_sheets
from datasite.site.variables import PageVariables
from datasite.workers import ALONE, Workers

# Under these names the settings of a run carry what is no setting. The plan, the profile, the
# workers and the memory are there where `make site` runs Pelican; the build and the rules of texts
# are set in each run.
PLAN, PROFILE, WORKERS, BUILD = "SITE_PLAN", "BUILD_PROFILE", "BUILD_WORKERS", "SITE_BUILD"
MEMORY = "BUILD_MEMORY"
_SET_IN_EACH_RUN = (BUILD, RULES)


class PlanError(Exception):
    """What Pelican makes differs from the plan; the message names the file."""


@dataclass
class Build:
    """What one run of Pelican builds, and the one environment of its templates."""

    plan: Plan
    profile: Profile
    workers: Workers
    memory: Memory
    style_sheets: Mapping[str, StyleSheet]
    cards: KeptCards
    documents: dict[str, Document | None] = field(default_factory=dict)  # by the file of the page
    _environment: jinja2.Environment | None = None

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every planned page by its file."""
        return {page.file: page for page in self.plan.pages}

    @cached_property
    def channels(self) -> Mapping[str, Channel]:
        """Every planned feed by its file."""
        titles = {page.url: page.title for page in self.plan.pages}
        with self.profile.step("feeds"):
            return dict(build_channels(self.plan.site, titles))

    @cached_property
    def variables(self) -> PageVariables:
        return PageVariables(
            self.plan,
            {name: sheet.path for name, sheet in self.style_sheets.items()},
            self.cards,
        )

    def shared_environment(self, environment: jinja2.Environment) -> jinja2.Environment:
        """The environment that every generator of the run uses: the first that comes, prepared, so
        that each template is compiled once.
        """
        if self._environment is None:
            prepare_environment(environment, self.memory)
            self._environment = environment
        return self._environment


def start_build(settings: dict[str, Any]) -> None:
    """Begin a run: plan the site where nobody has planned it.

    Raises SettingError, and ProblemsError where the data or the texts have problems.
    """
    plan: Plan | None = settings.get(PLAN)
    root = Path(settings["ROOT"])
    if plan is None:
        check_plugins(root, settings["PLUGINS"])
        check_settings({n: value for n, value in settings.items() if n not in _SET_IN_EACH_RUN})
        plan = plan_site(
            root,
            str(settings["SITEURL"]),
            repository=repository_from(settings),
            releases=Path(settings[RELEASES]),
        )
    settings[RULES], _ = prose_rules(root, plan.site.register)  # without problems: planned by it
    theme = Path(settings["THEME"])
    settings[BUILD] = Build(
        plan,
        settings.get(PROFILE) or no_profile(),
        settings.get(WORKERS) or ALONE,
        settings.get(MEMORY) or NO_MEMORY,
        join_style_sheets(theme),
        kept_cards(theme, all_cards(plan.site.register, plan.site.languages)),
    )


def current_build(settings: Mapping[str, Any]) -> Build:
    """The build of the present run."""
    build: Build = settings[BUILD]
    return build
