"""Where the data are kept in, the addresses by which a reader changes a record out: its row in the
repository, and forms that are filled in as far as we can.

Forms of the host first; where there is no host, an e-mail that is begun; where there is neither,
nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from datasite.language.localization import Language
from datasite.problems import N_
from datasite.values import is_address

_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+\Z")
_BRANCH = re.compile(r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*\Z")
# The line in the host's view, from which its editor is one step away: the editors themselves know
# no lines.
_ROWS: Mapping[str, str] = {
    "github": "{url}/blob/{branch}/{path}?plain=1#L{line}",
    "gitlab": "{url}/-/blob/{branch}/{path}?plain=1#L{line}",
}
HOSTS = tuple(_ROWS)
ERROR, SOURCE = (
    "error",
    "source",
)  # forms in .github/ISSUE_TEMPLATE, whose fields have these very ids: record, field, version
_ASKED = {
    ERROR: (
        N_("What it says, and what it should say:"),
        N_("The address of the page that says so:"),
    ),
    SOURCE: (N_("The address of the source:"), N_("What it adds, in its words:")),
}
_SUBJECTS = {ERROR: N_("Error: %(record)s"), SOURCE: N_("Source: %(record)s")}


@dataclass(frozen=True)
class Repository:
    """Where the data are kept. `url` and `email` may be blank."""

    url: str = ""
    host: str = HOSTS[0]
    branch: str = "main"
    email: str = ""

    def error(self) -> str:
        """What of the settings cannot be used, in a sentence; blank where all is right."""
        if self.url and not is_address(self.url):
            return (
                f"REPOSITORY_URL is {self.url!r}; it must be a whole address, such as"
                " https://github.com/owner/name"
            )
        if self.host not in HOSTS:
            return f"REPOSITORY_HOST is {self.host!r}; it must be one of {', '.join(HOSTS)}"
        if not _BRANCH.match(self.branch) or ".." in self.branch:
            return (
                f"REPOSITORY_BRANCH is {self.branch!r}; it must be the name of a branch, such as"
                " main"
            )
        if self.email and not _EMAIL.match(self.email):
            return (
                f"CORRECTIONS_EMAIL is {self.email!r}; it must be one plain address, such as"
                " data@example.org"
            )
        return ""


NOWHERE = Repository()


@dataclass(frozen=True)
class Change:
    """Ways to change one record.

    `row` is blank where no host shows it; `fields` are the same report with the field filled in, by
    the field's name in words.
    """

    row: str
    report: str
    suggest: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Place:
    """A record by its dataset and key, its file and line in the repository, and what of it an error
    can be reported about: each with its words.
    """

    dataset: str
    key: str
    path: str
    line: int
    fields: tuple[tuple[str, str], ...]


def change(it: Repository, place: Place, version: str, language: Language) -> Change | None:
    """How a record is changed; None where neither a host nor an e-mail address is set."""
    if not it.url and not it.email:
        return None
    row = (
        _ROWS[it.host].format(
            url=it.url, branch=quote(it.branch), path=quote(place.path), line=place.line
        )
        if it.url
        else ""
    )
    known = {"record": place.key, "version": version}
    fields = tuple(
        (words, _form(it, ERROR, place, {**known, "field": name}, language))
        for name, words in place.fields
    )
    return Change(
        row,
        _form(it, ERROR, place, known, language),
        _form(it, SOURCE, place, {"record": place.key}, language),
        fields,
    )


def _form(
    it: Repository, form: str, place: Place, known: Mapping[str, str], language: Language
) -> str:
    """The address of a form, or of an e-mail, with what is `known` filled in."""
    say = language.translations.gettext
    subject = say(_SUBJECTS[form]) % {"record": f"{place.dataset}/{place.key}"}
    if it.url and it.host == "github":
        return (
            f"{it.url}/issues/new?{_query({'template': f'{form}.yml', 'title': subject, **known})}"
        )
    labels = {
        "record": say(N_("Record:")),
        "field": say(N_("Field or amount:")),
        "version": say(N_("Version of the data:")),
    }
    lines = [f"{labels[name]} {value}" for name, value in known.items()] + [
        f"{say(asked)} " for asked in _ASKED[form]
    ]
    if it.url:
        return f"{it.url}/-/issues/new?{_query({'issue[title]': subject, 'issue[description]': (chr(10) * 2).join(lines)})}"
    return (
        f"mailto:{it.email}?{_query({'subject': subject, 'body': (chr(13) + chr(10)).join(lines)})}"
    )


def _query(values: Mapping[str, str]) -> str:
    return urlencode(values, quote_via=quote)
