"""The page of the releases of the data: what each holds, how to check and cite it, and what changed
from each to the next. A script joins the changes between any two.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from datasite.history.changes import Change, ChangeKind
from datasite.language.localization import Language
from datasite.pages.lists.cut import Cut, cut
from datasite.pages.page import DATA, PageType, Site, message, one_page
from datasite.problems import N_
from datasite.publication import citations
from datasite.publication.identity import PACKAGE_NAME
from datasite.publication.release import Release
from datasite.releases.files import CHANGES_CSV, CHANGES_JSON, release_page
from datasite.releases.kept import KeptRelease

SHOWN_CHANGES = 30  # of each release; the file has all
# The files that the page links to, beside the list of all in SHA256SUMS.
LINKED = (
    *(f"{PACKAGE_NAME}.zip", f"{PACKAGE_NAME}.sqlite", "datapackage.json", "SHA256SUMS"),
    *(CHANGES_CSV, "CITATION.cff", "citation.bib", "citation.csl.json"),
)
KIND_WORDS: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: N_("added"),
    ChangeKind.CHANGED: N_("changed"),
    ChangeKind.CORRECTED: N_("corrected"),
    ChangeKind.REMOVED: N_("withdrawn"),
    ChangeKind.MERGED: N_("replaced by"),
    ChangeKind.RENAMED: N_("has another identifier"),
    ChangeKind.TABLE_ADDED: N_("new table"),
    ChangeKind.TABLE_REMOVED: N_("table removed"),
    ChangeKind.COLUMN_ADDED: N_("new column"),
    ChangeKind.COLUMN_REMOVED: N_("column removed"),
    ChangeKind.COLUMN_RENAMED: N_("column renamed"),
}


@dataclass(frozen=True, kw_only=True)
class ReleaseView:
    """One release. `counts` says of each table how many rows were added, changed and withdrawn,
    each number with its word; `files` are those that the page links to, with their sizes: none
    where they are not there.
    """

    kept: KeptRelease
    cite: str
    files: Mapping[str, int]
    counts: Mapping[str, tuple[tuple[str, int], ...]]
    changes: Cut[Change]

    @property
    def folder(self) -> str:
        """Its folder below /data/."""
        return f"releases/{self.kept.record.date}"


@dataclass(frozen=True, kw_only=True)
class ReleasesView:
    """The releases, the newest first. `compared` are those between which a reader may choose."""

    releases: tuple[ReleaseView, ...]
    kinds: Mapping[str, str]
    changes_file: str

    @property
    def compared(self) -> tuple[ReleaseView, ...]:
        """Those with files."""
        return tuple(release for release in self.releases if release.files)


def _view(site: Site, language: Language) -> ReleasesView:
    say = language.translations.gettext
    return ReleasesView(
        releases=tuple(_release(site, kept, language) for kept in site.releases),
        kinds={kind.value: say(words) for kind, words in KIND_WORDS.items()},
        changes_file=CHANGES_JSON,
    )


def _release(site: Site, kept: KeptRelease, language: Language) -> ReleaseView:
    record, told = kept.record, kept.told
    release = Release(record.version, record.date)
    url = release_page(site.site_url, record.date, language.code)
    work = citations.release_work(language.code, url, release, record.doi)
    changes = [
        Change(**{**change, "kind": ChangeKind(change["kind"]), "commit": ""})
        for change in told.get("changes", ())
    ]
    return ReleaseView(
        kept=kept,
        cite=citations.sentence(release, language, work),
        files={name: kept.sizes[name] for name in LINKED if name in kept.sizes},
        counts={
            table: tuple(
                (language.translations.gettext(KIND_WORDS[ChangeKind(kind)]), number)
                for kind, number in counts.items()
                if number
            )
            for table, counts in told.get("counts", {}).items()
        },
        changes=cut(changes, SHOWN_CHANGES),
    )


RELEASES = PageType(
    name="releases",
    template="releases.html",
    section="releases",
    items=one_page,
    title=message(N_("Data releases")),
    label=N_("Data releases"),
    footer=DATA,
    description=message(
        N_("Dated versions of the data that never change, with checksums and what changed in each.")
    ),
    view=lambda site, _, language: _view(site, language),
)
