"""The links by which a reader changes a record: its row in the repository, and forms filled in as
far as we can.

Forms of the host come first. Where there is no host, the links begin an e-mail; where there is no
address for e-mail either, there are no links.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlencode

from datasite.language.localization import Language
from datasite.problems import N_
from datasite.values import is_address

_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+\Z")
_BRANCH = re.compile(r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*\Z")
# The line in the view of the host, which has a link to its editor. The editors know no lines.
_ROWS: Mapping[str, str] = {
    "github": "{url}/blob/{branch}/{path}?plain=1#L{line}",
    "gitlab": "{url}/-/blob/{branch}/{path}?plain=1#L{line}",
}
HOSTS = tuple(_ROWS)
# A commit in the view of the host.
_COMMITS: Mapping[str, str] = {
    "github": "{url}/commit/{commit}",
    "gitlab": "{url}/-/commit/{commit}",
}
_ISSUES: Mapping[str, str] = {"github": "{url}/issues", "gitlab": "{url}/-/issues"}
# The forms in .github/ISSUE_TEMPLATE. The ids of their fields are: record, field, version.
ERROR, SOURCE = "error", "source"
_QUESTIONS = {
    ERROR: (
        N_("What it says, and what it should say:"),
        N_("The address of the page that says so:"),
    ),
    SOURCE: (N_("The address of the source:"), N_("What it adds, in its words:")),
}
_SUBJECTS = {ERROR: N_("Error: %(record)s"), SOURCE: N_("Source: %(record)s")}


@dataclass(frozen=True)
class Repository:
    """Where the data are kept, and the address for corrections. `url` and `email` may be blank."""

    url: str = ""
    host: str = HOSTS[0]
    branch: str = "main"
    email: str = ""

    @property
    def contact(self) -> str:
        """The address at which readers reach the publisher: the issues of the repository, or that
        of an e-mail. Blank where there is none, and then nothing may promise one.
        """
        if self.url:
            return _ISSUES[self.host].format(url=self.url)
        return f"mailto:{self.email}" if self.email else ""

    def commit(self, commit: str) -> str:
        """The address of a commit, given by its full hash; blank where there is no host."""
        return _COMMITS[self.host].format(url=self.url, commit=commit) if self.url else ""

    def error(self) -> str:
        """A sentence on the settings that cannot be used; blank if all are right."""
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


class FieldName(NamedTuple):
    """A field of a record: how the form names it, e.g. "start_date", and its words for readers."""

    name: str
    words: str


class FieldLink(NamedTuple):
    """The words of a field, and the link that reports an error in it."""

    words: str
    url: str


@dataclass(frozen=True)
class EditLinks:
    """The links that change one record.

    `row` opens its row and is blank where no host shows it; `report` and `suggest` open forms to
    report an error and to suggest a source; `fields` open the report with the field filled in.
    """

    row: str
    report: str
    suggest: str
    fields: tuple[FieldLink, ...]


@dataclass(frozen=True, kw_only=True)
class EditedRecord:
    """A record by its dataset and key, its file and line in the repository, and the fields in which
    an error can be reported.
    """

    dataset: str
    key: str
    path: str
    line: int
    fields: tuple[FieldName, ...]


def edit_links(
    repository: Repository, record: EditedRecord, version: str, language: Language
) -> EditLinks | None:
    """The links for a record; None where neither a host nor an e-mail address is set.

    `version` is that of the data, e.g. "1.2.3".
    """
    if not repository.url and not repository.email:
        return None
    row = ""
    if repository.url:
        row = _ROWS[repository.host].format(
            url=repository.url,
            branch=quote(repository.branch),
            path=quote(record.path),
            line=record.line,
        )
    answers = {"record": record.key, "version": version}
    return EditLinks(
        row,
        _form(repository, ERROR, record, answers, language),
        _form(repository, SOURCE, record, {"record": record.key}, language),
        tuple(
            FieldLink(
                field.words,
                _form(repository, ERROR, record, {**answers, "field": field.name}, language),
            )
            for field in record.fields
        ),
    )


def _form(
    repository: Repository,
    form: str,
    record: EditedRecord,
    answers: Mapping[str, str],
    language: Language,
) -> str:
    """The address of a form, or of an e-mail, with `answers` filled in."""
    say = language.translations.gettext
    subject = say(_SUBJECTS[form]) % {"record": f"{record.dataset}/{record.key}"}
    if repository.url and repository.host == "github":
        query = _query({"template": f"{form}.yml", "title": subject, **answers})
        return f"{repository.url}/issues/new?{query}"
    labels = {
        "record": say(N_("Record:")),
        "field": say(N_("Field or amount:")),
        "version": say(N_("Version of the data:")),
    }
    lines = [f"{labels[name]} {value}" for name, value in answers.items()]
    lines += [f"{say(question)} " for question in _QUESTIONS[form]]
    if repository.url:
        query = _query({"issue[title]": subject, "issue[description]": "\n\n".join(lines)})
        return f"{repository.url}/-/issues/new?{query}"
    query = _query({"subject": subject, "body": "\r\n".join(lines)})
    return f"mailto:{repository.email}?{query}"


def _query(values: Mapping[str, str]) -> str:
    return urlencode(values, quote_via=quote)
